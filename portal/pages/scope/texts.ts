import type { Texts } from "../../text/text.ts";

export const SCOPE = {
  loading: { nb: "Henter scopet", nn: "Hentar scopet", en: "Loading the scope" },
  notHere: { nb: "Dette scopet finnes ikke her", nn: "Dette scopet finst ikkje her", en: "This scope is not here" },
  notHereLead: {
    nb: "{organization} har ikke noe scope som heter {scope} i {env}.",
    nn: "{organization} har ikkje noko scope som heiter {scope} i {env}.",
    en: "{organization} has no scope called {scope} in {env}.",
  },
  toList: { nb: "Se scopene deres", nn: "Sjå scopa dykkar", en: "See your scopes" },
  change: { nb: "Endre", nn: "Endre", en: "Edit" },
  deactivate: { nb: "Deaktiver", nn: "Deaktiver", en: "Deactivate" },
  cannotChange: { nb: "Du kan ikke endre scope her ennå", nn: "Du kan ikkje endre scope her enno", en: "You cannot change scopes here yet" },
  accessTab: { nb: "Tilganger", nn: "Tilgangar", en: "Accesses" },
  accessTabCount: { nb: "Tilganger ({n})", nn: "Tilgangar ({n})", en: "Accesses ({n})" },
  aboutTab: { nb: "Om scopet", nn: "Om scopet", en: "About the scope" },
  usageTab: { nb: "Bruk", nn: "Bruk", en: "Usage" },
  logTab: { nb: "Logg", nn: "Logg", en: "Log" },
  lockedHeading: {
    nb: "Scopet er sperret av plattformoperatøren",
    nn: "Scopet er sperra av plattformoperatøren",
    en: "The scope is locked by the platform operator",
  },
  locked: {
    nb: "Sperret {when}: {reason} Ingen får token med det før sperren er opphevet.",
    nn: "Sperra {when}: {reason} Ingen får token med det før sperra er oppheva.",
    en: "Locked {when}: {reason} Nobody gets tokens with it until it is unlocked.",
  },
  // Deactivating
  question: { nb: "Deaktivere {scope}?", nn: "Deaktivere {scope}?", en: "Deactivate {scope}?" },
  hits: {
    nb: "{consumers} mister tilgangen, og {clients} slutter å virke med dette scopet. Det skjer med en gang. Du kan aktivere scopet igjen når som helst, og tilgangene er som før.",
    nn: "{consumers} mistar tilgangen, og {clients} sluttar å verke med dette scopet. Det skjer med ein gong. Du kan aktivere scopet igjen når som helst, og tilgangane er som før.",
    en: "Access is lost by {consumers}, and {clients} can no longer use this scope. It happens at once. You can reactivate the scope at any time, and the accesses are as before.",
  },
  hitsNobody: {
    nb: "Ingen virksomheter eller klienter bruker scopet. Du kan aktivere det igjen når som helst.",
    nn: "Ingen verksemder eller klientar bruker scopet. Du kan aktivere det igjen når som helst.",
    en: "No organisations or clients use the scope. You can reactivate it at any time.",
  },
  hitsUnknown: {
    nb: "Alle som bruker scopet, mister det med en gang. Du kan aktivere det igjen når som helst, og tilgangene er som før.",
    nn: "Alle som bruker scopet, mistar det med ein gong. Du kan aktivere det igjen når som helst, og tilgangane er som før.",
    en: "Everybody who uses the scope loses it at once. You can reactivate it at any time, and the accesses are as before.",
  },
  oneConsumer: { nb: "1 virksomhet", nn: "1 verksemd", en: "1 organisation" },
  manyConsumers: { nb: "{n} virksomheter", nn: "{n} verksemder", en: "{n} organisations" },
  oneClient: { nb: "1 klient", nn: "1 klient", en: "1 client" },
  manyClients: { nb: "{n} klienter", nn: "{n} klientar", en: "{n} clients" },
  consumers: { nb: "Virksomheter", nn: "Verksemder", en: "Organisations" },
  clients: { nb: "Klienter", nn: "Klientar", en: "Clients" },
  tokensDays: { nb: "Token siste {days} dager", nn: "Token siste {days} dagar", en: "Tokens in the last {days} days" },
  tokens: { nb: "{n} token", nn: "{n} token", en: "{n} tokens" },
  seeAll: { nb: "Vis alle {n} virksomheter", nn: "Vis alle {n} verksemder", en: "Show all {n} organisations" },
  message: { nb: "Beskjed til dem som rammes", nn: "Beskjed til dei som blir ramma", en: "Message to those affected" },
  messageHelp: {
    nb: "Sendes til varslingspunktene deres med en gang. Uten nettadresser.",
    nn: "Blir send til varslingspunkta deira med ein gong. Utan nettadresser.",
    en: "Sent to their notification points at once. No web addresses.",
  },
  messageWrong: {
    nb: "Skriv beskjeden uten nettadresser og med høyst 300 tegn.",
    nn: "Skriv beskjeden utan nettadresser og med høgst 300 teikn.",
    en: "Write the message without web addresses and in at most 300 characters.",
  },
  confirm: { nb: "Deaktiver scopet", nn: "Deaktiver scopet", en: "Deactivate the scope" },
  deactivated: {
    nb: "Scopet er deaktivert. Nye token blir avvist fra nå.",
    nn: "Scopet er deaktivert. Nye token blir avviste frå no.",
    en: "The scope is deactivated. New tokens are refused from now on.",
  },
  deactivatedHeading: { nb: "Scopet er deaktivert", nn: "Scopet er deaktivert", en: "The scope is deactivated" },
  byPerson: { nb: "{person} deaktiverte det {when}.", nn: "{person} deaktiverte det {when}.", en: "{person} deactivated it {when}." },
  byNobody: { nb: "Det ble deaktivert {when}.", nn: "Det vart deaktivert {when}.", en: "It was deactivated {when}." },
  refusedNow: {
    nb: "Nye token blir avvist. Token som alt er utstedt, virker til de går ut.",
    nn: "Nye token blir avviste. Token som alt er skrivne ut, verkar til dei går ut.",
    en: "New tokens are refused. Tokens already issued work until they expire.",
  },
  told: {
    nb: "{told} av {n} virksomheter med tilgang har et varslingspunkt og får e-post. Tilgangene er beholdt.",
    nn: "{told} av {n} verksemder med tilgang har eit varslingspunkt og får e-post. Tilgangane er tekne vare på.",
    en: "{told} of {n} organisations with access have a notification point and get an e-mail. The accesses are kept.",
  },
  undo: { nb: "Angre", nn: "Angre", en: "Undo" },
  undoWhat: { nb: "at scopet ble deaktivert", nn: "at scopet vart deaktivert", en: "the deactivation of the scope" },
  laterName: {
    nb: "Etter kl. {clock} heter knappen «Aktiver igjen».",
    nn: "Etter kl. {clock} heiter knappen «Aktiver igjen».",
    en: 'After {clock} the button is called "Reactivate".',
  },
  reactivate: { nb: "Aktiver igjen", nn: "Aktiver igjen", en: "Reactivate" },
  reactivated: {
    nb: "Scopet er aktivt igjen, og tilgangene virker som før.",
    nn: "Scopet er aktivt igjen, og tilgangane verkar som før.",
    en: "The scope is active again, and the accesses work as before.",
  },
} as const satisfies Texts;

