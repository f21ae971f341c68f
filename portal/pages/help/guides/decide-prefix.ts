import type { Guide } from "../guide.ts";

export const decidePrefix: Guide = {
  name: "decide-prefix",
  group: "operator",
  title: { nb: "Avgjør en søknad om prefiks", nn: "Avgjer ein søknad om prefiks", en: "Decide an application for a prefix" },
  lead: {
    nb: "Kontrollene er gjort før du leser. Søkeren får svaret på e-post og i Fullmakt.",
    nn: "Kontrollane er gjorde før du les. Søkjaren får svaret på e-post og i Fullmakt.",
    en: "The checks are made before you read. The applicant gets the answer by e-mail and in Fullmakt.",
  },
  rights: ["platform_operator"],
  page: "prefixApplications",
  steps: [
    {
      id: "read",
      heading: { nb: "Les søknaden", nn: "Les søknaden", en: "Read the application" },
      text: {
        nb: "«Søknader om prefiks» viser de eldste først. Det som bør vurderes, er merket «Må vurderes».",
        nn: "«Søknader om prefiks» viser dei eldste først. Det som bør vurderast, er merkt «Må vurderast».",
        en: "«Prefix applications» shows the oldest first. What you should look at is marked «Needs a look».",
      },
    },
    {
      id: "allot",
      heading: { nb: "Tildel eller avslå", nn: "Tildel eller avslå", en: "Allot or reject" },
      text: {
        nb: "Trykk «Tildel havsula». Skal den avslås, skriver du begrunnelsen først, og trykker «Avslå».",
        nn: "Trykk «Tildel havsula». Skal han avslåast, skriv du grunngivinga først, og trykkjer «Avslå».",
        en: "Press «Allot havsula». To reject it, write the reason first, and press «Reject».",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "En kollega behandler søknaden", nn: "Ein kollega behandlar søknaden", en: "A colleague is handling the application" },
      remedy: {
        nb: "«Ta til behandling» holder andre unna mens du undersøker noe, og søkeren ser at dere har begynt. Trykk «Overta» når kollegaen ikke svarer.",
        nn: "«Ta til behandling» held andre unna medan du undersøkjer noko, og søkjaren ser at de har byrja. Trykk «Ta over» når kollegaen ikkje svarer.",
        en: "«Take it» keeps others away while you look into something, and the applicant sees that you have begun. Press «Take over» when your colleague does not answer.",
      },
    },
    {
      sees: { nb: "Du vil omgjøre et svar", nn: "Du vil gjere om eit svar", en: "You want to change an answer" },
      remedy: {
        nb: "«Avgjorte søknader» viser hvem som svarte hva. Virksomheten kan søke på nytt.",
        nn: "«Avgjorde søknader» viser kven som svarte kva. Verksemda kan søkje på nytt.",
        en: "«Decided applications» shows who answered what. The organisation can apply again.",
      },
    },
  ],
};
