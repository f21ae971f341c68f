import type { Texts } from "../../text/text.ts";

export const SCOPES = {
  heading: { nb: "Scope", nn: "Scope", en: "Scopes" },
  lead: {
    nb: "Tilgangene til API-ene deres. Åpne et scope for å gi eller fjerne tilgang. Het Mine API før.",
    nn: "Tilgangane til API-a dykkar. Opne eit scope for å gi eller fjerne tilgang. Heitte Mine API før.",
    en: "The accesses to your APIs. Open a scope to give or remove access. Used to be called Mine API.",
  },
  create: { nb: "Nytt scope", nn: "Nytt scope", en: "New scope" },
  cannotCreate: { nb: "Du kan ikke lage scope her ennå", nn: "Du kan ikkje lage scope her enno", en: "You cannot create scopes here yet" },
  loading: { nb: "Henter scopene", nn: "Hentar scopa", en: "Loading the scopes" },
  search: { nb: "Navn eller beskrivelse", nn: "Namn eller skildring", en: "Name or description" },
  clear: { nb: "Tøm søkefeltet", nn: "Tøm søkjefeltet", en: "Clear the search field" },
  prefix: { nb: "Prefiks", nn: "Prefiks", en: "Prefix" },
  allPrefixes: { nb: "Alle prefikser", nn: "Alle prefiks", en: "All prefixes" },
  showInactive: { nb: "Vis deaktiverte", nn: "Vis deaktiverte", en: "Show deactivated" },
  found: { nb: "{n} treff", nn: "{n} treff", en: "{n} hits" },
  noHits: { nb: "Ingen treff.", nn: "Ingen treff.", en: "No hits." },
  showAll: { nb: "Vis alle", nn: "Vis alle", en: "Show all" },
  scope: { nb: "Scope", nn: "Scope", en: "Scope" },
  usedBy: { nb: "Kan brukes av", nn: "Kan brukast av", en: "Can be used by" },
  consumers: { nb: "Virksomheter", nn: "Verksemder", en: "Organisations" },
  tokens: { nb: "Token, 30 dager", nn: "Token, 30 dagar", en: "Tokens, 30 days" },
  status: { nb: "Status", nn: "Status", en: "Status" },
  all: { nb: "Alle", nn: "Alle", en: "Everyone" },
  given: { nb: "Etter tilgang", nn: "Etter tilgang", en: "Those given access" },
  active: { nb: "Aktivt", nn: "Aktivt", en: "Active" },
  unused: { nb: "Ikke brukt på 90 dager", nn: "Ikkje brukt på 90 dagar", en: "Not used for 90 days" },
  inactive: { nb: "Deaktivert", nn: "Deaktivert", en: "Deactivated" },
  locked: { nb: "Sperret", nn: "Sperra", en: "Locked" },
  notKnown: { nb: "Ukjent", nn: "Ukjent", en: "Unknown" },
  countOne: { nb: "1 scope", nn: "1 scope", en: "1 scope" },
  count: { nb: "{n} scope", nn: "{n} scope", en: "{n} scopes" },
  hidden: { nb: "{n} deaktiverte vises ikke.", nn: "{n} deaktiverte er ikkje viste.", en: "{n} deactivated are not shown." },
  emptyHeading: { nb: "Ingen scope ennå", nn: "Ingen scope enno", en: "No scopes yet" },
  empty: {
    nb: "Et scope er én tilgang til et API, for eksempel {example}. Dere lager scopet, velger hvem som kan bruke det, og ser hvem som gjør det.",
    nn: "Eit scope er éin tilgang til eit API, til dømes {example}. De lagar scopet, vel kven som kan bruke det, og ser kven som gjer det.",
    en: "A scope is one access to an API, for example {example}. You create the scope, choose who may use it, and see who does.",
  },
  ready: {
    nb: "Prefikset {prefix} er klart til bruk i {env}.",
    nn: "Prefikset {prefix} er klart til bruk i {env}.",
    en: "The prefix {prefix} is ready for use in {env}.",
  },
  onlyUse: { nb: "Jeg skal bare bruke API-er", nn: "Eg skal berre bruke API", en: "I am only going to use APIs" },
} as const satisfies Texts;

/** What people may call a scope, or the page, from before: found by search. */
export const OLD_WORDS = "mine api virksomhetens tjenester administrasjon av tjenester api-tilgang";
