import type { Text } from "../../../vocabulary/language.ts";
import type { Level } from "../../../vocabulary/level.ts";

/** Everything that the double says. */
export const DOUBLE = {
  environment: { nb: "Miljø", nn: "Miljø", en: "Environment" },
  banner: { nb: "Test – ikke ekte innlogging", nn: "Test – ikkje ekte innlogging", en: "Test – not a real login" },
  title: { nb: "Velg en testperson", nn: "Vel ein testperson", en: "Choose a test person" },
  lead: {
    nb: "Dette er ikke ekte innlogging. Alle personer og virksomheter er oppdiktet.",
    nn: "Dette er ikkje ekte innlogging. Alle personar og verksemder er oppdikta.",
    en: "This is not a real login. All people and organisations are made up.",
  },
  search: { nb: "Søk på navn, rolle eller virksomhet", nn: "Søk på namn, rolle eller verksemd", en: "Search for name, role or organisation" },
  find: { nb: "Søk", nn: "Søk", en: "Search" },
  none: { nb: "Ingen treff.", nn: "Ingen treff.", en: "No hits." },
  clear: { nb: "Vis alle", nn: "Vis alle", en: "Show all" },
  other: {
    nb: "Bruk et annet syntetisk fødselsnummer eller sikkerhetsnivå",
    nn: "Bruk eit anna syntetisk fødselsnummer eller tryggleiksnivå",
    en: "Use another synthetic identity number or level of assurance",
  },
  number: { nb: "Syntetisk fødselsnummer (11 siffer)", nn: "Syntetisk fødselsnummer (11 siffer)", en: "Synthetic identity number (11 digits)" },
  numberHelp: {
    nb: "Måneden er pluss 80, så ingen virkelig person kan ha nummeret. Nye numre får man hos Skatteetaten: Tenor testdata.",
    nn: "Månaden er pluss 80, så ingen verkeleg person kan ha nummeret. Nye nummer får ein hos Skatteetaten: Tenor testdata.",
    en: "80 is added to the month, so no real person can have the number. The tax administration gives out new ones: Tenor test data.",
  },
  level: {
    nb: "Sikkerhetsnivå, også for den du velger i lista",
    nn: "Tryggleiksnivå, også for den du vel i lista",
    en: "Level of assurance, also of whom you choose in the list",
  },
  logIn: { nb: "Logg inn med nummeret", nn: "Logg inn med nummeret", en: "Log in with the number" },
  cancel: { nb: "Avbryt", nn: "Avbryt", en: "Cancel" },
  refused: {
    nb: "Dette er ikke et syntetisk fødselsnummer: det har elleve siffer, og måneden er pluss 80. Numrene til virkelige personer kan ikke brukes her.",
    nn: "Dette er ikkje eit syntetisk fødselsnummer: det har elleve siffer, og månaden er pluss 80. Numra til verkelege personar kan ikkje brukast her.",
    en: "This is not a synthetic identity number: it has eleven digits, and 80 is added to the month. Numbers of real people cannot be used here.",
  },
  over: { nb: "Innloggingen er over", nn: "Innlogginga er over", en: "The login is over" },
  overLead: {
    nb: "Den er fullført alt, eller serveren er startet på nytt. Begynn igjen fra forsiden.",
    nn: "Ho er fullført alt, eller serveren er starta på nytt. Byrj igjen frå framsida.",
    en: "It has been completed already, or the server was started anew. Begin again from the front page.",
  },
  front: { nb: "Til forsiden", nn: "Til framsida", en: "To the front page" },
  leaving: { nb: "Logger ut", nn: "Loggar ut", en: "Logging out" },
  leave: { nb: "Logg ut", nn: "Logg ut", en: "Log out" },
  left: { nb: "Du er logget ut", nn: "Du er logga ut", en: "You are logged out" },
} as const satisfies Record<string, Text>;

export const LEVEL_NAME: Record<Level, Text> = {
  low: { nb: "Lavt", nn: "Lågt", en: "Low" },
  substantial: { nb: "Betydelig", nn: "Betydeleg", en: "Substantial" },
  high: { nb: "Høyt", nn: "Høgt", en: "High" },
};
