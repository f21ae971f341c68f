/** Words that many pages use. What one page alone says stands beside it, in a module of its area. */
import type { Texts } from "./text.ts";

export const SHARED = {
  testEnvironment: { nb: "Testmiljø", nn: "Testmiljø", en: "Test environment" },
  prodEnvironment: { nb: "Produksjonsmiljø", nn: "Produksjonsmiljø", en: "Production environment" },
  /** Within a sentence: «i test», «i produksjon». */
  test: { nb: "test", nn: "test", en: "test" },
  prod: { nb: "produksjon", nn: "produksjon", en: "production" },
  close: { nb: "Lukk", nn: "Lukk", en: "Close" },
  cancel: { nb: "Avbryt", nn: "Avbryt", en: "Cancel" },
  tryAgain: { nb: "Prøv igjen", nn: "Prøv igjen", en: "Try again" },
  copy: { nb: "Kopier {value}", nn: "Kopier {value}", en: "Copy {value}" },
  copied: { nb: "Kopiert", nn: "Kopiert", en: "Copied" },
  traceId: { nb: "Sporings-ID", nn: "Sporings-ID", en: "Trace ID" },
  optional: { nb: "(valgfritt)", nn: "(valfritt)", en: "(optional)" },
  loading: { nb: "Henter …", nn: "Hentar …", en: "Loading …" },
  slow: { nb: "Det tar lenger tid enn vanlig.", nn: "Det tek lengre tid enn vanleg.", en: "This takes longer than usual." },
  charactersLeft: { nb: "%d tegn igjen", nn: "%d teikn igjen", en: "%d characters left" },
  charactersOver: { nb: "%d tegn for mye", nn: "%d teikn for mykje", en: "%d characters too many" },
  unnamedPerson: { nb: "Person uten registrert navn", nn: "Person utan registrert namn", en: "Person without a registered name" },
} as const satisfies Texts;

/** The key of an environment's name: `t(ENVIRONMENT_KEY[env])`. */
export const ENVIRONMENT_KEY = { test: "testEnvironment", prod: "prodEnvironment" } as const;
