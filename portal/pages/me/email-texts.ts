import type { Texts } from "../../text/text.ts";

export const EMAIL = {
  heading: { nb: "E-post", nn: "E-post", en: "E-mail" },
  text: {
    nb: "Du får e-post når noen ber om en rettighet du kan gi, og når en forespørsel du har sendt, er behandlet.",
    nn: "Du får e-post når nokon ber om ein rett du kan gi, og når ein førespurnad du har sendt, er behandla.",
    en: "You get e-mail when somebody asks for a right that you can give, and when a request of yours has been decided.",
  },
  loading: { nb: "Henter e-postadressen", nn: "Hentar e-postadressa", en: "Loading your e-mail address" },
  none: {
    nb: "Ingen adresse er lagt inn. Du får ingen e-post.",
    nn: "Inga adresse er lagd inn. Du får ingen e-post.",
    en: "No address has been entered. You get no e-mail.",
  },
  address: { nb: "E-postadresse", nn: "E-postadresse", en: "E-mail address" },
  another: { nb: "Ny e-postadresse", nn: "Ny e-postadresse", en: "New e-mail address" },
  wrong: {
    nb: "Skriv én adresse, som navn@virksomhet.no.",
    nn: "Skriv éi adresse, som namn@verksemd.no.",
    en: "Write one address, such as name@organisation.no.",
  },
  confirm: { nb: "Send bekreftelse", nn: "Send stadfesting", en: "Send confirmation" },
  sent: { nb: "Vi har sendt en lenke til {address}.", nn: "Vi har sendt ei lenkje til {address}.", en: "We have sent a link to {address}." },
  verified: { nb: "Bekreftet", nn: "Stadfesta", en: "Confirmed" },
  waiting: { nb: "Venter på bekreftelse", nn: "Ventar på stadfesting", en: "Awaiting confirmation" },
  followLink: {
    nb: "Følg lenken i e-posten vi sendte. Den virker til {until}.",
    nn: "Følg lenkja i e-posten vi sende. Ho verkar til {until}.",
    en: "Follow the link in the e-mail we sent. It works until {until}.",
  },
  sendAgain: { nb: "Send lenken på nytt", nn: "Send lenkja på nytt", en: "Send the link again" },
  remove: { nb: "Fjern", nn: "Fjern", en: "Remove" },
  removed: { nb: "E-postadressen er fjernet.", nn: "E-postadressa er fjerna.", en: "The e-mail address has been removed." },
} as const satisfies Texts;
