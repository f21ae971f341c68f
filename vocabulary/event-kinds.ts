import type { Text } from "./language.ts";

/** What a notification point can be told about (selfservice.md J17, glossary: hendelse). */
export const EVENT_KINDS = ["incident", "maintenance", "change", "key_expiry", "access", "request"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The name of each, for pages and mails. */
export const EVENT_KIND_NAMES: Record<EventKind, Text> = {
  incident: { nb: "Alvorlige feil", nn: "Alvorlege feil", en: "Severe incidents" },
  maintenance: { nb: "Planlagt vedlikehold", nn: "Planlagt vedlikehald", en: "Planned maintenance" },
  change: { nb: "Endringer", nn: "Endringar", en: "Changes" },
  key_expiry: { nb: "Nøkler som går ut", nn: "Nøklar som går ut", en: "Expiring keys" },
  access: { nb: "Tilganger", nn: "Tilgangar", en: "Accesses" },
  request: { nb: "Forespørsler", nn: "Førespurnader", en: "Requests" },
};
