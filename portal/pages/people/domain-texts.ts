import type { Texts } from "../../text/text.ts";

/** Domains of e-mail. */
export const DOMAINS = {
  heading: { nb: "E-postdomener", nn: "E-postdomene", en: "E-mail domains" },
  says: {
    nb: "Den som har en bekreftet adresse i domenet, får forslag om å be om rettighet her. Domenet gir ingen tilgang, bare forslaget.",
    nn: "Den som har ei stadfesta adresse i domenet, får framlegg om å be om rett her. Domenet gir ingen tilgang, berre framlegget.",
    en: "Whoever has a verified address of the domain is told that a right can be asked for here. The domain gives no access, only the suggestion.",
  },
  loading: { nb: "Henter e-postdomenene", nn: "Hentar e-postdomena", en: "Loading the e-mail domains" },
  none: { nb: "Ingen domener er lagt inn.", nn: "Ingen domene er lagde inn.", en: "No domains have been entered." },
  domain: { nb: "Domene", nn: "Domene", en: "Domain" },
  domainSays: {
    nb: "Det som står etter @, for eksempel virksomhet.no.",
    nn: "Det som står etter @, til dømes verksemd.no.",
    en: "What stands after the @, such as organisation.no.",
  },
  add: { nb: "Legg til domenet", nn: "Legg til domenet", en: "Add the domain" },
  wrong: { nb: "Skriv domenet som virksomhet.no.", nn: "Skriv domenet som verksemd.no.", en: "Write the domain as organisation.no." },
  open: {
    nb: "Hos {domain} kan alle få adresse. Bruk virksomhetens eget domene.",
    nn: "Hos {domain} kan alle få adresse. Bruk domenet til verksemda.",
    en: "Anybody gets an address at {domain}. Use the organisation's own domain.",
  },
  proven: { nb: "Bevist til og med {day}", nn: "Prova til og med {day}", en: "Proven until {day} inclusive" },
  over: { nb: "Beviset gikk ut {day}", nn: "Provet gjekk ut {day}", en: "The proof ended on {day}" },
  notProven: { nb: "Ikke bevist", nn: "Ikkje prova", en: "Not proven" },
  how: {
    nb: "Be den som styrer domenet legge inn denne TXT-posten i DNS. Sjekk så her.",
    nn: "Be den som styrer domenet leggje inn denne TXT-posten i DNS. Sjekk så her.",
    en: "Ask whoever controls the domain to publish this TXT record in the DNS. Then check here.",
  },
  recordName: { nb: "Navn", nn: "Namn", en: "Name" },
  recordValue: { nb: "Verdi", nn: "Verdi", en: "Value" },
  check: { nb: "Sjekk", nn: "Sjekk", en: "Check" },
  checkAgain: { nb: "Sjekk på nytt", nn: "Sjekk på nytt", en: "Check again" },
  remove: { nb: "Fjern", nn: "Fjern", en: "Remove" },
  ofDomain: { nb: "domenet {domain}", nn: "domenet {domain}", en: "the domain {domain}" },
  added: { nb: "{domain} er lagt til.", nn: "{domain} er lagt til.", en: "{domain} has been added." },
  isProven: { nb: "{domain} er bevist.", nn: "{domain} er prova.", en: "{domain} is proven." },
  removed: { nb: "{domain} er fjernet.", nn: "{domain} er fjerna.", en: "{domain} has been removed." },
} as const satisfies Texts;
