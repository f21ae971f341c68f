import type { Guide } from "../guide.ts";

export const publishNotice: Guide = {
  name: "publish-notice",
  group: "operator",
  title: { nb: "Publiser en driftsmelding", nn: "Publiser ei driftsmelding", en: "Publish a service notice" },
  lead: {
    nb: "Den vises på alle sider med en gang, og sendes til varslingspunktene som har valgt det.",
    nn: "Ho blir vist på alle sider med ein gong, og send til varslingspunkta som har valt det.",
    en: "It is shown on every page at once, and sent to the notification points that have chosen it.",
  },
  rights: ["platform_operator"],
  page: "notices",
  steps: [
    {
      id: "new",
      heading: { nb: "Begynn", nn: "Byrj", en: "Begin" },
      text: {
        nb: "Gå til «Driftsmeldinger» under «Drift» og trykk «Ny driftsmelding».",
        nn: "Gå til «Driftsmeldingar» under «Drift» og trykk «Ny driftsmelding».",
        en: "Go to «Service notices» below «Operations» and press «New service notice».",
      },
    },
    {
      id: "publish",
      heading: { nb: "Skriv og publiser", nn: "Skriv og publiser", en: "Write and publish" },
      text: {
        nb: "Velg hva det gjelder, miljø og tid, og skriv overskrift og tekst på tre språk. Trykk «Publiser og varsle».",
        nn: "Vel kva det gjeld, miljø og tid, og skriv overskrift og tekst på tre språk. Trykk «Publiser og varsle».",
        en: "Choose what it is about, environment and time, and write heading and text in three languages. Press «Publish and notify».",
      },
    },
    {
      id: "withdraw",
      heading: { nb: "Trekk den når den ikke gjelder", nn: "Trekk ho når ho ikkje gjeld", en: "Withdraw it when it no longer applies" },
      text: {
        nb: "Trykk «Trekk tilbake». Den blir stående i historikken.",
        nn: "Trykk «Trekk tilbake». Ho blir ståande i historikken.",
        en: "Press «Withdraw». It stays in the history.",
      },
    },
  ],
  trouble: [
    {
      sees: {
        nb: "«Dette mangler før meldingen kan sendes»",
        nn: "«Dette manglar før meldinga kan sendast»",
        en: "«This is missing before the notice can be sent»",
      },
      remedy: {
        nb: "Lenkene i listen fører til feltene. Det du har skrevet, er ikke borte.",
        nn: "Lenkjene i lista fører til felta. Det du har skrive, er ikkje borte.",
        en: "The links in the list lead to the fields. What you have written is not lost.",
      },
    },
  ],
};
