import type { Texts } from "../text/text.ts";

/** Finding an organisation (portal.md §5.5, glossary §4). */
export const FIND = {
  label: { nb: "Organisasjonsnummer eller navn", nn: "Organisasjonsnummer eller namn", en: "Organisation number or name" },
  hint: {
    nb: "Skriv nummeret, eller begynn på navnet og velg i listen.",
    nn: "Skriv nummeret, eller byrj på namnet og vel i lista.",
    en: "Write the number, or begin the name and choose from the list.",
  },
  hits: { nb: "Virksomheter", nn: "Verksemder", en: "Organisations" },
  found: { nb: "{n} treff. Bruk piltastene.", nn: "{n} treff. Bruk piltastane.", en: "{n} hits. Use the arrow keys." },
  none: { nb: "Ingen virksomhet heter «{query}» her.", nn: "Inga verksemd heiter «{query}» her.", en: 'No organisation here is called "{query}".' },
  more: { nb: "Det finnes flere. Skriv mer av navnet.", nn: "Det finst fleire. Skriv meir av namnet.", en: "There are more. Write more of the name." },
  chosen: { nb: "Valgte {name}.", nn: "Valde {name}.", en: "Chose {name}." },
  deleted: { nb: "slettet i registeret", nn: "sletta i registeret", en: "deleted in the register" },
  subUnit: { nb: "underenhet av {parent}", nn: "undereining av {parent}", en: "sub-unit of {parent}" },
} as const satisfies Texts;
