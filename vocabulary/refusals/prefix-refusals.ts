import type { RefusalEntry } from "./refusal.ts";

/** What is refused about applications for prefixes. */
export const PREFIX_REFUSALS = {
  billing_missing: {
    code: "FM-495",
    status: 428,
    error: "PRECONDITION_REQUIRED",
    who: "person",
    description: "The organisation has not said where its invoices go: a prefix in production is invoiced.",
    title: { nb: "Fakturaopplysninger mangler", nn: "Fakturaopplysningar manglar", en: "Billing details are missing" },
    meaning: {
      nb: "Et prefiks i produksjon faktureres, og virksomheten har ikke sagt hvor fakturaen skal sendes. I test trengs det ikke.",
      nn: "Eit prefiks i produksjon blir fakturert, og verksemda har ikkje sagt kvar fakturaen skal sendast. I test trengst det ikkje.",
      en: "A prefix in production is invoiced, and the organisation has not said where the invoice goes. In test that is not needed.",
    },
    remedy: {
      nb: "Fyll ut fakturaopplysningene én gang for virksomheten, og send søknaden på nytt. Det du har svart, står der fortsatt.",
      nn: "Fyll ut fakturaopplysningane éin gong for verksemda, og send søknaden på nytt. Det du har svart, står der framleis.",
      en: "Enter the billing details once for the organisation, and send the application again. Your answers are still there.",
    },
  },
  price_changed: {
    code: "FM-486",
    status: 409,
    error: "conflict",
    who: "person",
    description: "The price of a prefix is another now than the one that was accepted.",
    title: { nb: "Prisen er endret", nn: "Prisen er endra", en: "The price has changed" },
    meaning: {
      nb: "Prisen for et prefiks er blitt en annen enn den du så da du godtok den. Søknaden er ikke sendt.",
      nn: "Prisen for eit prefiks er blitt ein annan enn den du såg då du godtok han. Søknaden er ikkje send.",
      en: "The price of a prefix is no longer the one you saw when you accepted it. The application has not been sent.",
    },
    remedy: {
      nb: "Se på den nye prisen, og send på nytt om dere godtar den. Det du har svart, står der fortsatt.",
      nn: "Sjå på den nye prisen, og send på nytt om de godtek han. Det du har svart, står der framleis.",
      en: "Look at the new price, and send again if you accept it. Your answers are still there.",
    },
  },
  application_handled: {
    code: "FM-485",
    status: 409,
    error: "conflict",
    who: "person",
    description: "The application is being handled by {what}",
    title: { nb: "En kollega behandler søknaden", nn: "Ein kollega behandlar søknaden", en: "A colleague is handling the application" },
    meaning: {
      nb: "En annen hos dere har tatt søknaden til behandling, og kan være midt i et svar.",
      nn: "Ein annan hos dykk har teke søknaden til behandling, og kan vere midt i eit svar.",
      en: "Somebody else at your organisation has taken the application, and may be writing an answer.",
    },
    remedy: {
      nb: "Spør kollegaen, eller overta søknaden og svar på den. Hvem som har den og siden når, står på søknaden.",
      nn: "Spør kollegaen, eller ta over søknaden og svar på han. Kven som har han og sidan når, står på søknaden.",
      en: "Ask your colleague, or take the application over and answer it. Who has it and since when stands on the application.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
