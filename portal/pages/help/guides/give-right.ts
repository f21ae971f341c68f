import type { Guide } from "../guide.ts";

export const giveRight: Guide = {
  name: "give-right",
  group: "organization",
  title: { nb: "Gi en kollega en rettighet, og ta den bort", nn: "Gi ein kollega ein rett, og ta han bort", en: "Give a colleague a right, and take it away" },
  lead: {
    nb: "Tre trinn for å gi, to for å ta. Det virker med en gang, uten ny innlogging.",
    nn: "Tre steg for å gi, to for å ta. Det verkar med ein gong, utan ny innlogging.",
    en: "Three steps to give, two to take. It works at once, without a new login.",
  },
  rights: ["main_administrator", "access_manager"],
  page: "people",
  formerly: ["Selvbetjening av APIer", "Selvbetjening av integrasjoner", "Gi tilgang til enkelttjenester"],
  steps: [
    {
      id: "give",
      heading: { nb: "Begynn", nn: "Byrj", en: "Begin" },
      text: {
        nb: "Gå til «Personer og rettigheter» og trykk «Gi rettighet».",
        nn: "Gå til «Personar og rettar» og trykk «Gi rett».",
        en: "Go to «People and rights» and press «Give a right».",
      },
    },
    {
      id: "person",
      heading: { nb: "Finn personen", nn: "Finn personen", en: "Find the person" },
      text: {
        nb: "Skriv fødselsnummer eller D-nummer og etternavn, og trykk «Finn personen».",
        nn: "Skriv fødselsnummer eller D-nummer og etternamn, og trykk «Finn personen».",
        en: "Write the national identity number or D number and the last name, and press «Find the person».",
      },
    },
    {
      id: "confirm",
      heading: { nb: "Velg og gi", nn: "Vel og gi", en: "Choose and give" },
      text: {
        nb: "Velg rettighet, miljø og hvor lenge den skal gjelde, og trykk «Gi rettigheten».",
        nn: "Vel rett, miljø og kor lenge han skal gjelde, og trykk «Gi retten».",
        en: "Choose the right, the environment and how long it counts, and press «Give the right».",
      },
    },
    {
      id: "remove",
      heading: { nb: "Ta den bort", nn: "Ta han bort", en: "Take it away" },
      text: {
        nb: "Trykk «Fjern» på raden. Den kan angres i 30 minutter. Det som følger av en rolle i Enhetsregisteret, endres der.",
        nn: "Trykk «Fjern» på rada. Det kan angrast i 30 minutt. Det som følgjer av ei rolle i Einingsregisteret, blir endra der.",
        en: "Press «Remove» on the row. It can be undone for 30 minutes. What follows from a role in the business register is changed there.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Nummeret og navnet hører ikke sammen", nn: "Nummeret og namnet høyrer ikkje saman", en: "The number and the name do not belong together" },
      remedy: {
        nb: "Skriv etternavnet slik det står i Folkeregisteret. Etter flere bomskudd må du vente en time.",
        nn: "Skriv etternamnet slik det står i Folkeregisteret. Etter fleire bomskot må du vente ein time.",
        en: "Write the last name as in the population register. After several misses you have to wait for an hour.",
      },
    },
    {
      sees: {
        nb: "«Du kan ikke gi denne fordi du selv mangler den.»",
        nn: "«Du kan ikkje gi denne fordi du sjølv manglar han.»",
        en: "«You cannot give this one because you lack it yourself.»",
      },
      remedy: {
        nb: "En tilgangsstyrer gir det han eller hun selv har. Under rettigheten står hvem som kan gi den.",
        nn: "Ein tilgangsstyrar gir det han eller ho sjølv har. Under retten står kven som kan gi han.",
        en: "An access manager gives what he or she holds. Below the right stands who can give it.",
      },
    },
  ],
};
