import type { Texts } from "../../text/text.ts";

/** What needs attention, on Oversikt. */
export const ATTENTION = {
  over: { nb: "Over {n}", nn: "Over {n}", en: "Over {n}" },
  keyExpired: {
    nb: "«{client}» har stoppet: nøkkelen er utløpt",
    nn: "«{client}» har stoppa: nøkkelen er utgått",
    en: "“{client}” has stopped: its key has expired",
  },
  keyExpiredSays: {
    nb: "Nøkkelen {kid} gikk ut {day}. Klienten får ikke token før den er fornyet.",
    nn: "Nøkkelen {kid} gjekk ut {day}. Klienten får ikkje token før han er fornya.",
    en: "The key {kid} expired {day}. The client gets no tokens until it is renewed.",
  },
  keyExpiring: { nb: "En nøkkel går ut om {n} dager", nn: "Ein nøkkel går ut om {n} dagar", en: "A key expires in {n} days" },
  keyExpiringSoon: {
    nb: "En nøkkel går ut om under ett døgn",
    nn: "Ein nøkkel går ut om under eitt døgn",
    en: "A key expires within a day",
  },
  keyExpiringOne: { nb: "En nøkkel går ut om 1 dag", nn: "Ein nøkkel går ut om 1 dag", en: "A key expires in 1 day" },
  keyExpiringSays: {
    nb: "«{client}» stopper {day} hvis den ikke fornyes.",
    nn: "«{client}» stoppar {day} om han ikkje blir fornya.",
    en: "“{client}” stops {day} unless it is renewed.",
  },
  renew: { nb: "Forny nøkkel", nn: "Forny nøkkel", en: "Renew the key" },
  refused: {
    nb: "{n} token ble avvist for «{client}» siste 7 dager",
    nn: "{n} token blei avviste for «{client}» siste 7 dagar",
    en: "{n} tokens were refused for “{client}” in the last 7 days",
  },
  refusedOne: {
    nb: "1 token ble avvist for «{client}» siste 7 dager",
    nn: "1 token blei avvist for «{client}» siste 7 dagar",
    en: "1 token was refused for “{client}” in the last 7 days",
  },
  refusedSays: { nb: "Sist {when}, med koden {code}.", nn: "Sist {when}, med koden {code}.", en: "The last one {when}, with the code {code}." },
  seeWhy: { nb: "Se årsaken", nn: "Sjå årsaka", en: "See why" },
  ending: { nb: "Tilgangen til {scope} går ut", nn: "Tilgangen til {scope} går ut", en: "The access to {scope} ends" },
  endingSays: {
    nb: "Den virker til {day}. API-tilbyderen kan forlenge den.",
    nn: "Han verkar til {day}. API-tilbydaren kan forlengje han.",
    en: "It works until {day}. The API provider can extend it.",
  },
  unused: {
    nb: "{n} tilganger er ikke brukt på 12 måneder",
    nn: "{n} tilgangar er ikkje brukte på 12 månader",
    en: "{n} accesses have not been used for 12 months",
  },
  unusedOne: {
    nb: "Tilgangen til {scope} er ikke brukt på 12 måneder",
    nn: "Tilgangen til {scope} er ikkje brukt på 12 månader",
    en: "The access to {scope} has not been used for 12 months",
  },
  unusedOneSays: {
    nb: "Trenger dere den fortsatt? Be API-tilbyderen fjerne det ingen trenger.",
    nn: "Treng de han framleis? Be API-tilbydaren fjerne det ingen treng.",
    en: "Do you still need it? Ask the API provider to remove what nobody needs.",
  },
  unusedSays: {
    nb: "Trenger dere dem fortsatt? Be API-tilbyderen fjerne det ingen trenger.",
    nn: "Treng de dei framleis? Be API-tilbydaren fjerne det ingen treng.",
    en: "Do you still need them? Ask the API provider to remove what nobody needs.",
  },
  applicationOne: { nb: "1 søknad om prefiks venter", nn: "1 søknad om prefiks ventar", en: "1 prefix application is waiting" },
  applications: { nb: "{n} søknader om prefiks venter", nn: "{n} søknader om prefiks ventar", en: "{n} prefix applications are waiting" },
  applicationsSay: { nb: "Den eldste kom {when}.", nn: "Den eldste kom {when}.", en: "The oldest came {when}." },
  handleApplications: { nb: "søknadene om prefiks", nn: "søknadene om prefiks", en: "the prefix applications" },
  handle: { nb: "Behandle", nn: "Behandle", en: "Handle" },
  mails: { nb: "{n} e-poster kom ikke fram", nn: "{n} e-postar kom ikkje fram", en: "{n} e-mails did not arrive" },
  mailOne: { nb: "1 e-post kom ikke fram", nn: "1 e-post kom ikkje fram", en: "1 e-mail did not arrive" },
  mailsSay: { nb: "Den første stoppet {when}.", nn: "Den første stoppa {when}.", en: "The first one stopped {when}." },
  goThrough: { nb: "Gå gjennom", nn: "Gå gjennom", en: "Go through them" },
} as const satisfies Texts;

