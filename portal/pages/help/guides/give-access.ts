import type { Guide } from "../guide.ts";

export const giveAccess: Guide = {
  name: "give-access",
  group: "provider",
  title: { nb: "Gi virksomheter tilgang", nn: "Gi verksemder tilgang", en: "Give organisations access" },
  lead: {
    nb: "Til én virksomhet eller mange på en gang. Tilgangen virker fra neste token.",
    nn: "Til éi verksemd eller mange på ein gong. Tilgangen verkar frå neste token.",
    en: "To one organisation or many at once. The access works from the next token on.",
  },
  rights: ["api_manager"],
  page: "scopes",
  steps: [
    {
      id: "find",
      heading: { nb: "Finn virksomheten", nn: "Finn verksemda", en: "Find the organisation" },
      text: {
        nb: "Åpne scopet. På fanen «Tilganger» skriver du navnet eller organisasjonsnummeret, og velger treffet.",
        nn: "Opne scopet. På fana «Tilgangar» skriv du namnet eller organisasjonsnummeret, og vel treffet.",
        en: "Open the scope. On the tab «Accesses» write the name or the organisation number, and choose the hit.",
      },
    },
    {
      id: "give",
      heading: { nb: "Gi tilgangen", nn: "Gi tilgangen", en: "Give the access" },
      text: {
        nb: "Trykk «Legg til tilgang». Skal den slutte av seg selv, skriver du siste dag først. Virksomheten får e-post hvis den har et varslingspunkt.",
        nn: "Trykk «Legg til tilgang». Skal han slutte av seg sjølv, skriv du siste dag først. Verksemda får e-post om ho har eit varslingspunkt.",
        en: "Press «Add access». If it is to end by itself, write the last day first. The organisation gets an e-mail if it has a notification point.",
      },
    },
    {
      id: "many",
      heading: { nb: "Har du mange?", nn: "Har du mange?", en: "Have you got many?" },
      text: {
        nb: "Trykk «Flere på en gang» og lim inn numrene, eller trykk «Last opp CSV-fil». Hver linje får et svar, og de som ikke kan gis, står igjen til du har rettet dem.",
        nn: "Trykk «Fleire på ein gong» og lim inn numra, eller trykk «Last opp CSV-fil». Kvar linje får eit svar, og dei som ikkje kan givast, står att til du har retta dei.",
        en: "Press «Several at once» and paste the numbers, or press «Upload a CSV file». Each line gets an answer, and those that cannot be given stay until you have mended them.",
      },
    },
  ],
  trouble: [
    {
      sees: {
        nb: "«Organisasjonsnummeret stemmer ikke. Sjekk sifrene.»",
        nn: "«Organisasjonsnummeret stemmer ikkje. Sjekk siffera.»",
        en: "«The organisation number is not valid. Check the digits.»",
      },
      remedy: {
        nb: "Ett av de ni sifrene er feil. Søk på navnet i stedet.",
        nn: "Eitt av dei ni siffera er feil. Søk på namnet i staden.",
        en: "One of the nine digits is wrong. Search for the name instead.",
      },
    },
    {
      sees: { nb: "Konsumenten får fortsatt ikke token", nn: "Konsumenten får framleis ikkje token", en: "The consumer still gets no token" },
      remedy: {
        nb: "Konsumenten legger scopet til på klienten selv. Se også at dere har gitt tilgangen i riktig miljø.",
        nn: "Konsumenten legg scopet til på klienten sjølv. Sjå òg at de har gitt tilgangen i rett miljø.",
        en: "The consumer adds the scope to its client itself. See also that you gave the access in the right environment.",
      },
      guide: "add-scopes",
    },
  ],
};
