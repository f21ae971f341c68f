import type { Texts } from "../../text/text.ts";

export const FRONT = {
  heading: { nb: "Gi, be om og vis tilgang til API-er", nn: "Gi, be om og vis tilgang til API", en: "Give, request and show access to APIs" },
  lead: {
    nb: "For virksomheter som deler data med hverandre, og leverandørene deres.",
    nn: "For verksemder som deler data med kvarandre, og leverandørane deira.",
    en: "For organisations that share data with each other, and their suppliers.",
  },
  prod: { nb: "Produksjon", nn: "Produksjon", en: "Production" },
  prodText: {
    nb: "Logg inn som deg selv, og velg virksomheten du representerer.",
    nn: "Logg inn som deg sjølv, og vel verksemda du representerer.",
    en: "Log in as yourself, and choose the organisation that you represent.",
  },
  test: { nb: "Test", nn: "Test", en: "Test" },
  testText: {
    nb: "Prøv alt med oppdiktede personer og virksomheter. Ingenting virker i produksjon.",
    nn: "Prøv alt med oppdikta personar og verksemder. Ingenting verkar i produksjon.",
    en: "Try everything with invented people and organisations. Nothing works in production.",
  },
  codeHeading: { nb: "Har du fått en feilkode?", nn: "Har du fått ein feilkode?", en: "Have you got an error code?" },
  code: { nb: "Feilkode", nn: "Feilkode", en: "Error code" },
  lookUp: { nb: "Slå opp", nn: "Slå opp", en: "Look up" },
  codeForm: {
    nb: "En kode er MP eller FM, en bindestrek og tre sifre, for eksempel MP-250.",
    nn: "Ein kode er MP eller FM, ein bindestrek og tre siffer, til dømes MP-250.",
    en: "A code is MP or FM, a hyphen and three digits, for example MP-250.",
  },
  developers: { nb: "For utviklere", nn: "For utviklarar", en: "For developers" },
  reference: { nb: "API-et, til å lese (på engelsk)", nn: "API-et, til å lese (på engelsk)", en: "The API, to read" },
  openApi: { nb: "API-et, for programmer (OpenAPI 3.1)", nn: "API-et, for program (OpenAPI 3.1)", en: "The API, for programs (OpenAPI 3.1)" },
  refusals: { nb: "Avslag forklart", nn: "Avslag forklarte", en: "Refusals explained" },
  issuer: { nb: "Utsteder i {env}", nn: "Utferdar i {env}", en: "Issuer in {env}" },
  metadata: { nb: "Metadata for {env}", nn: "Metadata for {env}", en: "Metadata of {env}" },

  cancelled: { nb: "Innloggingen ble avbrutt", nn: "Innlogginga vart avbroten", en: "The login was cancelled" },
  cancelledText: {
    nb: "Du er ikke logget inn. Prøv igjen når du vil.",
    nn: "Du er ikkje logga inn. Prøv igjen når du vil.",
    en: "You are not logged in. Try again when you like.",
  },
  failed: { nb: "Innloggingen ble ikke fullført", nn: "Innlogginga vart ikkje fullført", en: "The login was not completed" },
  failedText: {
    nb: "Svaret fra innloggingstjenesten kunne ikke brukes. Begynn på nytt her.",
    nn: "Svaret frå innloggingstenesta kunne ikkje brukast. Byrj på nytt her.",
    en: "The answer of the login service could not be used. Begin again here.",
  },
  level: { nb: "Sikkerhetsnivået var for lavt", nn: "Tryggleiksnivået var for lågt", en: "The level of assurance was too low" },
  levelText: {
    nb: "Logg inn på nytt med en e-ID som gir høyere nivå, for eksempel BankID eller Buypass.",
    nn: "Logg inn på nytt med ein e-ID som gir høgare nivå, til dømes BankID eller Buypass.",
    en: "Log in again with an eID of a higher level, for example BankID or Buypass.",
  },
  down: { nb: "Innloggingstjenesten svarer ikke", nn: "Innloggingstenesta svarer ikkje", en: "The login service does not answer" },
  downText: {
    nb: "Prøv igjen om noen minutter. API-ene virker som før: det er bare innloggingen som står.",
    nn: "Prøv igjen om nokre minutt. API-a verkar som før: det er berre innlogginga som står.",
    en: "Try again in a few minutes. The APIs work as before: only the login stands still.",
  },
  cookie: {
    nb: "Nettleseren tok ikke imot informasjonskapselen",
    nn: "Nettlesaren tok ikkje imot informasjonskapselen",
    en: "Your browser did not accept the cookie",
  },
  cookieText: {
    nb: "Innloggingen trenger en informasjonskapsel fra denne adressen. Tillat den i nettleseren, og logg inn på nytt her.",
    nn: "Innlogginga treng ein informasjonskapsel frå denne adressa. Tillat han i nettlesaren, og logg inn på nytt her.",
    en: "The login needs a cookie from this address. Allow it in your browser, and log in again here.",
  },
  other_person: { nb: "En annen person logget inn", nn: "Ein annan person logga inn", en: "Somebody else logged in" },
  other_personText: {
    nb: "Innloggingen skulle bekrefte hvem du er, men det var en annen som logget inn. Begynn på nytt her.",
    nn: "Innlogginga skulle stadfeste kven du er, men det var ein annan som logga inn. Byrj på nytt her.",
    en: "The login was to confirm who you are, but it was somebody else who logged in. Begin again here.",
  },
  goOn: { nb: "Du er fortsatt logget inn.", nn: "Du er framleis logga inn.", en: "You are still logged in." },
  toOrganizations: { nb: "Gå til virksomhetene dine", nn: "Gå til verksemdene dine", en: "Go to your organisations" },
} as const satisfies Texts;

/** Why a login came to nothing, as the server names it in the address: `/?login=cancelled`. Each has a heading, and a text of the same name with `Text`. */
export const LOGIN_FAILURES = ["cancelled", "failed", "level", "down", "cookie", "other_person"] as const;
export type LoginFailure = (typeof LOGIN_FAILURES)[number];
