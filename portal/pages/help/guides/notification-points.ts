import type { Guide } from "../guide.ts";

export const notificationPoints: Guide = {
  name: "notification-points",
  group: "organization",
  title: { nb: "Få varsel om feil, vedlikehold og nøkler", nn: "Få varsel om feil, vedlikehald og nøklar", en: "Be told of incidents, maintenance and keys" },
  lead: {
    nb: "Et varslingspunkt er en e-postadresse som får vite om det som angår dere.",
    nn: "Eit varslingspunkt er ei e-postadresse som får vite om det som gjeld dykk.",
    en: "A notification point is an e-mail address that is told what concerns you.",
  },
  rights: ["api_manager", "client_manager"],
  page: "billing",
  formerly: ["Min profil", "Abonner på driftsmeldinger"],
  steps: [
    {
      id: "add",
      heading: { nb: "Legg til en adresse", nn: "Legg til ei adresse", en: "Add an address" },
      text: {
        nb: "Gå til «Faktura og varsling» og trykk «Legg til varslingspunkt».",
        nn: "Gå til «Faktura og varsling» og trykk «Legg til varslingspunkt».",
        en: "Go to «Invoices and notifications» and press «Add a notification point».",
      },
    },
    {
      id: "save",
      heading: { nb: "Velg hva den får vite om", nn: "Vel kva ho får vite om", en: "Choose what it is told about" },
      text: {
        nb: "Bruk gjerne en felles postkasse. Velg hva, i hvilke miljøer og på hvilket språk. Skal den bare gjelde noen klienter eller scope, velger du «Bare valgte klienter og scope». Trykk «Legg til varslingspunkt».",
        nn: "Bruk gjerne ei felles postkasse. Vel kva, i kva miljø og på kva språk. Skal ho berre gjelde nokre klientar eller scope, vel du «Berre valde klientar og scope». Trykk «Legg til varslingspunkt».",
        en: "A shared mailbox is a good choice. Choose what, in which environments and in which language. If it shall apply to some clients or scopes alone, choose «Only chosen clients and scopes». Press «Add a notification point».",
      },
    },
    {
      id: "verify",
      heading: { nb: "Bekreft adressen", nn: "Stadfest adressa", en: "Verify the address" },
      text: {
        nb: "Adressen får en lenke på e-post. Til den er fulgt, står det «Venter på bekreftelse», og ingenting sendes.",
        nn: "Adressa får ei lenkje på e-post. Til ho er følgd, står det «Ventar på stadfesting», og ingenting blir sendt.",
        en: "The address gets a link by e-mail. Until it is followed it says «Waiting for verification», and nothing is sent.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Lenken kom ikke", nn: "Lenkja kom ikkje", en: "The link did not come" },
      remedy: {
        nb: "Se i søppelposten, og trykk «Send lenken på nytt».",
        nn: "Sjå i søppelposten, og trykk «Send lenkja på nytt».",
        en: "Look among the junk mail, and press «Send the link again».",
      },
    },
  ],
};
