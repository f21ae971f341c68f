import type { Texts } from "../../text/text.ts";

/** Fetching a token from the page itself. */
export const TRY = {
  open: { nb: "Prøv nå", nn: "Prøv no", en: "Try it now" },
  heading: { nb: "Hent et token med {client}", nn: "Hent eit token med {client}", en: "Get a token with {client}" },
  lead: {
    nb: "Nettleseren signerer forespørselen og sender den til tokenadressen, slik programmet deres gjør.",
    nn: "Nettlesaren signerer førespurnaden og sender han til tokenadressa, slik programmet dykkar gjer.",
    en: "The browser signs the request and sends it to the token endpoint, as your program does.",
  },
  scopes: { nb: "Scope", nn: "Scope", en: "Scope" },
  noScopes: {
    nb: "Klienten har ingen scope ennå. Legg til et først.",
    nn: "Klienten har ingen scope enno. Legg til eit først.",
    en: "The client has no scopes yet. Add one first.",
  },
  resource: { nb: "Resource (valgfritt)", nn: "Resource (valfritt)", en: "Resource (optional)" },
  resourceSays: {
    nb: "Adressen til API-et, hvis det krever et token for seg.",
    nn: "Adressa til API-et, om det krev eit token for seg.",
    en: "The address of the API, if it requires a token for itself.",
  },
  withKey: { nb: "Signeres med", nn: "Blir signert med", en: "Signed with" },
  inHand: { nb: "Nøkkelen {kid}, som du laget nå", nn: "Nøkkelen {kid}, som du laga no", en: "The key {kid}, which you made just now" },
  paste: { nb: "En privat nøkkel jeg har", nn: "Ein privat nøkkel eg har", en: "A private key that I have" },
  pasteSays: {
    nb: "Den blir i nettleseren: den sendes ikke og lagres ikke.",
    nn: "Han blir i nettlesaren: han blir ikkje send og ikkje lagra.",
    en: "It stays in the browser: it is not sent, and not stored.",
  },
  privateKey: { nb: "Privat nøkkel (PEM eller JWK)", nn: "Privat nøkkel (PEM eller JWK)", en: "Private key (PEM or JWK)" },
  make: { nb: "En ny nøkkel, laget her", nn: "Ein ny nøkkel, laga her", en: "A new key, made here" },
  makeSays: {
    nb: "Legges til på klienten, og forsvinner fra nettleseren når du lukker siden. Deaktiver den etterpå.",
    nn: "Blir lagd til på klienten, og forsvinn frå nettlesaren når du lèt att sida. Deaktiver han etterpå.",
    en: "Added to the client, and gone from the browser when you close the page. Deactivate it afterwards.",
  },
  fetch: { nb: "Hent token", nn: "Hent token", en: "Get a token" },
  fetching: { nb: "Henter …", nn: "Hentar …", en: "Fetching …" },
  scopeMissing: { nb: "Velg minst ett scope.", nn: "Vel minst eitt scope.", en: "Choose at least one scope." },
  keyMissing: { nb: "Lim inn den private nøkkelen.", nn: "Lim inn den private nøkkelen.", en: "Paste the private key." },
  keyUnreadable: {
    nb: "Vi kjenner ikke igjen dette som en privat nøkkel (PEM eller JWK, uten passord).",
    nn: "Vi kjenner ikkje att dette som ein privat nøkkel (PEM eller JWK, utan passord).",
    en: "We do not recognise this as a private key (PEM or JWK, without a password).",
  },
  keyStrange: {
    nb: "Denne nøkkelen hører ikke til klienten. Legg inn den offentlige delen av den først, eller bruk en annen.",
    nn: "Denne nøkkelen høyrer ikkje til klienten. Legg inn den offentlege delen av han først, eller bruk ein annan.",
    en: "This key does not belong to the client. Add its public half first, or use another one.",
  },
  success: { nb: "Klienten fikk et token", nn: "Klienten fekk eit token", en: "The client got a token" },
  successSays: {
    nb: "Det virker i {seconds} sekunder, til {clock}.",
    nn: "Det verkar i {seconds} sekund, til {clock}.",
    en: "It works for {seconds} seconds, until {clock}.",
  },
  failure: { nb: "Klienten fikk ikke token", nn: "Klienten fekk ikkje token", en: "The client got no token" },
  claims: { nb: "Innholdet", nn: "Innhaldet", en: "Its content" },
  opaque: {
    nb: "Tokenet er ugjennomsiktig: bare API-et kan slå det opp.",
    nn: "Tokenet er ugjennomsiktig: berre API-et kan slå det opp.",
    en: "The token is opaque: only the API can look it up.",
  },
  token: { nb: "Tokenet", nn: "Tokenet", en: "The token" },
  copyToken: { nb: "Kopier tokenet", nn: "Kopier tokenet", en: "Copy the token" },
  again: { nb: "Hent et nytt", nn: "Hent eit nytt", en: "Get another" },
} as const satisfies Texts;