export const ABOUT = {
  name: { nb: "Navn", nn: "Namn", en: "Name" },
  owner: { nb: "Eier", nn: "Eigar", en: "Owner" },
  created: { nb: "Opprettet", nn: "Oppretta", en: "Created" },
  updated: { nb: "Sist endret", nn: "Sist endra", en: "Last changed" },
  inLanguage: { nb: "{field} ({language})", nn: "{field} ({language})", en: "{field} ({language})" },
  clientDecides: { nb: "Klienten bestemmer", nn: "Klienten bestemmer", en: "The client decides" },
  seconds: { nb: "{n} sekunder", nn: "{n} sekund", en: "{n} seconds" },
  contact: { nb: "Kontakt", nn: "Kontakt", en: "Contact" },
  noContact: {
    nb: "Dere har ikke sagt hvem konsumentene kan spørre.",
    nn: "De har ikkje sagt kven konsumentane kan spørje.",
    en: "You have not said whom the consumers can ask.",
  },
  save: { nb: "Lagre", nn: "Lagre", en: "Save" },
  saving: { nb: "Lagrer …", nn: "Lagrar …", en: "Saving …" },
  saved: { nb: "Endringene er lagret.", nn: "Endringane er lagra.", en: "The changes have been saved." },
  goOn: { nb: "Fortsett å skrive", nn: "Hald fram å skrive", en: "Go on writing" },
} as const satisfies Texts;

export const USAGE = {
  loading: { nb: "Henter bruken", nn: "Hentar bruken", en: "Loading the usage" },
  sentence: {
    nb: "{tokens} token til {consumers} fra {from} til {to}, og {refused} avvist fordi tilgangen manglet.",
    nn: "{tokens} token til {consumers} frå {from} til {to}, og {refused} avviste fordi tilgangen mangla.",
    en: "{tokens} tokens for {consumers} from {from} to {to}, and {refused} refused for want of access.",
  },
  nothing: {
    nb: "Ingen har bedt om token med dette scopet i perioden.",
    nn: "Ingen har bede om token med dette scopet i perioden.",
    en: "Nobody asked for tokens with this scope in this period.",
  },
  tokens: { nb: "token", nn: "token", en: "tokens" },
  refused: { nb: "avvist", nn: "avviste", en: "refused" },
  byConsumer: { nb: "Per virksomhet", nn: "Per verksemd", en: "By organisation" },
  overTime: { nb: "Over tid", nn: "Over tid", en: "Over time" },
  consumer: { nb: "Virksomhet", nn: "Verksemd", en: "Organisation" },
  lastUsed: { nb: "Sist brukt", nn: "Sist brukt", en: "Last used" },
  when: { nb: "Tid", nn: "Tid", en: "Time" },
  span: { nb: "{from} til {to}", nn: "{from} til {to}", en: "{from} to {to}" },
  never: { nb: "Aldri", nn: "Aldri", en: "Never" },
  others: { nb: "De {n} mest aktive vises.", nn: "Dei {n} mest aktive er viste.", en: "The {n} most active are shown." },
  countedTo: { nb: "Talt til {when}.", nn: "Talt til {when}.", en: "Counted until {when}." },
  refusedNote: {
    nb: "Avvist teller forespørsler fra virksomheter uten tilgang til scopet. Hentet en leverandør for en annen, står leverandøren.",
    nn: "Avviste tel førespurnader frå verksemder utan tilgang til scopet. Henta ein leverandør for ei anna, står leverandøren.",
    en: "Refused counts requests of organisations without access to the scope. When a supplier fetched for another, the supplier is shown.",
  },
} as const satisfies Texts;

export const LOG = {
  loading: { nb: "Henter loggen", nn: "Hentar loggen", en: "Loading the log" },
  more: { nb: "Vis flere", nn: "Vis fleire", en: "Show more" },
} as const satisfies Texts;
