import type { Guide } from "../guide.ts";

export const renewKey: Guide = {
  name: "renew-key",
  group: "consumer",
  title: { nb: "Forny eller bytt en nøkkel", nn: "Forny eller byt ein nøkkel", en: "Renew or change a key" },
  lead: {
    nb: "En nøkkel virker i høyst ett år. Flere kan virke samtidig, så dere kan bytte uten stans.",
    nn: "Ein nøkkel verkar i høgst eitt år. Fleire kan verke samstundes, så de kan byte utan stans.",
    en: "A key works for at most one year. Several can work at the same time, so you can change without an outage.",
  },
  rights: ["client_manager"],
  page: "clients",
  formerly: ["Egne public nøkler"],
  steps: [
    {
      id: "renew",
      heading: { nb: "Forny den samme", nn: "Forny den same", en: "Renew the same one" },
      text: {
        nb: "Når en nøkkel snart går ut, har den knappen «Forny» på klientens side. Ett trykk, og den samme nøkkelen virker i et nytt år.",
        nn: "Når ein nøkkel snart går ut, har han knappen «Forny» på sida til klienten. Eitt trykk, og den same nøkkelen verkar i eit nytt år.",
        en: "When a key expires soon it has the button «Renew» on the client's page. One press, and the same key works for another year.",
      },
    },
    {
      id: "add",
      heading: { nb: "Eller legg til en ny", nn: "Eller legg til ein ny", en: "Or add a new one" },
      text: {
        nb: "Åpne klienten og trykk «Legg til nøkkel». De andre nøklene virker som før.",
        nn: "Opne klienten og trykk «Legg til nøkkel». Dei andre nøklane verkar som før.",
        en: "Open the client and press «Add a key». The other keys work as before.",
      },
    },
    {
      id: "save",
      heading: { nb: "Last ned og legg til", nn: "Last ned og legg til", en: "Download and add" },
      text: {
        nb: "Trykk «Lag nøkkelparet», last ned den private nøkkelen, og trykk «Legg til nøkkel». Ta den i bruk i systemet deres.",
        nn: "Trykk «Lag nøkkelparet», last ned den private nøkkelen, og trykk «Legg til nøkkel». Ta han i bruk i systemet dykkar.",
        en: "Press «Make the key pair», download the private key, and press «Add a key». Start using it in your system.",
      },
    },
    {
      id: "remove",
      heading: { nb: "Deaktiver den gamle", nn: "Deaktiver den gamle", en: "Deactivate the old one" },
      text: {
        nb: "På raden står det når nøkkelen sist ble brukt. Trykk «Deaktiver» når den nye er i bruk. Var det for tidlig, trykker du «Angre».",
        nn: "På rada står det når nøkkelen sist vart brukt. Trykk «Deaktiver» når den nye er i bruk. Var det for tidleg, trykkjer du «Angre».",
        en: "The row says when the key was last used. Press «Deactivate» when the new one is in use. If that was too early, press «Undo».",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "Du har mistet den private nøkkelen", nn: "Du har mista den private nøkkelen", en: "You have lost the private key" },
      remedy: {
        nb: "Den kan ikke hentes igjen. Legg til en ny og deaktiver den gamle.",
        nn: "Han kan ikkje hentast igjen. Legg til ein ny og deaktiver den gamle.",
        en: "It cannot be fetched again. Add a new one and deactivate the old one.",
      },
    },
    {
      sees: { nb: "«En klient har høyst fem nøkler.»", nn: "«Ein klient har høgst fem nøklar.»", en: "«A client has at most five keys.»" },
      remedy: {
        nb: "Deaktiver en som ikke er i bruk, først.",
        nn: "Deaktiver ein som ikkje er i bruk, først.",
        en: "Deactivate one that is not in use first.",
      },
    },
  ],
};
