import type { Texts } from "../../text/text.ts";

/** The keys of a client. */
export const CLIENT_KEYS = {
  heading: { nb: "Nøkler", nn: "Nøklar", en: "Keys" },
  loading: { nb: "Henter nøklene", nn: "Hentar nøklane", en: "Fetching the keys" },
  add: { nb: "Legg til nøkkel", nn: "Legg til nøkkel", en: "Add a key" },
  addHeading: { nb: "Legg til en nøkkel", nn: "Legg til ein nøkkel", en: "Add a key" },
  addLead: {
    nb: "De andre nøklene virker som før. Slik bytter dere uten stans: legg til den nye, ta den i bruk, og deaktiver den gamle.",
    nn: "Dei andre nøklane verkar som før. Slik byter de utan stans: legg til den nye, ta han i bruk, og deaktiver den gamle.",
    en: "The other keys work as before. To change without an outage: add the new one, start using it, and deactivate the old one.",
  },
  sending: { nb: "Legger til …", nn: "Legg til …", en: "Adding …" },
  goOn: { nb: "legg til nøkkelen", nn: "legg til nøkkelen", en: "add the key" },
  added: {
    nb: "Nøkkelen {kid} er lagt til. Den virker fra nå.",
    nn: "Nøkkelen {kid} er lagd til. Han verkar frå no.",
    en: "The key {kid} was added. It works from now on.",
  },
  none: {
    nb: "Klienten har ingen nøkkel. Legg inn en, så kan den hente token. Har dere virksomhetssertifikat, kan klienten bruke det uten nøkkel.",
    nn: "Klienten har ingen nøkkel. Legg inn ein, så kan han hente token. Har de verksemdssertifikat, kan klienten bruke det utan nøkkel.",
    en: "The client has no key. Add one so that it can get tokens. With an enterprise certificate it needs no key.",
  },
  keyId: { nb: "Nøkkel-ID", nn: "Nøkkel-ID", en: "Key ID" },
  neverUsed: { nb: "ikke brukt ennå", nn: "ikkje brukt enno", en: "not used yet" },
  lastUsed: { nb: "sist brukt {when}", nn: "sist brukt {when}", en: "last used {when}" },
  expires: { nb: "går ut {day}", nn: "går ut {day}", en: "expires {day}" },
  expiredOn: { nb: "gikk ut {day}", nn: "gjekk ut {day}", en: "expired {day}" },
  certificate: { nb: "virksomhetssertifikat: {subject}", nn: "verksemdssertifikat: {subject}", en: "enterprise certificate: {subject}" },
  works: { nb: "Virker", nn: "Verkar", en: "Works" },
  expired: { nb: "Utløpt", nn: "Utgått", en: "Expired" },
  expiresIn: { nb: "Går ut om {n} dager", nn: "Går ut om {n} dagar", en: "Expires in {n} days" },
  expiresTomorrow: { nb: "Går ut innen ett døgn", nn: "Går ut innan eitt døgn", en: "Expires within a day" },
  renew: { nb: "Forny", nn: "Forny", en: "Renew" },
  renewWhat: { nb: "nøkkelen {kid}", nn: "nøkkelen {kid}", en: "the key {kid}" },
  renewed: { nb: "Nøkkelen {kid} virker nå til {day}.", nn: "Nøkkelen {kid} verkar no til {day}.", en: "The key {kid} now works until {day}." },
  remove: { nb: "Deaktiver", nn: "Deaktiver", en: "Deactivate" },
  removed: {
    nb: "Nøkkelen {kid} er deaktivert. Det den signerer, blir avvist fra nå.",
    nn: "Nøkkelen {kid} er deaktivert. Det han signerer, blir avvist frå no.",
    en: "The key {kid} was deactivated. What it signs is refused from now on.",
  },
  undo: { nb: "Angre", nn: "Angre", en: "Undo" },
  undoWhat: { nb: "deaktiveringen av nøkkelen {kid}", nn: "deaktiveringa av nøkkelen {kid}", en: "the deactivation of the key {kid}" },
  undone: { nb: "Angret. Nøkkelen {kid} virker igjen.", nn: "Angra. Nøkkelen {kid} verkar igjen.", en: "Undone. The key {kid} works again." },
  cannot: { nb: "Du kan ikke endre nøkler i {env} ennå", nn: "Du kan ikkje endre nøklar i {env} enno", en: "You cannot change keys in {env} yet" },
} as const satisfies Texts;
