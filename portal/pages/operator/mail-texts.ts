import type { Texts } from "../../text/text.ts";

/** Mails that came to nothing. */
export const MAILS = {
  heading: { nb: "E-post som stoppet", nn: "E-post som stoppa", en: "E-mail that stopped" },
  lead: {
    nb: "E-poster som er prøvd i omtrent et døgn uten å komme fram. Hva de sier, vises ikke.",
    nn: "E-postar som er prøvde i om lag eit døgn utan å kome fram. Kva dei seier, blir ikkje vist.",
    en: "E-mails that were tried for about a day without getting through. What they say is not shown.",
  },
  cannot: { nb: "Dette er for dem som driver tjenesten", nn: "Dette er for dei som driv tenesta", en: "This is for those who run the service" },
  loading: { nb: "Henter e-postene", nn: "Hentar e-postane", en: "Loading the e-mails" },
  none: { nb: "Ingen e-post har stoppet", nn: "Ingen e-post har stoppa", en: "No e-mail has stopped" },
  noneSays: {
    nb: "Det som ikke kommer fram, blir prøvd igjen av seg selv i omtrent et døgn. Først da står det her.",
    nn: "Det som ikkje kjem fram, blir prøvd igjen av seg sjølv i om lag eit døgn. Først då står det her.",
    en: "What does not get through is tried again by itself for about a day. Only then it stands here.",
  },
  to: { nb: "Til {address}", nn: "Til {address}", en: "To {address}" },
  gaveUp: { nb: "Ga opp {when} etter {n} forsøk", nn: "Gav opp {when} etter {n} forsøk", en: "Gave up {when} after {n} tries" },
  error: { nb: "Siste feil: {error}", nn: "Siste feil: {error}", en: "Last error: {error}" },
  again: { nb: "Prøv igjen", nn: "Prøv igjen", en: "Try again" },
  sending: { nb: "Sender …", nn: "Sender …", en: "Sending …" },
  againWhat: { nb: "å sende «{subject}» til {address}", nn: "å sende «{subject}» til {address}", en: 'to send "{subject}" to {address}' },
  queued: { nb: "E-posten til {address} prøves igjen.", nn: "E-posten til {address} blir prøvd igjen.", en: "The e-mail to {address} is being tried again." },
} as const satisfies Texts;
