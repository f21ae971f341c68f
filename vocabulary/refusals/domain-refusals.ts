import type { RefusalEntry } from "./refusal.ts";

/** What is refused about domains of e-mail. */
export const DOMAIN_REFUSALS = {
  domain_not_proven: {
    code: "FM-496",
    status: 409,
    error: "conflict",
    who: "person",
    description: "The DNS does not have the record that proves the domain.",
    title: { nb: "Domenet er ikke bevist", nn: "Domenet er ikkje prova", en: "The domain is not proven" },
    meaning: {
      nb: "Vi fant ikke TXT-posten som viser at virksomheten styrer domenet. Det kan ta en stund før en ny post er synlig for alle.",
      nn: "Vi fann ikkje TXT-posten som viser at verksemda styrer domenet. Det kan ta ei stund før ein ny post er synleg for alle.",
      en: "We did not find the TXT record that shows that the organisation controls the domain. It may take a while until a new record is seen by all.",
    },
    remedy: {
      nb: "Be den som styrer domenet om å legge inn TXT-posten slik den står på siden, og sjekk på nytt.",
      nn: "Be den som styrer domenet om å leggje inn TXT-posten slik han står på sida, og sjekk på nytt.",
      en: "Ask whoever controls the domain to publish the TXT record as it stands on the page, and check again.",
    },
  },
  dns_unavailable: {
    code: "FM-497",
    status: 503,
    error: "temporarily_unavailable",
    who: "operator",
    description: "The DNS did not answer.",
    title: { nb: "DNS svarer ikke", nn: "DNS svarer ikkje", en: "The DNS does not answer" },
    meaning: {
      nb: "Vi fikk ikke svar fra navnetjenesten (DNS), så vi vet ikke om domenet er bevist.",
      nn: "Vi fekk ikkje svar frå namnetenesta (DNS), så vi veit ikkje om domenet er prova.",
      en: "We got no answer from the name service (DNS), so we do not know whether the domain is proven.",
    },
    remedy: {
      nb: "Prøv igjen om litt. Varer det, si fra til plattformoperatøren: det kan være innstillingen dnsServers.",
      nn: "Prøv igjen om litt. Varer det, sei frå til plattformoperatøren: det kan vere innstillinga dnsServers.",
      en: "Try again in a while. If it goes on, tell the platform operator: it may be the setting dnsServers.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
