import type { Text } from "./language.ts";
import type { Mender } from "./refusals/refusal.ts";
import type { TokenRefusalName } from "./refusals/refusals.ts";

/** The links of the chain that a token hangs on, in the order in which they are asked (maskinporten.md 3.5). */
export const LINKS = ["client", "key", "scope", "scope_on_client", "client_type", "access", "delegation"] as const;
export type Link = (typeof LINKS)[number];

type CauseEntry = {
  link: Link;
  /** The refusal that the token endpoint answers with when this link is broken; null: the link holds. */
  refusal: TokenRefusalName | null;
  /** Who can mend it; null where nothing is broken. */
  who: Mender | null;
  text: Text;
};

/** Why a link holds or is broken: finer than the refusal that a caller sees, for those who may know. */
export const CAUSES = {
  client_active: {
    link: "client",
    refusal: null,
    who: null,
    text: { nb: "Klienten finnes og er aktiv.", nn: "Klienten finst og er aktiv.", en: "The client exists and is active." },
  },
  client_unknown: {
    link: "client",
    refusal: "client_not_found",
    who: "client_owner",
    text: { nb: "Klienten finnes ikke i dette miljøet.", nn: "Klienten finst ikkje i dette miljøet.", en: "There is no such client in this environment." },
  },
  client_deactivated: {
    link: "client",
    refusal: "client_not_found",
    who: "client_owner",
    text: {
      nb: "Klienten er deaktivert. Eieren kan aktivere den igjen.",
      nn: "Klienten er deaktivert. Eigaren kan aktivere han igjen.",
      en: "The client is deactivated. Its owner can reactivate it.",
    },
  },
  client_locked: {
    link: "client",
    refusal: "client_not_found",
    who: "operator",
    text: { nb: "Klienten er sperret av plattformoperatøren.", nn: "Klienten er sperra av plattformoperatøren.", en: "The client is locked by the operator." },
  },
  owner_locked: {
    link: "client",
    refusal: "client_not_found",
    who: "operator",
    text: {
      nb: "Virksomheten som eier klienten, er sperret av plattformoperatøren.",
      nn: "Verksemda som eig klienten, er sperra av plattformoperatøren.",
      en: "The organisation that owns the client is locked by the operator.",
    },
  },
  key_living: {
    link: "key",
    refusal: null,
    who: null,
    text: { nb: "Klienten har en gyldig nøkkel.", nn: "Klienten har ein gyldig nøkkel.", en: "The client has a valid key." },
  },
  key_not_needed: {
    link: "key",
    refusal: null,
    who: null,
    text: {
      nb: "Klienten har ingen nøkkel og bruker virksomhetssertifikat.",
      nn: "Klienten har ingen nøkkel og bruker verksemdssertifikat.",
      en: "The client has no key and uses an enterprise certificate.",
    },
  },
  key_unknown: {
    link: "key",
    refusal: "unknown_kid",
    who: "client_owner",
    text: {
      nb: "Klienten har ingen nøkkel med denne nøkkel-ID-en.",
      nn: "Klienten har ingen nøkkel med denne nøkkel-ID-en.",
      en: "The client has no key with this key ID.",
    },
  },
  key_removed: {
    link: "key",
    refusal: "unknown_kid",
    who: "client_owner",
    text: { nb: "Nøkkelen er fjernet.", nn: "Nøkkelen er fjerna.", en: "The key was removed." },
  },
  key_expired: {
    link: "key",
    refusal: "expired_key",
    who: "client_owner",
    text: {
      nb: "Nøkkelen er utløpt. Last den opp på nytt eller legg til en ny.",
      nn: "Nøkkelen er utgått. Last han opp på nytt eller legg til ein ny.",
      en: "The key has expired. Upload it again or add a new one.",
    },
  },
  certificate_not_allowed: {
    link: "key",
    refusal: "kid_required",
    who: "developer",
    text: {
      nb: "Klienten har registrert nøkkel, og da kan den ikke bruke virksomhetssertifikat i forespørselen.",
      nn: "Klienten har registrert nøkkel, og då kan han ikkje bruke verksemdssertifikat i førespurnaden.",
      en: "The client has a registered key, so it cannot use an enterprise certificate in the grant.",
    },
  },
  scope_active: {
    link: "scope",
    refusal: null,
    who: null,
    text: { nb: "Scopet finnes og er aktivt.", nn: "Scopet finst og er aktivt.", en: "The scope exists and is active." },
  },
  scope_unknown: {
    link: "scope",
    refusal: "scope_not_on_client",
    who: "developer",
    text: {
      nb: "Scopet finnes ikke i dette miljøet. Sjekk skrivemåten.",
      nn: "Scopet finst ikkje i dette miljøet. Sjekk skrivemåten.",
      en: "There is no such scope in this environment. Check the spelling.",
    },
  },
  scope_deactivated: {
    link: "scope",
    refusal: "scope_not_on_client",
    who: "api_provider",
    text: {
      nb: "Scopet er deaktivert av API-tilbyderen.",
      nn: "Scopet er deaktivert av API-tilbydaren.",
      en: "The scope was deactivated by its API provider.",
    },
  },
  scope_locked: {
    link: "scope",
    refusal: "scope_not_on_client",
    who: "operator",
    text: { nb: "Scopet er sperret av plattformoperatøren.", nn: "Scopet er sperra av plattformoperatøren.", en: "The scope is locked by the operator." },
  },
  on_client: {
    link: "scope_on_client",
    refusal: null,
    who: null,
    text: { nb: "Scopet er lagt til på klienten.", nn: "Scopet er lagt til på klienten.", en: "The scope is registered on the client." },
  },
  not_on_client: {
    link: "scope_on_client",
    refusal: "scope_not_on_client",
    who: "client_owner",
    text: {
      nb: "Scopet er ikke lagt til på klienten. Legg det til under «Legg til scopes».",
      nn: "Scopet er ikkje lagt til på klienten. Legg det til under «Legg til scopes».",
      en: "The scope is not registered on the client. Add it to the client's scopes.",
    },
  },
  type_allowed: {
    link: "client_type",
    refusal: null,
    who: null,
    text: {
      nb: "Scopet kan brukes av klienter av denne typen.",
      nn: "Scopet kan brukast av klientar av denne typen.",
      en: "The scope may be used by clients of this type.",
    },
  },
  type_not_allowed: {
    link: "client_type",
    refusal: "scope_of_other_type",
    who: "client_owner",
    text: {
      nb: "Scopet kan ikke brukes av klienter av denne typen. Bruk en klient av riktig type.",
      nn: "Scopet kan ikkje brukast av klientar av denne typen. Bruk ein klient av rett type.",
      en: "The scope cannot be used by clients of this type. Use a client of the right type.",
    },
  },
  access_given: {
    link: "access",
    refusal: null,
    who: null,
    text: { nb: "Konsumenten har fått tilgang.", nn: "Konsumenten har fått tilgang.", en: "The consumer has been given access." },
  },
  access_open: {
    link: "access",
    refusal: null,
    who: null,
    text: { nb: "Scopet er tilgjengelig for alle.", nn: "Scopet er tilgjengeleg for alle.", en: "The scope is open to all." },
  },
  access_never_given: {
    link: "access",
    refusal: "no_access",
    who: "api_provider",
    text: {
      nb: "API-tilbyderen har ikke gitt konsumenten tilgang. Be API-tilbyderen om tilgang.",
      nn: "API-tilbydaren har ikkje gitt konsumenten tilgang. Be API-tilbydaren om tilgang.",
      en: "The API provider has not given the consumer access. Ask the API provider for it.",
    },
  },
  access_removed: {
    link: "access",
    refusal: "no_access",
    who: "api_provider",
    text: { nb: "API-tilbyderen har fjernet tilgangen.", nn: "API-tilbydaren har fjerna tilgangen.", en: "The API provider has removed the access." },
  },
  access_expired: {
    link: "access",
    refusal: "no_access",
    who: "api_provider",
    text: {
      nb: "Tilgangen er utløpt. API-tilbyderen kan gi den på nytt.",
      nn: "Tilgangen er utgått. API-tilbydaren kan gi han på nytt.",
      en: "The access has ended on its date. The API provider can give it again.",
    },
  },
  access_not_yet: {
    link: "access",
    refusal: "no_access",
    who: "api_provider",
    text: { nb: "Tilgangen gjelder først fra en senere dato.", nn: "Tilgangen gjeld først frå ein seinare dato.", en: "The access begins on a later date." },
  },
  delegation_not_asked: {
    link: "delegation",
    refusal: null,
    who: null,
    text: { nb: "Klienten handler for sin egen virksomhet.", nn: "Klienten handlar for si eiga verksemd.", en: "The client acts for its own organisation." },
  },
  delegation_missing: {
    link: "delegation",
    refusal: "not_delegated",
    who: "consumer",
    text: {
      nb: "Konsumenten har ikke gitt leverandøren fullmakt.",
      nn: "Konsumenten har ikkje gitt leverandøren fullmakt.",
      en: "The consumer has not given the supplier a power of attorney.",
    },
  },
  delegation_own_number: {
    link: "delegation",
    refusal: "own_number_as_consumer",
    who: "developer",
    text: {
      nb: "consumer_org er klientens egen virksomhet. La feltet stå tomt.",
      nn: "consumer_org er klienten si eiga verksemd. Lat feltet stå tomt.",
      en: "consumer_org is the client's own organisation. Leave it out.",
    },
  },
} as const satisfies Record<string, CauseEntry>;

export type Cause = keyof typeof CAUSES;
export const cause = (name: Cause): CauseEntry => CAUSES[name];