/** The newcomer's checklist. */
export const STEPS = {
  heading: { nb: "Kom i gang som API-konsument", nn: "Kom i gang som API-konsument", en: "Get started as an API consumer" },
  done: { nb: "{n} av 6 gjort", nn: "{n} av 6 gjort", en: "{n} of 6 done" },
  isDone: { nb: "Gjort", nn: "Gjort", en: "Done" },
  registered: { nb: "Virksomheten er registrert", nn: "Verksemda er registrert", en: "The organisation is registered" },
  terms: { nb: "Bruksvilkårene er signert", nn: "Bruksvilkåra er signerte", en: "The terms of use are signed" },
  termsNow: { nb: "Signer bruksvilkårene", nn: "Signer bruksvilkåra", en: "Sign the terms of use" },
  termsSays: {
    nb: "En hovedadministrator signerer, én gang for hele virksomheten.",
    nn: "Ein hovudadministrator signerer, éin gong for heile verksemda.",
    en: "A main administrator signs, once for the whole organisation.",
  },
  manager: { nb: "Noen kan administrere klienter", nn: "Nokon kan administrere klientar", en: "Somebody can manage clients" },
  managerNow: { nb: "Gi noen rettigheten Integrasjonsansvarlig", nn: "Gi nokon retten Integrasjonsansvarleg", en: "Give somebody the right Client manager" },
  managerSays: {
    nb: "Den som skal lage klienter, trenger den. Hovedadministrator har den fra før.",
    nn: "Den som skal lage klientar, treng han. Hovudadministrator har han frå før.",
    en: "Whoever creates clients needs it. A main administrator has it already.",
  },
  give: { nb: "Gi rettighet", nn: "Gi rett", en: "Give a right" },
  client: { nb: "Første klient er opprettet", nn: "Første klient er oppretta", en: "The first client is created" },
  clientNow: { nb: "Opprett den første klienten", nn: "Opprett den første klienten", en: "Create the first client" },
  clientSays: { nb: "Navn, scopes og nøkkel på én side.", nn: "Namn, scopes og nøkkel på éi side.", en: "Name, scopes and key on one page." },
  newClient: { nb: "Ny klient", nn: "Ny klient", en: "New client" },
  key: { nb: "En nøkkel er lagt inn", nn: "Ein nøkkel er lagd inn", en: "A key is in place" },
  keyNow: { nb: "Legg inn en nøkkel", nn: "Legg inn ein nøkkel", en: "Add a key" },
  keySays: {
    nb: "Lim inn en offentlig nøkkel, eller lag et nøkkelpar i nettleseren.",
    nn: "Lim inn ein offentleg nøkkel, eller lag eit nøkkelpar i nettlesaren.",
    en: "Paste a public key, or make a key pair in the browser.",
  },
  toClient: { nb: "Gå til klienten", nn: "Gå til klienten", en: "Go to the client" },
  tokenNow: { nb: "Hent det første tokenet", nn: "Hent det første tokenet", en: "Get the first token" },
  tokenSays: { nb: "Du kan prøve rett fra klientsiden.", nn: "Du kan prøve rett frå klientsida.", en: "You can try it right from the client's page." },
} as const satisfies Texts;
