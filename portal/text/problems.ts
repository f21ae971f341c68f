import type { Texts } from "./text.ts";

/** What a page says when it cannot show what it should. */
export const PROBLEMS = {
  failedHeading: { nb: "Noe gikk galt hos oss", nn: "Noko gjekk gale hos oss", en: "Something went wrong on our side" },
  failed: {
    nb: "Prøv igjen. Går det ikke, oppgi sporings-ID-en når du spør om hjelp.",
    nn: "Prøv igjen. Går det ikkje, oppgi sporings-ID-en når du spør om hjelp.",
    en: "Try again. If that does not help, quote the trace ID when you ask for help.",
  },
  failedHere: { nb: "Siden kunne ikke vises. Prøv igjen.", nn: "Sida kunne ikkje visast. Prøv igjen.", en: "The page could not be shown. Try again." },
  noContactHeading: { nb: "Vi får ikke kontakt", nn: "Vi får ikkje kontakt", en: "We cannot reach the service" },
  noContact: {
    nb: "Sjekk nettforbindelsen. Vi prøver igjen av oss selv.",
    nn: "Sjekk nettsambandet. Vi prøver igjen av oss sjølve.",
    en: "Check your network. We keep trying.",
  },
  whereToAsk: { nb: "Spør om hjelp: {support}", nn: "Spør om hjelp: {support}", en: "Ask for help: {support}" },
  notFoundHeading: { nb: "Denne siden finnes ikke", nn: "Denne sida finst ikkje", en: "There is no such page" },
  notFound: {
    nb: "Adressen kan være skrevet feil, eller det den viste til, er flyttet.",
    nn: "Adressa kan vere skriven feil, eller det ho viste til, er flytta.",
    en: "The address may be misspelt, or what it showed has moved.",
  },
  toOverview: { nb: "Gå til oversikten", nn: "Gå til oversikta", en: "Go to the overview" },
  toFront: { nb: "Gå til forsiden", nn: "Gå til framsida", en: "Go to the front page" },
} as const satisfies Texts;
