import type { Guide } from "../guide.ts";

export const lookUpTrace: Guide = {
  name: "look-up-trace",
  group: "operator",
  title: { nb: "Slå opp en sporings-ID", nn: "Slå opp ein sporings-ID", en: "Look up a trace ID" },
  lead: {
    nb: "Se hva som skjedde med én tokenforespørsel. Oppslaget blir logget hos virksomheten.",
    nn: "Sjå kva som hende med éin tokenførespurnad. Oppslaget blir logga hos verksemda.",
    en: "See what happened to one token request. The look-up is logged at the organisation.",
  },
  rights: ["platform_operator"],
  page: "trace",
  steps: [
    {
      id: "look-up",
      heading: { nb: "Skriv ID-en og grunnen", nn: "Skriv ID-en og grunnen", en: "Write the ID and the reason" },
      text: {
        nb: "ID-en står i feilmeldingen programmet fikk. Virksomheten leser grunnen i loggen sin. Trykk «Slå opp».",
        nn: "ID-en står i feilmeldinga programmet fekk. Verksemda les grunnen i loggen sin. Trykk «Slå opp».",
        en: "The ID stands in the error that the program got. The organisation reads the reason in its log. Press «Look up».",
      },
    },
    {
      id: "read",
      heading: { nb: "Les svaret", nn: "Les svaret", en: "Read the answer" },
      text: {
        nb: "«Slik står det nå, ledd for ledd» viser hvor det stopper, og ved siden av står svaret som ble gitt.",
        nn: "«Slik står det no, ledd for ledd» viser kvar det stoppar, og ved sida av står svaret som vart gitt.",
        en: "«How it stands now, link by link» shows where it stops, and beside it stands the answer that was given.",
      },
    },
  ],
  trouble: [
    {
      sees: {
        nb: "«Vi finner ingen tokenforespørsel med denne ID-en»",
        nn: "«Vi finn ingen tokenførespurnad med denne ID-en»",
        en: "«We find no token request with this ID»",
      },
      remedy: {
        nb: "Den kan gjelde det andre miljøet. Bytt miljø øverst og prøv igjen.",
        nn: "Han kan gjelde det andre miljøet. Byt miljø øvst og prøv igjen.",
        en: "It may be of the other environment. Switch environment at the top and try again.",
      },
    },
  ],
};
