import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { Text } from "../../vocabulary/language.ts";
import type { Mender } from "../../vocabulary/refusals/refusal.ts";

/** Who can mend a refusal, in words. */
export const MENDER: Record<Mender, Text> = {
  developer: {
    nb: "Den som har laget eller drifter programmet som kaller",
    nn: "Den som har laga eller driftar programmet som kallar",
    en: "Whoever made or runs the calling program",
  },
  client_owner: { nb: "Virksomheten som eier klienten", nn: "Verksemda som eig klienten", en: "The organisation that owns the client" },
  api_provider: { nb: "API-tilbyderen, som eier scopet", nn: "API-tilbydaren, som eig scopet", en: "The API provider, who owns the scope" },
  consumer: {
    nb: "Kunden: virksomheten som leverandøren henter på vegne av",
    nn: "Kunden: verksemda som leverandøren hentar på vegner av",
    en: "The customer: the organisation on whose behalf the supplier fetches",
  },
  person: { nb: "Den som er logget inn", nn: "Den som er logga inn", en: "The person who is logged in" },
  administrator: {
    nb: "En hovedadministrator eller tilgangsstyrer i virksomheten",
    nn: "Ein hovudadministrator eller tilgangsstyrar i verksemda",
    en: "A main administrator or access manager of the organisation",
  },
  operator: {
    nb: "Plattformoperatøren, som driver installasjonen",
    nn: "Plattformoperatøren, som driv installasjonen",
    en: "The platform operator, who runs the installation",
  },
};

export const ENVIRONMENT: Record<EnvironmentName, Text> = {
  test: { nb: "Testmiljø", nn: "Testmiljø", en: "Test environment" },
  prod: { nb: "Produksjonsmiljø", nn: "Produksjonsmiljø", en: "Production environment" },
};

/** Everything else on the pages. */
export const PAGE = {
  environment: { nb: "Miljø", nn: "Miljø", en: "Environment" },
  who: { nb: "Hvem kan rette det?", nn: "Kven kan rette det?", en: "Who can mend it?" },
  how: { nb: "Slik rettes det", nn: "Slik blir det retta", en: "How to mend it" },
  technical: { nb: "For utviklere: svaret fra serveren", nn: "For utviklarar: svaret frå serveren", en: "For developers: the server's answer" },
  code: { nb: "Kode", nn: "Kode", en: "Code" },
  status: { nb: "HTTP-status", nn: "HTTP-status", en: "HTTP status" },
  stuck: { nb: "Kommer du ikke videre?", nn: "Kjem du ikkje vidare?", en: "Still stuck?" },
  trace: {
    nb: "Svaret fra serveren slutter med en sporings-ID på 32 tegn, etter trace_id i error_description. Oppgi den, så finner den som hjelper deg, akkurat din forespørsel i loggen.",
    nn: "Svaret frå serveren sluttar med ein sporings-ID på 32 teikn, etter trace_id i error_description. Oppgi han, så finn den som hjelper deg, akkurat din førespurnad i loggen.",
    en: "The server's answer ends with a trace ID of 32 characters, after trace_id in error_description. Quote it, and whoever helps you finds exactly your request in the log.",
  },
  ask: { nb: "Her kan du spørre:", nn: "Her kan du spørje:", en: "Where to ask:" },
  all: { nb: "Alle feilkoder", nn: "Alle feilkodar", en: "All error codes" },
  allLead: {
    nb: "Hver avvist forespørsel har en kode. Den står i error_uri i svaret. Bak hver kode står det hva den betyr, hvem som kan rette det, og hvordan.",
    nn: "Kvar avvist førespurnad har ein kode. Han står i error_uri i svaret. Bak kvar kode står det kva han tyder, kven som kan rette det, og korleis.",
    en: "Each refused request has a code. It stands in error_uri in the answer. Behind each code you find what it means, who can mend it, and how.",
  },
  tokenCodes: { nb: "Når en klient henter token", nn: "Når ein klient hentar token", en: "When a client fetches a token" },
  apiCodes: { nb: "Når et program bruker API-ene våre", nn: "Når eit program bruker API-a våre", en: "When a program uses our APIs" },
  unknown: { nb: "Denne koden finnes ikke", nn: "Denne koden finst ikkje", en: "There is no such code" },
  unknownLead: {
    nb: "Adressen nevner en kode som vi ikke bruker. Kodene er MP eller FM, en bindestrek og tre sifre, for eksempel MP-250. Sjekk om et tegn har falt ut.",
    nn: "Adressa nemner ein kode som vi ikkje bruker. Kodane er MP eller FM, ein bindestrek og tre siffer, til dømes MP-250. Sjekk om eit teikn har falle ut.",
    en: "The address names a code that we do not use. Codes are MP or FM, a hyphen and three digits, for example MP-250. Check whether a character is missing.",
  },
} as const satisfies Record<string, Text>;
