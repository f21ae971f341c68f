import type { Guide } from "../guide.ts";

export const deactivateClient: Guide = {
  name: "deactivate-client",
  group: "consumer",
  title: { nb: "Deaktiver en klient", nn: "Deaktiver ein klient", en: "Deactivate a client" },
  lead: {
    nb: "Klienten får ikke flere token. Alt om den blir tatt vare på, og den kan aktiveres igjen.",
    nn: "Klienten får ikkje fleire token. Alt om han blir teke vare på, og han kan aktiverast igjen.",
    en: "The client gets no more tokens. Everything about it is kept, and it can be reactivated.",
  },
  rights: ["client_manager"],
  page: "clients",
  formerly: ["Slett integrasjon"],
  steps: [
    {
      id: "open",
      heading: { nb: "Åpne klienten", nn: "Opne klienten", en: "Open the client" },
      text: {
        nb: "Nederst på fanen «Status» trykker du «Deaktiver klienten». Ingenting har skjedd ennå.",
        nn: "Nedst på fana «Status» trykkjer du «Deaktiver klienten». Ingenting har hendt enno.",
        en: "At the bottom of the tab «Status» press «Deactivate the client». Nothing has happened yet.",
      },
    },
    {
      id: "confirm",
      heading: { nb: "Se hva som stopper", nn: "Sjå kva som stoppar", en: "See what stops" },
      text: {
        nb: "Du ser når klienten sist fikk token, og hvor mange. Trykk «Deaktiver klienten».",
        nn: "Du ser når klienten sist fekk token, og kor mange. Trykk «Deaktiver klienten».",
        en: "You see when the client last got a token, and how many. Press «Deactivate the client».",
      },
    },
    {
      id: "undo",
      heading: { nb: "Ta den i bruk igjen", nn: "Ta han i bruk igjen", en: "Take it into use again" },
      text: {
        nb: "Trykk «Angre». Kommer du tilbake senere, heter knappen «Aktiver igjen».",
        nn: "Trykk «Angre». Kjem du tilbake seinare, heiter knappen «Aktiver igjen».",
        en: "Press «Undo». If you come back later, the button is called «Reactivate».",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Du finner ikke klienten i listen", nn: "Du finn ikkje klienten i lista", en: "You do not find the client in the list" },
      remedy: { nb: "Kryss av «Vis deaktiverte».", nn: "Kryss av «Vis deaktiverte».", en: "Tick «Show deactivated»." },
    },
  ],
};
