import type { Texts } from "../../text/text.ts";

export const HOME = {
  heading: { nb: "Oversikt", nn: "Oversikt", en: "Overview" },
  lead: {
    nb: "Dette bør noen hos dere se på, og dette kan du gjøre.",
    nn: "Dette bør nokon hos dykk sjå på, og dette kan du gjere.",
    en: "What somebody should look at, and what you can do.",
  },
  attention: { nb: "Trenger oppmerksomhet", nn: "Treng merksemd", en: "Needs attention" },
  nothing: { nb: "Ingenting trenger oppmerksomhet akkurat nå.", nn: "Ingenting treng merksemd akkurat no.", en: "Nothing needs attention right now." },
  showAll: { nb: "Vis alle {n}", nn: "Vis alle {n}", en: "Show all {n}" },
  waitingOne: { nb: "1 forespørsel venter på deg", nn: "1 førespurnad ventar på deg", en: "1 request is waiting for you" },
  waiting: { nb: "{n} forespørsler venter på deg", nn: "{n} førespurnader ventar på deg", en: "{n} requests are waiting for you" },
  handle: { nb: "Behandle", nn: "Behandle", en: "Handle" },
  handleWhat: { nb: "forespørslene", nn: "førespurnadene", en: "the requests" },
  loginHeading: {
    nb: "Innloggingen er ikke god nok for {env}",
    nn: "Innlogginga er ikkje god nok for {env}",
    en: "Your login is not good enough for {env}",
  },
  asksFor: { nb: "{person} ber om rettigheten {right}.", nn: "{person} ber om retten {right}.", en: "{person} asks for the right {right}." },
  andMore: { nb: "Og {n} til.", nn: "Og {n} til.", en: "And {n} more." },
  lockedHeading: { nb: "{organization} er sperret", nn: "{organization} er sperra", en: "{organization} is locked" },
  locked: {
    nb: "Klientene får ikke token, og ingenting kan endres, før {operator} opphever sperren.",
    nn: "Klientane får ikkje token, og ingenting kan endrast, før {operator} opphevar sperra.",
    en: "Its clients get no tokens, and nothing can be changed, until {operator} unlocks it.",
  },
  yours: { nb: "Dette kan du gjøre her", nn: "Dette kan du gjere her", en: "What you can do here" },
  loading: { nb: "Henter rettighetene dine", nn: "Hentar rettane dine", en: "Loading your rights" },
  loadingAttention: { nb: "Henter det som venter", nn: "Hentar det som ventar", en: "Loading what is waiting" },
  role: { nb: "Rollen din i Enhetsregisteret: {role}.", nn: "Rolla di i Einingsregisteret: {role}.", en: "Your role in the business register: {role}." },
  noRights: {
    nb: "Du representerer {organization}, men har ingen rettigheter i {env} ennå. Be om den du trenger.",
    nn: "Du representerer {organization}, men har ingen rettar i {env} enno. Be om den du treng.",
    en: "You represent {organization}, but have no rights in {env} yet. Ask for the one you need.",
  },
  lastEvents: { nb: "Sist hos dere", nn: "Sist hos dykk", en: "Latest in your organisation" },
  wholeLog: { nb: "Hele aktivitetsloggen", nn: "Heile aktivitetsloggen", en: "The whole activity log" },
  loadingEvents: { nb: "Henter det siste fra aktivitetsloggen", nn: "Hentar det siste frå aktivitetsloggen", en: "Loading the latest from the activity log" },
  noEvents: {
    nb: "Ingenting er gjort ennå. Det dere og andre gjør som gjelder virksomheten, vises her.",
    nn: "Ingenting er gjort enno. Det de og andre gjer som gjeld verksemda, blir vist her.",
    en: "Nothing has been done yet. What you and others do that concerns the organisation is shown here.",
  },
  askForMore: { nb: "Be om en rettighet", nn: "Be om ein rett", en: "Ask for a right" },
} as const satisfies Texts;
