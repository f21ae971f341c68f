import type { Texts } from "../../text/text.ts";

/** Looking up a trace id (picture optrace). */
export const TRACE = {
  heading: { nb: "Slå opp sporings-ID", nn: "Slå opp sporings-ID", en: "Look up a trace ID" },
  lead: {
    nb: "Oppslag blir logget, og virksomheten ser hvem som slo opp og hvorfor.",
    nn: "Oppslag blir logga, og verksemda ser kven som slo opp og kvifor.",
    en: "Look-ups are logged, and the organisation sees who looked and why.",
  },
  cannot: { nb: "Dette er for dem som driver tjenesten", nn: "Dette er for dei som driv tenesta", en: "This is for those who run the service" },
  id: { nb: "Sporings-ID", nn: "Sporings-ID", en: "Trace ID" },
  idSays: {
    nb: "32 tegn, fra feilmeldingen eller fra begynnelsen av tokenets jti.",
    nn: "32 teikn, frå feilmeldinga eller frå starten av jti i tokenet.",
    en: "32 characters, from the error message or from the beginning of the token's jti.",
  },
  reason: { nb: "Grunn", nn: "Grunn", en: "Reason" },
  reasonSays: { nb: "Virksomheten leser den i loggen sin.", nn: "Verksemda les han i loggen sin.", en: "The organisation reads it in its log." },
  lookUp: { nb: "Slå opp", nn: "Slå opp", en: "Look up" },
  lookingUp: { nb: "Slår opp …", nn: "Slår opp …", en: "Looking up …" },
  mend: { nb: "Dette mangler før du kan slå opp", nn: "Dette manglar før du kan slå opp", en: "This is missing before you can look up" },
  idMissing: {
    nb: "Skriv en sporings-ID: 32 tegn, 0–9 og a–f.",
    nn: "Skriv ein sporings-ID: 32 teikn, 0–9 og a–f.",
    en: "Enter a trace ID: 32 characters, 0–9 and a–f.",
  },
  reasonMissing: {
    nb: "Skriv hvorfor du slår opp, for eksempel saksnummeret.",
    nn: "Skriv kvifor du slår opp, til dømes saksnummeret.",
    en: "Say why you look it up, such as the case number.",
  },
  unknownHeading: {
    nb: "Vi finner ingen tokenforespørsel med denne ID-en",
    nn: "Vi finn ingen tokenførespurnad med denne ID-en",
    en: "We find no token request with this ID",
  },
  unknown: {
    nb: "Den kan gjelde det andre miljøet eller noe annet enn et token, eller være eldre enn det som tas vare på.",
    nn: "Han kan gjelde det andre miljøet eller noko anna enn eit token, eller vere eldre enn det som blir teke vare på.",
    en: "It may be of the other environment, of something other than a token, or older than what is kept.",
  },
  found: { nb: "Tokenforespørsel {when}", nn: "Tokenførespurnad {when}", en: "Token request {when}" },
  client: { nb: "Klienten {client}", nn: "Klienten {client}", en: "The client {client}" },
  issued: { nb: "Token utstedt", nn: "Token skrive ut", en: "Token issued" },
  refused: { nb: "Avvist, {code}", nn: "Avvist, {code}", en: "Refused, {code}" },
  chain: { nb: "Slik står det nå, ledd for ledd", nn: "Slik står det no, ledd for ledd", en: "How it stands now, link by link" },
  chainSays: {
    nb: "Leddene er slik de er nå. Svaret til høyre er det som ble gitt da.",
    nn: "Ledda er slik dei er no. Svaret til høgre er det som vart gitt då.",
    en: "The links are as they are now. The answer beside them is what was given then.",
  },
  noChain: {
    nb: "Forespørselen nevnte ingen scope, så det er ingen ledd å vise.",
    nn: "Førespurnaden nemnde ingen scope, så det er ingen ledd å vise.",
    en: "The request named no scopes, so there are no links to show.",
  },
  unasked: { nb: "Ikke vurdert", nn: "Ikkje vurdert", en: "Not judged" },
  about: { nb: "Om forespørselen", nn: "Om førespurnaden", en: "About the request" },
  from: { nb: "Fra", nn: "Frå", en: "From" },
  onBehalf: { nb: "For", nn: "For", en: "For" },
  supplier: { nb: "Leverandør", nn: "Leverandør", en: "Supplier" },
  scope: { nb: "Scope", nn: "Scope", en: "Scope" },
  key: { nb: "Nøkkel", nn: "Nøkkel", en: "Key" },
  expires: { nb: "Token går ut", nn: "Tokenet går ut", en: "Token expires" },
  cause: { nb: "Svar", nn: "Svar", en: "Answer" },
  never: {
    nb: "Nøkler, token og signaturer blir aldri vist.",
    nn: "Nøklar, token og signaturar blir aldri viste.",
    en: "Keys, tokens and signatures are never shown.",
  },
} as const satisfies Texts;
