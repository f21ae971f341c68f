import type { Texts } from "../../text/text.ts";

/** The scopes of a client. */
export const CLIENT_SCOPES = {
  add: { nb: "Legg til scopes", nn: "Legg til scopes", en: "Add scopes" },
  addHeading: { nb: "Legg til scopes på {client}", nn: "Legg til scopes på {client}", en: "Add scopes to {client}" },
  choose: { nb: "Velg minst ett scope.", nn: "Vel minst eitt scope.", en: "Choose at least one scope." },
  addChosen: { nb: "Legg til {n} scopes", nn: "Legg til {n} scopes", en: "Add {n} scopes" },
  addOne: { nb: "Legg til scopet", nn: "Legg til scopet", en: "Add the scope" },
  added: { nb: "Lagt til. Klienten kan bruke dem fra nå.", nn: "Lagt til. Klienten kan bruke dei frå no.", en: "Added. The client can use them from now on." },
  none: {
    nb: "Klienten har ingen scope, så den kan ikke få token. Velg bare det denne klienten trenger.",
    nn: "Klienten har ingen scope, så han kan ikkje få token. Vel berre det denne klienten treng.",
    en: "The client has no scopes, so it gets no tokens. Choose only what this client needs.",
  },
  krr: {
    nb: "Scopene til en klient av typen krr er faste.",
    nn: "Scopa til ein klient av typen krr er faste.",
    en: "The scopes of a client of the type krr are fixed.",
  },
  works: { nb: "Virker", nn: "Verkar", en: "Works" },
  access_given: { nb: "Gitt til dere", nn: "Gitt til dykk", en: "Given to you" },
  access_open: { nb: "Åpent for alle", nn: "Ope for alle", en: "Open to all" },
  scope_deactivated: { nb: "Deaktivert av API-tilbyderen", nn: "Deaktivert av API-tilbydaren", en: "Deactivated by the API provider" },
  scope_locked: { nb: "Sperret av plattformoperatøren", nn: "Sperra av plattformoperatøren", en: "Locked by the operator" },
  type_not_allowed: {
    nb: "Kan ikke brukes av klienter av denne typen",
    nn: "Kan ikkje brukast av klientar av denne typen",
    en: "Cannot be used by clients of this type",
  },
  access_never_given: {
    nb: "API-tilbyderen har ikke gitt dere tilgang",
    nn: "API-tilbydaren har ikkje gitt dykk tilgang",
    en: "The API provider has not given you access",
  },
  access_removed: { nb: "API-tilbyderen har fjernet tilgangen", nn: "API-tilbydaren har fjerna tilgangen", en: "The API provider has removed the access" },
  access_expired: { nb: "Tilgangen er utløpt", nn: "Tilgangen er utgått", en: "The access has ended" },
  access_not_yet: { nb: "Tilgangen gjelder fra en senere dato", nn: "Tilgangen gjeld frå ein seinare dato", en: "The access begins on a later date" },
  delegable: { nb: "kan brukes med fullmakt fra andre", nn: "kan brukast med fullmakt frå andre", en: "can be used with a power of attorney from others" },
  worksNot: { nb: "Virker ikke", nn: "Verkar ikkje", en: "Does not work" },
  remove: { nb: "Fjern", nn: "Fjern", en: "Remove" },
  removeWhat: { nb: "{scope} fra klienten", nn: "{scope} frå klienten", en: "{scope} from the client" },
  removed: {
    nb: "{scope} er fjernet fra klienten. Nye token blir avvist fra nå.",
    nn: "{scope} er fjerna frå klienten. Nye token blir avviste frå no.",
    en: "{scope} was removed from the client. New tokens are refused from now on.",
  },
  undoUntil: { nb: "Kan angres til kl. {clock}.", nn: "Kan angrast til kl. {clock}.", en: "Can be undone until {clock}." },
  undo: { nb: "Angre", nn: "Angre", en: "Undo" },
  undoWhat: { nb: "fjerningen av {scope}", nn: "fjerninga av {scope}", en: "the removal of {scope}" },
  undone: { nb: "Angret. {scope} er på klienten igjen.", nn: "Angra. {scope} er på klienten igjen.", en: "Undone. {scope} is on the client again." },
} as const satisfies Texts;
