import type { Text } from "./language.ts";

/** What a person may be given for an organisation, in one environment (selfservice.md §7, glossary). */
export const RIGHTS = ["main_administrator", "access_manager", "api_manager", "client_manager", "supplier_manager", "test_only", "viewer"] as const;
export type Right = (typeof RIGHTS)[number];

/** Right of the people who run the installation: given at set-up, or by one who has it. Of the operator's organisation only. */
export const OPERATOR_RIGHT = "platform_operator";
/** Everything that a person can hold. */
export type HeldRight = Right | typeof OPERATOR_RIGHT;

export const HELD_RIGHTS: readonly HeldRight[] = [...RIGHTS, OPERATOR_RIGHT];

/** The name of each, and what it opens, for pages and mails. */
export const RIGHT_TEXTS: Record<HeldRight, { name: Text; opens: Text }> = {
  main_administrator: {
    name: { nb: "Hovedadministrator", nn: "Hovudadministrator", en: "Main administrator" },
    opens: {
      nb: "Gjøre alt for virksomheten, og gi og fjerne andres rettigheter.",
      nn: "Gjere alt for verksemda, og gi og fjerne rettane til andre.",
      en: "Do everything for the organisation, and give and remove the rights of others.",
    },
  },
  access_manager: {
    name: { nb: "Tilgangsstyrer", nn: "Tilgangsstyrar", en: "Access manager" },
    opens: {
      nb: "Gi videre rettigheter du selv har, og behandle forespørsler.",
      nn: "Gi vidare rettar du sjølv har, og behandle førespurnader.",
      en: "Pass on rights you have yourself, and handle requests.",
    },
  },
  api_manager: {
    name: { nb: "API-ansvarlig", nn: "API-ansvarleg", en: "API manager" },
    opens: {
      nb: "Lage scope og gi andre virksomheter tilgang.",
      nn: "Lage scope og gi andre verksemder tilgang.",
      en: "Create scopes and grant other organisations access.",
    },
  },
  client_manager: {
    name: { nb: "Integrasjonsansvarlig", nn: "Integrasjonsansvarleg", en: "Integration manager" },
    opens: {
      nb: "Lage og endre klienter, nøkler og scope på klienter.",
      nn: "Lage og endre klientar, nøklar og scope på klientar.",
      en: "Create and change clients, keys and the scopes of clients.",
    },
  },
  supplier_manager: {
    name: { nb: "Leverandøransvarlig", nn: "Leverandøransvarleg", en: "Supplier manager" },
    opens: {
      nb: "Hente data for kunder som har gitt dere fullmakt.",
      nn: "Hente data for kundar som har gitt dykk fullmakt.",
      en: "Fetch data for customers who have given you power of attorney.",
    },
  },
  test_only: {
    name: { nb: "Bare testing", nn: "Berre testing", en: "Testing only" },
    opens: {
      nb: "Lage scope og klienter i testmiljøet, ikke i produksjon.",
      nn: "Lage scope og klientar i testmiljøet, ikkje i produksjon.",
      en: "Create scopes and clients in the test environment, not in production.",
    },
  },
  viewer: {
    name: { nb: "Lesetilgang i portalen", nn: "Lesetilgang i portalen", en: "Portal viewer" },
    opens: { nb: "Se alt, endre ingenting.", nn: "Sjå alt, endre ingenting.", en: "See everything, change nothing." },
  },
  platform_operator: {
    name: { nb: "Plattformoperatør", nn: "Plattformoperatør", en: "Platform operator" },
    opens: {
      nb: "Drifte installasjonen: virksomheter, prefikser, vilkår og sperringer.",
      nn: "Drifte installasjonen: verksemder, prefiks, vilkår og sperringar.",
      en: "Run the installation: organisations, prefixes, terms and locks.",
    },
  },
};
