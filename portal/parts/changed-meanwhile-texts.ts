import type { Texts } from "../text/text.ts";

/** Somebody else was first (portal.md §9, text 15). */
export const CHANGED = {
  heading: { nb: "Noe er endret mens du skrev", nn: "Noko er endra medan du skreiv", en: "Something was changed while you were writing" },
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
  mine: { nb: "Du skrev", nn: "Du skreiv", en: "You wrote" },
  theirs: { nb: "Står nå", nn: "Står no", en: "Stands now" },
  empty: { nb: "(tomt)", nn: "(tomt)", en: "(empty)" },
  keepMine: { nb: "Lagre det jeg skrev", nn: "Lagre det eg skreiv", en: "Save what I wrote" },
  takeTheirs: { nb: "Behold det som står", nn: "Behald det som står", en: "Keep what stands" },
} as const satisfies Texts;
