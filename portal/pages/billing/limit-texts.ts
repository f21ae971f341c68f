import type { Texts } from "../../text/text.ts";

/** What a notification point applies to. */
export const LIMITS = {
  appliesTo: { nb: "Gjelder", nn: "Gjeld", en: "Applies to" },
  everything: { nb: "Alt i virksomheten", nn: "Alt i verksemda", en: "Everything in the organisation" },
  onlyChosen: { nb: "Bare valgte klienter og scope", nn: "Berre valde klientar og scope", en: "Only chosen clients and scopes" },
  says: {
    nb: "Varsler om et scope kommer også når en valgt klient har scopet. Driftsmeldinger, forespørsler og annet som ikke gjelder en klient eller et scope, kommer uansett.",
    nn: "Varsel om eit scope kjem òg når ein vald klient har scopet. Driftsmeldingar, førespurnader og anna som ikkje gjeld ein klient eller eit scope, kjem uansett.",
    en: "Notifications about a scope also come when a chosen client has the scope. Service notices, requests and whatever is about no client or scope come in any case.",
  },
  loading: { nb: "Henter klienter og scope", nn: "Hentar klientar og scope", en: "Fetching clients and scopes" },
  notFetched: {
    nb: "Vi fikk ikke hentet klientene og scopene fra {where}. Det som er valgt der, blir stående.",
    nn: "Vi fekk ikkje henta klientane og scopa frå {where}. Det som er valt der, blir ståande.",
    en: "We could not fetch the clients and scopes of {where}. What is chosen there stays.",
  },
  search: { nb: "Søk i klienter og scope", nn: "Søk i klientar og scope", en: "Search clients and scopes" },
  clear: { nb: "Tøm søket", nn: "Tøm søket", en: "Clear the search" },
  nothing: {
    nb: "Virksomheten har ingen klienter eller tilganger i disse miljøene ennå.",
    nn: "Verksemda har ingen klientar eller tilgangar i desse miljøa enno.",
    en: "The organisation has no clients and no accesses in these environments yet.",
  },
  noHits: { nb: "Ingen treff på «{typed}».", nn: "Ingen treff på «{typed}».", en: "Nothing matches “{typed}”." },
  rest: {
    nb: "{n} til vises ikke. Søk for å finne dem.",
    nn: "{n} til blir ikkje viste. Søk for å finne dei.",
    en: "{n} more are not shown. Search to find them.",
  },
  clients: { nb: "Klienter", nn: "Klientar", en: "Clients" },
  scopes: { nb: "Scope", nn: "Scope", en: "Scopes" },
  isDeactivated: { nb: "Deaktivert", nn: "Deaktivert", en: "Deactivated" },
  isGone: { nb: "Finnes ikke lenger", nn: "Finst ikkje lenger", en: "No longer there" },
  missing: { nb: "Velg minst én klient eller ett scope.", nn: "Vel minst éin klient eller eitt scope.", en: "Choose at least one client or scope." },
  only: { nb: "bare {names}", nn: "berre {names}", en: "only {names}" },
  more: { nb: "{n} til", nn: "{n} til", en: "{n} more" },
  off: { nb: "Deaktivert: {names}.", nn: "Deaktivert: {names}.", en: "Deactivated: {names}." },
  gone: {
    nb: "Finnes ikke lenger: {names}. Punktet får ikke flere varsler av den grunn.",
    nn: "Finst ikkje lenger: {names}. Punktet får ikkje fleire varsel av den grunn.",
    en: "No longer there: {names}. The point is not told more because of that.",
  },
  allGone: {
    nb: "Ingenting av det punktet gjelder finnes lenger. Det får bare driftsmeldinger og annet som ikke gjelder en klient eller et scope.",
    nn: "Ingenting av det punktet gjeld finst lenger. Det får berre driftsmeldingar og anna som ikkje gjeld ein klient eller eit scope.",
    en: "Nothing that the point applies to is there any more. It gets only service notices and whatever is about no client or scope.",
  },
} as const satisfies Texts;
