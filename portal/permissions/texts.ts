import type { Texts } from "../text/text.ts";

/** Why something is off, and who can help (portal.md §5.4, glossary §4). */
export const PERMISSIONS = {
  rightMissing: {
    nb: "Du mangler rettigheten {right} for {organization} i {env}.",
    nn: "Du manglar retten {right} for {organization} i {env}.",
    en: "You lack the right {right} for {organization} in {env}.",
  },
  oneOf: { nb: "{rights} eller {last}", nn: "{rights} eller {last}", en: "{rights} or {last}" },
  heldElsewhere: { nb: "I {otherEnv} har du den.", nn: "I {otherEnv} har du han.", en: "You have it in {otherEnv}." },
  levelTooLow: {
    nb: "Logg inn på nytt med høyere sikkerhetsnivå for å gjøre dette.",
    nn: "Logg inn på nytt med høgare tryggleiksnivå for å gjere dette.",
    en: "Log in again with a higher level of assurance to do this.",
  },
  notFresh: {
    nb: "Dette krever en innlogging som er høyst 15 minutter gammel. Logg inn på nytt for å gjøre det.",
    nn: "Dette krev ei innlogging som er høgst 15 minutt gammal. Logg inn på nytt for å gjere det.",
    en: "This needs a login that is at most 15 minutes old. Log in again to do it.",
  },
  operatorOnly: {
    nb: "Bare {operator}, som driver tjenesten, kan gjøre dette.",
    nn: "Berre {operator}, som driv tenesta, kan gjere dette.",
    en: "Only {operator}, who runs the service, can do this.",
  },
  notHere: {
    nb: "Rettigheten din gjelder bare i testmiljøet.",
    nn: "Retten din gjeld berre i testmiljøet.",
    en: "Your right counts in the test environment only.",
  },
  notHeld: {
    nb: "Du kan gi og fjerne det du har selv, ikke mer.",
    nn: "Du kan gi og fjerne det du har sjølv, ikkje meir.",
    en: "You can give and remove what you have yourself, no more.",
  },
  otherLogin: {
    nb: "Du er logget inn med en tjeneste som ikke gjelder i dette miljøet.",
    nn: "Du er logga inn med ei teneste som ikkje gjeld i dette miljøet.",
    en: "You logged in with a service that does not count in this environment.",
  },
  logInHere: { nb: "Logg inn her", nn: "Logg inn her", en: "Log in here" },
  notYours: {
    nb: "Dette kan ikke gjøres av en person i portalen.",
    nn: "Dette kan ikkje gjerast av ein person i portalen.",
    en: "This cannot be done by a person in the portal.",
  },
  whoCanHelp: { nb: "Disse kan hjelpe deg", nn: "Desse kan hjelpe deg", en: "These people can help you" },
  nobody: {
    nb: "Ingen i virksomheten kan gi den ennå. Den som har en nøkkelrolle i Enhetsregisteret, kan det når hun eller han har logget inn.",
    nn: "Ingen i verksemda kan gi han enno. Den som har ei nøkkelrolle i Einingsregisteret, kan det når ho eller han har logga inn.",
    en: "Nobody in the organisation can give it yet. Whoever has a key role in the business register can, once logged in.",
  },
  ask: { nb: "Be om rettigheten", nn: "Be om retten", en: "Ask for the right" },
  asking: { nb: "Sender …", nn: "Sender …", en: "Sending …" },
  asked: {
    nb: "Forespørselen om {right} er sendt. {names} kan svare på den.",
    nn: "Førespurnaden om {right} er send. {names} kan svare på han.",
    en: "Your request for {right} has been sent. {names} can answer it.",
  },
  askedNobody: { nb: "Forespørselen om {right} er sendt.", nn: "Førespurnaden om {right} er send.", en: "Your request for {right} has been sent." },
  logInAgain: { nb: "Logg inn med høyere nivå", nn: "Logg inn med høgare nivå", en: "Log in with a higher level" },
  confirm: { nb: "Bekreft at det er deg", nn: "Stadfest at det er deg", en: "Confirm that it is you" },
  locked: { nb: "Låst", nn: "Låst", en: "Locked" },
} as const satisfies Texts;
