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
} as const satisfies Record<string, RefusalEntry>;
