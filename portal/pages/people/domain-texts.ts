import type { Texts } from "../../text/text.ts";

/** Domains of e-mail. */
export const DOMAINS = {
  heading: { nb: "E-postdomener", nn: "E-postdomene", en: "E-mail domains" },
  says: {
    nb: "Den som har en bekreftet adresse i domenet, får forslag om å be om rettighet her. Domenet gir ingen tilgang, bare forslaget. Beviset fornyes av seg selv så lenge TXT-posten står i DNS.",
    nn: "Den som har ei stadfesta adresse i domenet, får framlegg om å be om rett her. Domenet gir ingen tilgang, berre framlegget. Provet blir fornya av seg sjølv så lenge TXT-posten står i DNS.",
    en: "Whoever has a verified address of the domain is told that a right can be asked for here. The domain gives no access, only the suggestion. The proof is renewed by itself as long as the TXT record is in the DNS.",
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
  notSeen: {
    nb: "Vi så etter TXT-posten {day} og fant den ikke. Legg den inn igjen i DNS, så fornyes beviset av seg selv. Ellers går det ut.",
    nn: "Vi såg etter TXT-posten {day} og fann han ikkje. Legg han inn igjen i DNS, så blir provet fornya av seg sjølv. Elles går det ut.",
    en: "We looked for the TXT record {day} and did not find it. Publish it again in the DNS, and the proof is renewed by itself. Otherwise it ends.",
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
