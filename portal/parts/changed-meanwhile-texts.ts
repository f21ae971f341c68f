import type { Texts } from "../text/text.ts";

/** Somebody else was first (portal.md §9, text 15). */
export const CHANGED = {
  heading: { nb: "Dette er endret mens du skrev", nn: "Dette er endra medan du skreiv", en: "This was changed while you were writing" },
  byPerson: {
    nb: "{person} endret dette {when}, mens du skrev. Det du skrev, er ikke borte.",
    nn: "{person} endra dette {when}, medan du skreiv. Det du skreiv, er ikkje borte.",
    en: "{person} changed this {when}, while you were writing. What you wrote is not lost.",
  },
  bySomebody: {
    nb: "En annen endret dette {when}, mens du skrev. Det du skrev, er ikke borte.",
    nn: "Ein annan endra dette {when}, medan du skreiv. Det du skreiv, er ikkje borte.",
    en: "Somebody else changed this {when}, while you were writing. What you wrote is not lost.",
  },
  same: { nb: "Dere har skrevet det samme.", nn: "De har skrive det same.", en: "You have written the same." },
  what: { nb: "Felt", nn: "Felt", en: "Field" },
  mine: { nb: "Ditt", nn: "Ditt", en: "Yours" },
  theirs: { nb: "Slik det er nå", nn: "Slik det er no", en: "As it is now" },
  empty: { nb: "(tomt)", nn: "(tomt)", en: "(empty)" },
  keepMine: { nb: "Lagre mitt", nn: "Lagre mitt", en: "Save mine" },
  takeTheirs: { nb: "Behold det som er der nå", nn: "Behald det som er der no", en: "Keep what is there now" },
} as const satisfies Texts;
