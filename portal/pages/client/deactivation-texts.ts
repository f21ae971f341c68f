import type { Texts } from "../../text/text.ts";

/** Taking a client out of use, and into use again. */
export const DEACTIVATION = {
  heading: { nb: "Ta klienten ut av bruk", nn: "Ta klienten ut av bruk", en: "Take the client out of use" },
  says: {
    nb: "Klienten får ikke flere token. Alt om den blir tatt vare på, og du kan aktivere den igjen.",
    nn: "Klienten får ikkje fleire token. Alt om han blir teke vare på, og du kan aktivere han igjen.",
    en: "The client gets no more tokens. Everything about it is kept, and you can reactivate it.",
  },
  open: { nb: "Deaktiver klienten", nn: "Deaktiver klienten", en: "Deactivate the client" },
  question: { nb: "Deaktivere {client}?", nn: "Deaktivere {client}?", en: "Deactivate {client}?" },
  lead: {
    nb: "Klienten får ikke flere token fra nå. Token som alt er utstedt, virker til de går ut. Du kan aktivere den igjen.",
    nn: "Klienten får ikkje fleire token frå no. Token som alt er skrivne ut, verkar til dei går ut. Du kan aktivere han igjen.",
    en: "The client gets no more tokens from now on. Tokens already issued work until they expire. You can reactivate it.",
  },
  lastUsed: { nb: "Sist brukt", nn: "Sist brukt", en: "Last used" },
  never: { nb: "Aldri", nn: "Aldri", en: "Never" },
  tokens: { nb: "Token siste {days} dager", nn: "Token siste {days} dagar", en: "Tokens in the last {days} days" },
  scopes: { nb: "Scope", nn: "Scope", en: "Scopes" },
  keys: { nb: "Nøkler", nn: "Nøklar", en: "Keys" },
  done: {
    nb: "{client} er deaktivert. Nye token blir avvist fra nå.",
    nn: "{client} er deaktivert. Nye token blir avviste frå no.",
    en: "{client} was deactivated. New tokens are refused from now on.",
  },
  isOff: { nb: "Klienten er deaktivert", nn: "Klienten er deaktivert", en: "The client is deactivated" },
  isOffBy: { nb: "{by} deaktiverte den {when}.", nn: "{by} deaktiverte han {when}.", en: "{by} deactivated it {when}." },
  isOffSince: { nb: "Den ble deaktivert {when}.", nn: "Han vart deaktivert {when}.", en: "It was deactivated {when}." },
  isOffSays: {
    nb: "Nye token blir avvist. Scopes og nøkler er tatt vare på.",
    nn: "Nye token blir avviste. Scopes og nøklar er tekne vare på.",
    en: "New tokens are refused. Its scopes and keys are kept.",
  },
  reactivate: { nb: "Aktiver igjen", nn: "Aktiver igjen", en: "Reactivate" },
  undo: { nb: "Angre", nn: "Angre", en: "Undo" },
  undoWhat: { nb: "at klienten ble deaktivert", nn: "at klienten vart deaktivert", en: "the deactivation of the client" },
  reactivated: { nb: "{client} er aktiv igjen.", nn: "{client} er aktiv igjen.", en: "{client} is active again." },
  cannot: {
    nb: "Du kan ikke deaktivere klienter i {env} ennå",
    nn: "Du kan ikkje deaktivere klientar i {env} enno",
    en: "You cannot deactivate clients in {env} yet",
  },
} as const satisfies Texts;
