import type { Texts } from "../../text/text.ts";

/** What a prefix in production costs. */
export const PRICE = {
  free: { nb: "Uten kostnad.", nn: "Utan kostnad.", en: "Free of charge." },
  upTo: {
    nb: "Inntil {most} det første året med {n} virksomheter.",
    nn: "Inntil {most} det første året med {n} verksemder.",
    en: "Up to {most} in the first year with {n} organisations.",
  },
  fromTo: {
    nb: "Fra {least} til {most} det første året med flere enn 15 virksomheter.",
    nn: "Frå {least} til {most} det første året med fleire enn 15 verksemder.",
    en: "From {least} to {most} in the first year with more than 15 organisations.",
  },
  from: {
    nb: "Fra {least} det første året med flere enn 15 virksomheter.",
    nn: "Frå {least} det første året med fleire enn 15 verksemder.",
    en: "From {least} in the first year with more than 15 organisations.",
  },
  howMany: {
    nb: "Velg hvor mange virksomheter dere venter, så regner vi ut prisen.",
    nn: "Vel kor mange verksemder de ventar, så reknar vi ut prisen.",
    en: "Choose how many organisations you expect, and we work out the price.",
  },
  how: { nb: "Slik regnes prisen ut", nn: "Slik blir prisen rekna ut", en: "How the price is worked out" },
  perYear: { nb: "{amount} i året for prefikset", nn: "{amount} i året for prefikset", en: "{amount} a year for the prefix" },
  each: { nb: "Tilgang {from}–{to}: {amount} hver", nn: "Tilgang {from}–{to}: {amount} kvar", en: "Access {from}–{to}: {amount} each" },
  one: { nb: "Tilgang {from}: {amount}", nn: "Tilgang {from}: {amount}", en: "Access {from}: {amount}" },
  rest: {
    nb: "Fra og med tilgang {from}: {amount} hver",
    nn: "Frå og med tilgang {from}: {amount} kvar",
    en: "From access {from} on: {amount} each",
  },
  cap: { nb: "Aldri mer enn {amount} i året", nn: "Aldri meir enn {amount} i året", en: "Never more than {amount} a year" },
  counts: {
    nb: "En tilgang er ett scope gitt til én virksomhet: en virksomhet med tre scope teller som tre. Prisene er uten merverdiavgift.",
    nn: "Ein tilgang er eitt scope gitt til éi verksemd: ei verksemd med tre scope tel som tre. Prisane er utan meirverdiavgift.",
    en: "An access is one scope given to one organisation: an organisation with three scopes counts as three. Prices are without value added tax.",
  },
  accepted: { nb: "Godtatt pris", nn: "Godteken pris", en: "Accepted price" },
} as const satisfies Texts;
