import type { Texts } from "../../text/text.ts";

/** Whom those who use the organisation's APIs turn to. */
export const CONTACT = {
  heading: { nb: "Kontakt for dem som bruker API-ene deres", nn: "Kontakt for dei som bruker API-a dykkar", en: "Contact for those who use your APIs" },
  says: {
    nb: "Vises der andre velger scope, og der de blir avvist fordi de mangler tilgang. Gjelder både test og produksjon.",
    nn: "Blir vist der andre vel scope, og der dei blir avviste fordi dei manglar tilgang. Gjeld både test og produksjon.",
    en: "Shown where others choose scopes, and where they are refused for want of access. For both test and production.",
  },
  loading: { nb: "Henter kontakten", nn: "Hentar kontakten", en: "Loading the contact" },
  none: {
    nb: "Ingen kontakt er lagt inn. Andre ser bare navnet på virksomheten.",
    nn: "Ingen kontakt er lagd inn. Andre ser berre namnet på verksemda.",
    en: "No contact has been entered. Others see the organisation's name only.",
  },
  name: { nb: "Navn", nn: "Namn", en: "Name" },
  nameSays: { nb: "Gjerne et team eller en felles postboks.", nn: "Gjerne eit team eller ein felles postboks.", en: "Preferably a team or a shared mailbox." },
  email: { nb: "E-postadresse", nn: "E-postadresse", en: "E-mail address" },
  url: { nb: "Nettadresse", nn: "Nettadresse", en: "Web address" },
  urlSays: {
    nb: "En side med skjema eller veiledning, for eksempel https://tindoy.example.no/api. Du trenger bare én av de to.",
    nn: "Ei side med skjema eller rettleiing, til dømes https://tindoy.example.no/api. Du treng berre éin av dei to.",
    en: "A page with a form or a guide, such as https://tindoy.example.no/api. One of the two is enough.",
  },
  save: { nb: "Lagre kontakten", nn: "Lagre kontakten", en: "Save the contact" },
  saving: { nb: "Lagrer …", nn: "Lagrar …", en: "Saving …" },
  saved: { nb: "Kontakten er lagret.", nn: "Kontakten er lagra.", en: "The contact has been saved." },
  changed: { nb: "Endret av {person} {when}", nn: "Endra av {person} {when}", en: "Changed by {person} {when}" },
  changedWhen: { nb: "Endret {when}", nn: "Endra {when}", en: "Changed {when}" },
  mend: { nb: "Rett dette før du lagrer", nn: "Rett dette før du lagrar", en: "Mend this before you save" },
  nameMissing: {
    nb: "Skriv et navn, for eksempel navnet på teamet.",
    nn: "Skriv eit namn, til dømes namnet på teamet.",
    en: "Enter a name, such as that of the team.",
  },
  neither: {
    nb: "Skriv en e-postadresse eller en nettadresse.",
    nn: "Skriv ei e-postadresse eller ei nettadresse.",
    en: "Enter an e-mail address or a web address.",
  },
  emailWrong: {
    nb: "Skriv én adresse, som navn@virksomhet.no.",
    nn: "Skriv éi adresse, som namn@verksemd.no.",
    en: "Enter one address, such as name@organisation.no.",
  },
  urlWrong: {
    nb: "Skriv en adresse som begynner med https://.",
    nn: "Skriv ei adresse som begynner med https://.",
    en: "Enter an address that begins with https://.",
  },
  taken: { nb: "Det som står, er beholdt.", nn: "Det som står, er behalde.", en: "What stands has been kept." },
  cannot: { nb: "Du kan ikke endre kontakten ennå", nn: "Du kan ikkje endre kontakten enno", en: "You cannot change the contact yet" },
} as const satisfies Texts;
