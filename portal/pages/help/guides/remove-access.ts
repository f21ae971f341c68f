import type { Guide } from "../guide.ts";

export const removeAccess: Guide = {
  name: "remove-access",
  group: "provider",
  title: { nb: "Fjern en tilgang", nn: "Fjern ein tilgang", en: "Remove an access" },
  lead: {
    nb: "Virker fra neste token, og kan angres i 30 minutter.",
    nn: "Verkar frå neste token, og kan angrast i 30 minutt.",
    en: "Works from the next token on, and can be undone for 30 minutes.",
  },
  rights: ["api_manager"],
  page: "scopes",
  steps: [
    {
      id: "remove",
      heading: { nb: "Fjern tilgangen", nn: "Fjern tilgangen", en: "Remove the access" },
      text: {
        nb: "Åpne scopet og finn virksomheten under «Virksomheter med tilgang». Der ser du også når den sist ble brukt. Trykk «Fjern».",
        nn: "Opne scopet og finn verksemda under «Verksemder med tilgang». Der ser du òg når han sist vart brukt. Trykk «Fjern».",
        en: "Open the scope and find the organisation below «Organisations with access». There you also see when it was last used. Press «Remove».",
      },
    },
    {
      id: "undo",
      heading: { nb: "Ombestemte du deg?", nn: "Ombestemte du deg?", en: "Changed your mind?" },
      text: {
        nb: "Trykk «Angre» på den samme raden. Tilgangen er som før, med de samme datoene. Token som alt er utstedt, virker til de går ut.",
        nn: "Trykk «Angre» på den same rada. Tilgangen er som før, med dei same datoane. Token som alt er skrivne ut, verkar til dei går ut.",
        en: "Press «Undo» on the same row. The access is as before, with the same dates. Tokens already issued work until they expire.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Raden med «Angre» er borte", nn: "Rada med «Angre» er borte", en: "The row with «Undo» is gone" },
      remedy: {
        nb: "Det har gått mer enn 30 minutter. Gi tilgangen på nytt. Fanen «Logg» viser hvem som fjernet den.",
        nn: "Det har gått meir enn 30 minutt. Gi tilgangen på nytt. Fana «Logg» viser kven som fjerna han.",
        en: "More than 30 minutes have passed. Give the access again. The tab «Log» shows who removed it.",
      },
      guide: "give-access",
    },
  ],
};
