import type { Guide } from "../guide.ts";

export const askRight: Guide = {
  name: "ask-right",
  group: "organization",
  title: { nb: "Be om en rettighet, og svar på en", nn: "Be om ein rett, og svar på ein", en: "Ask for a right, and answer one" },
  lead: {
    nb: "Du ber om den der den mangler. Den som kan gi den, svarer i Fullmakt.",
    nn: "Du ber om han der han manglar. Den som kan gi han, svarer i Fullmakt.",
    en: "You ask for it where it is missing. Whoever can give it answers in Fullmakt.",
  },
  rights: [],
  page: "requests",
  steps: [
    {
      id: "locked",
      heading: { nb: "Trykk på knappen med hengelås", nn: "Trykk på knappen med hengelås", en: "Press the button with the padlock" },
      text: {
        nb: "Ingen knapp er grå. Har den en hengelås, som «Gi rettighet» her, fører den til grunnen.",
        nn: "Ingen knapp er grå. Har han ein hengelås, som «Gi rett» her, fører han til grunnen.",
        en: "No button is grey. If it has a padlock, like «Give a right» here, it leads to the reason.",
      },
    },
    {
      id: "ask",
      heading: { nb: "Be om den", nn: "Be om han", en: "Ask for it" },
      text: {
        nb: "Under «Disse kan hjelpe deg» står navnene. «Be om rettigheten» sender spørsmålet til dem. Du ser svaret under «Forespørsler».",
        nn: "Under «Desse kan hjelpe deg» står namna. «Be om retten» sender spørsmålet til dei. Du ser svaret under «Førespurnader».",
        en: "Below «These people can help you» stand the names. «Ask for the right» sends them the question. You see the answer below «Requests».",
      },
    },
    {
      id: "handle",
      heading: { nb: "Er det du som skal svare?", nn: "Er det du som skal svare?", en: "Are you to answer?" },
      text: {
        nb: "«Forespørsler» i menyen viser hvor mange som venter på deg. Trykk «Behandle».",
        nn: "«Førespurnader» i menyen viser kor mange som ventar på deg. Trykk «Behandle».",
        en: "«Requests» in the menu shows how many wait for you. Press «Handle».",
      },
    },
    {
      id: "approve",
      heading: { nb: "Svar", nn: "Svar", en: "Answer" },
      text: {
        nb: "Skriv gjerne noen ord, og trykk «Godkjenn» eller «Avslå». En godkjent rettighet virker med en gang.",
        nn: "Skriv gjerne nokre ord, og trykk «Godkjenn» eller «Avslå». Ein godkjend rett verkar med ein gong.",
        en: "Write a few words if you like, and press «Approve» or «Reject». An approved right works at once.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Du finner ikke virksomheten", nn: "Du finn ikkje verksemda", en: "You do not find the organisation" },
      remedy: {
        nb: "Trykk «Be om rettighet i en virksomhet» der du velger virksomhet, og skriv organisasjonsnummeret.",
        nn: "Trykk «Be om rett i ei verksemd» der du vel verksemd, og skriv organisasjonsnummeret.",
        en: "Press «Ask for a right in an organisation» where you choose the organisation, and write its number.",
      },
    },
  ],
};
