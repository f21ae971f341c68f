import type { Texts } from "../../text/text.ts";

export const NEW = {
  heading: { nb: "Ny klient", nn: "Ny klient", en: "New client" },
  lead: {
    nb: "En klient er systemet deres som henter token. Alt på denne siden virker med en gang du oppretter.",
    nn: "Ein klient er systemet dykkar som hentar token. Alt på denne sida verkar med ein gong du opprettar.",
    en: "A client is your system that fetches tokens. Everything on this page works as soon as you create it.",
  },
  cannot: { nb: "Du kan ikke lage klienter i {env} ennå", nn: "Du kan ikkje lage klientar i {env} enno", en: "You cannot create clients in {env} yet" },
  about: { nb: "Om klienten", nn: "Om klienten", en: "About the client" },
  name: { nb: "Navn", nn: "Namn", en: "Name" },
  nameSays: {
    nb: "Navnet dine kolleger kjenner igjen, for eksempel «Lønn – henting av skattekort».",
    nn: "Namnet kollegaene dine kjenner att, til dømes «Løn – henting av skattekort».",
    en: "A name your colleagues recognise.",
  },
  nameMissing: { nb: "Gi klienten et navn.", nn: "Gi klienten eit namn.", en: "Give the client a name." },
  nameLong: { nb: "Navnet kan ha høyst 255 tegn.", nn: "Namnet kan ha høgst 255 teikn.", en: "The name can have at most 255 characters." },
  purpose: { nb: "Formål", nn: "Formål", en: "Purpose" },
  purposeSays: {
    nb: "Hva klienten brukes til og hvilket system den står i. Brukerstøtte ser teksten.",
    nn: "Kva klienten blir brukt til og kva system han står i. Brukarstøtta ser teksten.",
    en: "What the client is for and which system it runs in. Support can read this.",
  },
  purposeMissing: { nb: "Skriv hva klienten brukes til.", nn: "Skriv kva klienten blir brukt til.", en: "Write what the client is used for." },
  purposeLong: { nb: "Formålet kan ha høyst {n} tegn.", nn: "Formålet kan ha høgst {n} teikn.", en: "The purpose can have at most {n} characters." },
  scopes: { nb: "Scope", nn: "Scope", en: "Scopes" },
  scopesSays: {
    nb: "Velg bare det denne klienten trenger. Bruk heller flere klienter enn én med alt.",
    nn: "Vel berre det denne klienten treng. Bruk heller fleire klientar enn éin med alt.",
    en: "Choose only what this client needs. Prefer several clients to one with everything.",
  },
  key: { nb: "Nøkkel", nn: "Nøkkel", en: "Key" },
  more: { nb: "Flere valg", nn: "Fleire val", en: "More choices" },
  lifetime: { nb: "Levetid for token, i sekunder", nn: "Levetid for token, i sekund", en: "Lifetime of tokens, in seconds" },
  lifetimeSays: {
    nb: "Hvor lenge et token virker, i sekunder. 120 passer for de fleste. Tilbyderen kan ha satt en kortere grense.",
    nn: "Kor lenge eit token verkar, i sekund. 120 passar for dei fleste. Tilbydaren kan ha sett ei kortare grense.",
    en: "How long a token works, in seconds. 120 suits most. The provider may have a shorter limit.",
  },
  lifetimeWrong: {
    nb: "Skriv et helt antall sekunder, minst 1.",
    nn: "Skriv eit heilt tal på sekund, minst 1.",
    en: "Write a whole number of seconds, at least 1.",
  },
  uri: { nb: "Adresse til en side om klienten", nn: "Adresse til ei side om klienten", en: "Address of a page about the client" },
  mend: {
    nb: "Dette mangler før klienten kan opprettes",
    nn: "Dette manglar før klienten kan opprettast",
    en: "This is missing before the client can be created",
  },
  create: { nb: "Opprett klient", nn: "Opprett klient", en: "Create client" },
  creating: { nb: "Oppretter klienten …", nn: "Opprettar klienten …", en: "Creating the client …" },
  goOn: { nb: "opprett klienten", nn: "opprett klienten", en: "create the client" },
  created: { nb: "Klienten {name} er opprettet.", nn: "Klienten {name} er oppretta.", en: "The client {name} has been created." },
  chosen: { nb: "{n} scope valgt", nn: "{n} scope valde", en: "{n} scopes chosen" },
  oneChosen: { nb: "1 scope valgt", nn: "1 scope valt", en: "1 scope chosen" },
} as const satisfies Texts;
