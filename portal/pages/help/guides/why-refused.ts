import type { Guide } from "../guide.ts";

export const whyRefused: Guide = {
  name: "why-refused",
  group: "consumer",
  title: { nb: "Finn ut hvorfor et token ble avvist", nn: "Finn ut kvifor eit token blei avvist", en: "Find out why a token was refused" },
  lead: {
    nb: "Klientens side viser hver forespørsel, hva som manglet, og knappen som retter det.",
    nn: "Sida til klienten viser kvar førespurnad, kva som mangla, og knappen som rettar det.",
    en: "The client's page shows each request, what was missing, and the button that mends it.",
  },
  rights: ["client_manager", "viewer"],
  page: "clients",
  formerly: ["Feilsøking"],
  steps: [
    {
      id: "open",
      heading: { nb: "Åpne forespørselen", nn: "Opne førespurnaden", en: "Open the request" },
      text: {
        nb: "Åpne klienten. Under «Siste tokenforespørsler» står det siste øverst. Trykk på et avslag for å se årsaken. Står avslaget øverst, er det åpent alt.",
        nn: "Opne klienten. Under «Siste tokenførespurnader» står det siste øvst. Trykk på eit avslag for å sjå årsaka. Står avslaget øvst, er det ope alt.",
        en: "Open the client. Below «Latest token requests» the last one stands first. Press a refusal to see its cause. Where it stands first it is open already.",
      },
    },
    {
      id: "links",
      heading: { nb: "Se leddene", nn: "Sjå ledda", en: "See the links" },
      text: {
        nb: "Trykk «Vis alle leddene» for å se klient, nøkkel, scope og tilgang slik de er nå, og hvor det stopper.",
        nn: "Trykk «Vis alle ledda» for å sjå klient, nøkkel, scope og tilgang slik dei er no, og kvar det stoppar.",
        en: "Press «Show every link» to see client, key, scope and access as they are now, and where it stops.",
      },
    },
    {
      id: "mend",
      heading: { nb: "Rett det, eller spør den som kan", nn: "Rett det, eller spør den som kan", en: "Mend it, or ask who can" },
      text: {
        nb: "Er det noe dere kan gjøre, har avslaget knappen til det. Mangler tilgangen, åpner «Skriv til Lyngvidda direktorat» en ferdig melding.",
        nn: "Er det noko de kan gjere, har avslaget knappen til det. Manglar tilgangen, opnar «Skriv til Lyngvidda direktorat» ei ferdig melding.",
        en: "If you can do something, the refusal has the button for it. If the access is missing, «Write to Lyngvidda direktorat» opens a message that is ready to send.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Forespørselen står ikke der", nn: "Førespurnaden står ikkje der", en: "The request is not there" },
      remedy: {
        nb: "Den nådde ikke fram til riktig miljø, eller klient-ID-en var ukjent. Feilmeldingen som programmet fikk, har en lenke som forklarer koden.",
        nn: "Han nådde ikkje fram til rett miljø, eller klient-ID-en var ukjend. Feilmeldinga som programmet fekk, har ei lenkje som forklarer koden.",
        en: "It did not reach the right environment, or its client ID was unknown. The error that the program got has a link that explains the code.",
      },
    },
  ],
};
