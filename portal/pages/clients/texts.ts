import type { Texts } from "../../text/text.ts";

/** Klienter: the organisation's systems that fetch tokens. */
export const CLIENTS = {
  heading: { nb: "Klienter", nn: "Klientar", en: "Clients" },
} as const satisfies Texts;
