import type { Texts } from "../../text/text.ts";

/** The code that fetches a token with a client. */
export const CODE = {
  heading: { nb: "Hent token fra ditt eget program", nn: "Hent token frå ditt eige program", en: "Get a token from your own program" },
  lead: {
    nb: "Legg den private nøkkelen i {file} ved siden av koden. Koden virker slik den står.",
    nn: "Legg den private nøkkelen i {file} ved sida av koden. Koden verkar slik han står.",
    en: "Put the private key in {file} beside the code. The code works as it stands.",
  },
  language: { nb: "Språk", nn: "Språk", en: "Language" },
  scope: { nb: "Scope", nn: "Scope", en: "Scope" },
  key: { nb: "Nøkkel", nn: "Nøkkel", en: "Key" },
  noKey: {
    nb: "Klienten har ingen nøkkel som koden kan bruke. Legg til en først.",
    nn: "Klienten har ingen nøkkel som koden kan bruke. Legg til ein først.",
    en: "The client has no key that the code can use. Add one first.",
  },
  noScope: {
    nb: "Klienten har ingen scope. Legg til et først.",
    nn: "Klienten har ingen scope. Legg til eit først.",
    en: "The client has no scopes. Add one first.",
  },
  lacks: {
    nb: "{language} kan ikke bruke nøkler for {alg} uten et eget bibliotek. Velg en annen nøkkel eller et annet språk.",
    nn: "{language} kan ikkje bruke nøklar for {alg} utan eit eige bibliotek. Vel ein annan nøkkel eller eit anna språk.",
    en: "{language} cannot use keys for {alg} without a library. Choose another key or language.",
  },
  install: { nb: "Trenger", nn: "Treng", en: "Needs" },
  saveAs: { nb: "Lagre som {file} og kjør", nn: "Lagre som {file} og køyr", en: "Save as {file} and run" },
  copy: { nb: "Kopier koden", nn: "Kopier koden", en: "Copy the code" },
  code: { nb: "Koden i {language}", nn: "Koden i {language}", en: "The code in {language}" },
  endpoints: { nb: "Adresser", nn: "Adresser", en: "Addresses" },
  issuer: { nb: "Utsteder (aud)", nn: "Utskrivar (aud)", en: "Issuer (aud)" },
  tokenEndpoint: { nb: "Tokenadresse", nn: "Tokenadresse", en: "Token endpoint" },
  loading: { nb: "Henter adressene", nn: "Hentar adressene", en: "Fetching the addresses" },
} as const satisfies Texts;
