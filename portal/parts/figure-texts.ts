import type { Texts } from "../text/text.ts";

/** Figures over time, of one scope and of the whole service. */
export const FIGURES = {
  period: { nb: "Periode", nn: "Periode", en: "Period" },
  lastDays: { nb: "{n} dager", nn: "{n} dagar", en: "{n} days" },
  tokens: { nb: "Token", nn: "Token", en: "Tokens" },
  refused: { nb: "Avvist", nn: "Avviste", en: "Refused" },
} as const satisfies Texts;
