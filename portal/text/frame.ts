import type { Texts } from "./text.ts";

/** What stands around every page. */
export const FRAME = {
  skip: { nb: "Hopp til innholdet", nn: "Hopp til innhaldet", en: "Skip to content" },
  environment: { nb: "Miljø", nn: "Miljø", en: "Environment" },
  nothingWorks: { nb: "Ingenting her virker i produksjon.", nn: "Ingenting her verkar i produksjon.", en: "Nothing here works in production." },
  toProd: { nb: "Bytt til produksjon", nn: "Byt til produksjon", en: "Switch to production" },
  toTest: { nb: "Bytt til test", nn: "Byt til test", en: "Switch to test" },
  switched: { nb: "Du er nå i {environment}.", nn: "Du er no i {environment}.", en: "You are now in the {environment}." },
  switchOrganization: { nb: "Bytt virksomhet", nn: "Byt verksemd", en: "Switch organisation" },
  person: { nb: "Din meny", nn: "Menyen din", en: "Your menu" },
  myPage: { nb: "Din side", nn: "Sida di", en: "Your page" },
  logOut: { nb: "Logg ut", nn: "Logg ut", en: "Log out" },
  menu: { nb: "Meny", nn: "Meny", en: "Menu" },
  mainMenu: { nb: "Hovedmeny", nn: "Hovudmeny", en: "Main menu" },
  waiting: { nb: "{n} venter på deg", nn: "{n} ventar på deg", en: "{n} waiting for you" },
  breadcrumbs: { nb: "Du er her", nn: "Du er her", en: "You are here" },
  runBy: { nb: "Driftes av {operator}", nn: "Blir drifta av {operator}", en: "Run by {operator}" },
  aboutService: { nb: "Om tjenesten", nn: "Om tenesta", en: "About the service" },
  support: { nb: "Brukerstøtte", nn: "Brukarstøtte", en: "Support" },
  status: { nb: "Driftsstatus", nn: "Driftsstatus", en: "Service status" },
  howTo: { nb: "Slik gjør du", nn: "Slik gjer du", en: "How to do it" },
  accessibility: { nb: "Tilgjengelighetserklæring", nn: "Tilgjengeerklæring", en: "Accessibility statement" },
  privacy: { nb: "Personvernerklæring", nn: "Personvernerklæring", en: "Privacy statement" },
  language: { nb: "Språk", nn: "Språk", en: "Language" },
  languageChanged: { nb: "Siden er nå på bokmål.", nn: "Sida er no på nynorsk.", en: "The page is now in English." },
  connection: { nb: "Forbindelse", nn: "Samband", en: "Connection" },
  connectionLost: {
    nb: "Vi får ikke kontakt med tjenesten. Det du har skrevet, er ikke borte. Vi prøver igjen av oss selv.",
    nn: "Vi får ikkje kontakt med tenesta. Det du har skrive, er ikkje borte. Vi prøver igjen av oss sjølve.",
    en: "We cannot reach the service. What you have written is not lost. We keep trying.",
  },
  connectionBack: { nb: "Kontakten er tilbake.", nn: "Kontakten er tilbake.", en: "The connection is back." },
} as const satisfies Texts;

/** Names of the pages, for menu, breadcrumbs and titles. */
export const PAGE_NAMES = {
  overview: { nb: "Oversikt", nn: "Oversikt", en: "Overview" },
  requests: { nb: "Forespørsler", nn: "Førespurnader", en: "Requests" },
  clients: { nb: "Klienter", nn: "Klientar", en: "Clients" },
  accesses: { nb: "Tilganger vi har", nn: "Tilgangar vi har", en: "Access we have" },
  catalogue: { nb: "API-katalog", nn: "API-katalog", en: "API catalogue" },
  prefixes: { nb: "Prefikser", nn: "Prefiks", en: "Prefixes" },
  offer: { nb: "Vil dere tilby et API?", nn: "Vil de tilby eit API?", en: "Do you want to offer an API?" },
  prefixApplications: { nb: "Søknader om prefiks", nn: "Søknader om prefiks", en: "Prefix applications" },
  scopes: { nb: "Scope", nn: "Scope", en: "Scopes" },
  terms: { nb: "Bruksvilkår", nn: "Bruksvilkår", en: "Terms of use" },
  notices: { nb: "Driftsmeldinger", nn: "Driftsmeldingar", en: "Service notices" },
  billing: { nb: "Faktura og varsling", nn: "Faktura og varsling", en: "Invoices and notifications" },
  organizations: { nb: "Virksomheter", nn: "Verksemder", en: "Organisations" },
  trace: { nb: "Slå opp sporings-ID", nn: "Slå opp sporings-ID", en: "Look up a trace ID" },
  mails: { nb: "E-post som stoppet", nn: "E-post som stoppa", en: "E-mail that stopped" },
  log: { nb: "Aktivitetslogg", nn: "Aktivitetslogg", en: "Activity log" },
  statistics: { nb: "Statistikk", nn: "Statistikk", en: "Statistics" },
  people: { nb: "Personer og rettigheter", nn: "Personar og rettar", en: "People and rights" },
} as const satisfies Texts;

export const MENU_GROUPS = {
  consumer: { nb: "API-er vi bruker", nn: "API-ar vi bruker", en: "APIs we use" },
  operator: { nb: "Drift", nn: "Drift", en: "Operations" },
  provider: { nb: "API-er vi tilbyr", nn: "API vi tilbyr", en: "APIs we offer" },
  organization: { nb: "Virksomheten", nn: "Verksemda", en: "The organisation" },
} as const satisfies Texts;
