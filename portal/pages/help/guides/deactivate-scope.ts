import type { Guide } from "../guide.ts";

export const deactivateScope: Guide = {
  name: "deactivate-scope",
  group: "provider",
  title: { nb: "Deaktiver et scope, og aktiver det igjen", nn: "Deaktiver eit scope, og aktiver det igjen", en: "Deactivate a scope, and reactivate it" },
  lead: {
    nb: "Ingen får token med scopet, men tilgangene blir tatt vare på. Du trenger ikke fjerne dem først.",
    nn: "Ingen får token med scopet, men tilgangane blir tekne vare på. Du treng ikkje fjerne dei først.",
    en: "Nobody gets tokens with the scope, but the accesses are kept. You need not remove them first.",
  },
  rights: ["api_manager"],
  page: "scopes",
  steps: [
    {
      id: "open",
      heading: { nb: "Åpne scopet", nn: "Opne scopet", en: "Open the scope" },
      text: {
        nb: "Trykk «Deaktiver». Ingenting har skjedd ennå.",
        nn: "Trykk «Deaktiver». Ingenting har hendt enno.",
        en: "Press «Deactivate». Nothing has happened yet.",
      },
    },
    {
      id: "confirm",
      heading: { nb: "Se hvem som rammes", nn: "Sjå kven som blir ramma", en: "See who is affected" },
      text: {
        nb: "Du ser hvor mange virksomheter, klienter og token det gjelder. Skriv gjerne en beskjed til dem, og trykk «Deaktiver scopet».",
        nn: "Du ser kor mange verksemder, klientar og token det gjeld. Skriv gjerne ein beskjed til dei, og trykk «Deaktiver scopet».",
        en: "You see how many organisations, clients and tokens it concerns. Write them a message if you like, and press «Deactivate the scope».",
      },
    },
    {
      id: "undo",
      heading: { nb: "Ta det i bruk igjen", nn: "Ta det i bruk igjen", en: "Take it into use again" },
      text: {
        nb: "Trykk «Angre». Etter 30 minutter heter knappen «Aktiver igjen». Tilgangene virker som før.",
        nn: "Trykk «Angre». Etter 30 minutt heiter knappen «Aktiver igjen». Tilgangane verkar som før.",
        en: "Press «Undo». After 30 minutes the button is called «Reactivate». The accesses work as before.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Du finner ikke scopet i listen", nn: "Du finn ikkje scopet i lista", en: "You do not find the scope in the list" },
      remedy: {
        nb: "Kryss av «Vis deaktiverte», eller søk på navnet.",
        nn: "Kryss av «Vis deaktiverte», eller søk på namnet.",
        en: "Tick «Show deactivated», or search for its name.",
      },
    },
    {
      sees: {
        nb: "«Scopet er sperret av plattformoperatøren»",
        nn: "«Scopet er sperra av plattformoperatøren»",
        en: "«The scope is locked by the platform operator»",
      },
      remedy: {
        nb: "Begrunnelsen står der. Bare plattformoperatøren kan oppheve sperren.",
        nn: "Grunngivinga står der. Berre plattformoperatøren kan oppheve sperra.",
        en: "The reason stands there. Only the platform operator can unlock it.",
      },
    },
  ],
};
