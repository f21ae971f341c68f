import type { Guide } from "../guide.ts";

export const firstToken: Guide = {
  name: "first-token",
  group: "begin",
  title: { nb: "Hent det første tokenet", nn: "Hent det første tokenet", en: "Get your first token" },
  lead: {
    nb: "Fra innlogging til et token som virker, på seks trinn. Ingen hos plattformoperatøren må gjøre noe.",
    nn: "Frå innlogging til eit token som verkar, på seks steg. Ingen hos plattformoperatøren må gjere noko.",
    en: "From the login to a token that works, in six steps. Nobody at the platform operator has to do anything.",
  },
  rights: ["main_administrator"],
  page: "overview",
  formerly: ["Forenklet onboarding", "Ta i bruk Maskinporten"],
  steps: [
    {
      id: "log-in",
      heading: { nb: "Logg inn", nn: "Logg inn", en: "Log in" },
      text: {
        nb: "Velg miljø på forsiden. I test trykker du «Velg en testperson», i produksjon logger du inn som deg selv.",
        nn: "Vel miljø på framsida. I test trykkjer du «Vel ein testperson», i produksjon loggar du inn som deg sjølv.",
        en: "Choose the environment on the front page. In test press «Choose a test person», in production log in as yourself.",
      },
    },
    {
      id: "organization",
      heading: { nb: "Velg virksomheten", nn: "Vel verksemda", en: "Choose the organisation" },
      text: {
        nb: "Du ser dem der du har en rolle eller en rettighet. Du kan bytte når som helst uten å logge inn på nytt.",
        nn: "Du ser dei der du har ei rolle eller ein rett. Du kan byte når som helst utan å logge inn på nytt.",
        en: "You see those where you have a role or a right. You can switch at any time without a new login.",
      },
    },
    {
      id: "overview",
      heading: { nb: "Følg listen på oversikten", nn: "Følg lista på oversikta", en: "Follow the list on the overview" },
      text: {
        nb: "«Kom i gang som API-konsument» viser hva som er gjort, og har knappen til det neste. Begynn med «Signer bruksvilkårene».",
        nn: "«Kom i gang som API-konsument» viser kva som er gjort, og har knappen til det neste. Byrj med «Signer bruksvilkåra».",
        en: "«Get started as an API consumer» shows what is done, and has the button for what is next. Begin with «Sign the terms of use».",
      },
    },
    {
      id: "terms",
      heading: { nb: "Signer bruksvilkårene", nn: "Signer bruksvilkåra", en: "Sign the terms of use" },
      text: {
        nb: "Velg hvilke vilkår som gjelder dere, kryss av og trykk «Signer bruksvilkårene». Det gjøres én gang for hele virksomheten.",
        nn: "Vel kva vilkår som gjeld dykk, kryss av og trykk «Signer bruksvilkåra». Det blir gjort éin gong for heile verksemda.",
        en: "Choose which terms apply to you, tick the box and press «Sign the terms of use». This is done once for the whole organisation.",
      },
    },
    {
      id: "client",
      heading: { nb: "Opprett en klient med nøkkel", nn: "Opprett ein klient med nøkkel", en: "Create a client with a key" },
      text: {
        nb: "Gå tilbake til oversikten og trykk «Ny klient». Gi den navn, velg et scope, trykk «Lag nøkkelparet» og last ned den private nøkkelen. Så trykker du «Opprett klient».",
        nn: "Gå tilbake til oversikta og trykk «Ny klient». Gi han namn, vel eit scope, trykk «Lag nøkkelparet» og last ned den private nøkkelen. Så trykkjer du «Opprett klient».",
        en: "Go back to the overview and press «New client». Name it, choose a scope, press «Make the key pair» and download the private key. Then press «Create client».",
      },
    },
    {
      id: "token",
      heading: { nb: "Hent et token", nn: "Hent eit token", en: "Get a token" },
      text: {
        nb: "Trykk «Prøv nå» på klientens side, og så «Hent token». Nettleseren signerer med nøkkelen du nettopp laget, og viser hva tokenet inneholder.",
        nn: "Trykk «Prøv no» på sida til klienten, og så «Hent token». Nettlesaren signerer med nøkkelen du nettopp laga, og viser kva tokenet inneheld.",
        en: "Press «Try it now» on the client's page, and then «Get a token». The browser signs with the key you just made, and shows what the token says.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "«Du kan ikke signere for virksomheten»", nn: "«Du kan ikkje signere for verksemda»", en: "«You cannot sign for the organisation»" },
      remedy: {
        nb: "En hovedadministrator signerer. Siden viser hvem det er hos dere.",
        nn: "Ein hovudadministrator signerer. Sida viser kven det er hos dykk.",
        en: "A main administrator signs. The page shows who that is in your organisation.",
      },
    },
    {
      sees: { nb: "«Klienten fikk ikke token»", nn: "«Klienten fekk ikkje token»", en: "«The client got no token»" },
      remedy: {
        nb: "Under står hvorfor, og knappen som retter det.",
        nn: "Under står kvifor, og knappen som rettar det.",
        en: "Below it stands why, and the button that mends it.",
      },
      guide: "why-refused",
    },
  ],
};
