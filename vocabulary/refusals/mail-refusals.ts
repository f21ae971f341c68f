import type { RefusalEntry } from "./refusal.ts";

/** What the APIs refuse about e-mail addresses and notification points. */
export const MAIL_REFUSALS = {
  too_many_mails: {
    code: "FM-480",
    status: 429,
    error: "temporarily_unavailable",
    who: "person",
    description: "So many mails with a link were asked for within 24 hours that no more are sent today.",
    title: { nb: "Det er sendt mange nok e-poster i dag", nn: "Det er sendt mange nok e-postar i dag", en: "Enough e-mails have been sent today" },
    meaning: {
      nb: "Adressen har fått så mange e-poster med lenke det siste døgnet at den ikke får flere, så ingen kan bruke oss til å fylle en postkasse.",
      nn: "Adressa har fått så mange e-postar med lenkje det siste døgnet at ho ikkje får fleire, så ingen kan bruke oss til å fylle ei postkasse.",
      en: "The address has got so many e-mails with a link in the last 24 hours that it gets no more, so that nobody can use us to fill a mailbox.",
    },
    remedy: {
      nb: "Følg lenken i den siste e-posten: den virker i 24 timer. Se i søppelposten hvis den ikke er kommet, eller prøv igjen i morgen.",
      nn: "Følg lenkja i den siste e-posten: ho verkar i 24 timar. Sjå i søppelposten om ho ikkje er komen, eller prøv igjen i morgon.",
      en: "Follow the link in the last e-mail: it works for 24 hours. Look among junk mail if it has not come, or try again tomorrow.",
    },
  },
  notification_limit_unknown: {
    code: "FM-481",
    status: 400,
    error: "invalid_request",
    who: "person",
    description: "The notification point is limited to a client or a scope that the organisation does not have in these environments.",
    title: {
      nb: "Klienten eller scopet finnes ikke hos dere",
      nn: "Klienten eller scopet finst ikkje hos dykk",
      en: "You do not have the client or the scope",
    },
    meaning: {
      nb: "Varslingspunktet er begrenset til en klient eller et scope som virksomheten ikke har i miljøene punktet gjelder.",
      nn: "Varslingspunktet er avgrensa til ein klient eller eit scope som verksemda ikkje har i miljøa punktet gjeld.",
      en: "The notification point is limited to a client or a scope that the organisation does not have in the environments of the point.",
    },
    remedy: {
      nb: "Velg blant virksomhetens egne klienter og scopene dere bruker, eller la punktet gjelde alt i virksomheten.",
      nn: "Vel blant klientane til verksemda og scopa de bruker, eller lat punktet gjelde alt i verksemda.",
      en: "Choose among the organisation's own clients and the scopes you use, or let the point apply to the whole organisation.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
