/** Members of what is changed, in words, as they stand in the `changed` of a deed. One without words does not compile where it is noted. */
import type { Text } from "./language.ts";

export const AUDIT_MEMBERS = {
  // of scopes
  active: { nb: "om det er aktivt", nn: "om det er aktivt", en: "whether it is active" },
  description: { nb: "beskrivelse", nn: "skildring", en: "description" },
  longDescription: { nb: "lang beskrivelse", nn: "lang skildring", en: "long description" },
  translations: { nb: "beskrivelse på andre språk", nn: "skildring på andre språk", en: "description in other languages" },
  visibility: { nb: "hvem som kan finne det", nn: "kven som kan finne det", en: "who can find it" },
  openToAll: { nb: "hvem som kan bruke det", nn: "kven som kan bruke det", en: "who may use it" },
  allowedIntegrationTypes: { nb: "hvilke klienter som kan bruke det", nn: "kva klientar som kan bruke det", en: "which clients may use it" },
  delegationSource: { nb: "om det kan delegeres", nn: "om det kan delegerast", en: "whether it can be delegated" },
  tokenType: { nb: "type token", nn: "type token", en: "type of token" },
  maxTokenAgeSeconds: { nb: "hvor lenge token gjelder", nn: "kor lenge token gjeld", en: "how long tokens live" },
  maxAuthorizationSeconds: { nb: "hvor lenge autorisasjonen gjelder", nn: "kor lenge autorisasjonen gjeld", en: "how long the authorisation lives" },
  requiresUserConsent: { nb: "om brukeren må samtykke", nn: "om brukaren må samtykkje", en: "whether the user must consent" },
  requiresUserAuthentication: { nb: "om brukeren må logge inn", nn: "om brukaren må logge inn", en: "whether the user must log in" },
  requiresPseudonymousTokens: { nb: "om token er pseudonyme", nn: "om token er pseudonyme", en: "whether tokens are pseudonymous" },
  enforcedAudience: { nb: "mottaker av token", nn: "mottakar av token", en: "audience of tokens" },
  typedTokens: { nb: "om token sier hvilken type de er", nn: "om token seier kva type dei er", en: "whether tokens name their type" },
  supportsEuropeanBusinesses: {
    nb: "om europeiske virksomheter kan bruke det",
    nn: "om europeiske verksemder kan bruke det",
    en: "whether European organisations may use it",
  },
  protected: { nb: "om det er beskyttet", nn: "om det er verna", en: "whether it is protected" },
  // of clients
  client_name: { nb: "navn", nn: "namn", en: "name" },
  client_uri: { nb: "nettadresse", nn: "nettadresse", en: "web address" },
  access_token_lifetime: { nb: "hvor lenge token gjelder", nn: "kor lenge token gjeld", en: "how long tokens live" },
  accepts_token_endpoint_audience: {
    nb: "om tokenendepunktet godtas som mottaker av grants",
    nn: "om tokenendepunktet er godteke som mottakar av grants",
    en: "whether the token endpoint is accepted as audience of grants",
  },
  authorization_lifetime: { nb: "hvor lenge autorisasjonen gjelder", nn: "kor lenge autorisasjonen gjeld", en: "how long the authorisation lives" },
  refresh_token_lifetime: { nb: "hvor lenge fornyelsestoken gjelder", nn: "kor lenge fornyingstoken gjeld", en: "how long refresh tokens live" },
  refresh_token_usage: { nb: "bruk av fornyelsestoken", nn: "bruk av fornyingstoken", en: "use of refresh tokens" },
  // of billing details
  receiver: { nb: "fakturamottaker", nn: "fakturamottakar", en: "invoice receiver" },
  ehf: { nb: "EHF", nn: "EHF", en: "EHF" },
  peppolId: { nb: "Peppol-ID", nn: "Peppol-ID", en: "Peppol ID" },
  email: { nb: "e-post", nn: "e-post", en: "e-mail" },
  postalAddress: { nb: "postadresse", nn: "postadresse", en: "postal address" },
  reference: { nb: "referanse", nn: "referanse", en: "reference" },
  costBearer: { nb: "kostnadsbærer", nn: "kostnadsberar", en: "cost bearer" },
  contactName: { nb: "kontaktperson", nn: "kontaktperson", en: "contact person" },
  contactEmail: { nb: "e-post til kontaktpersonen", nn: "e-post til kontaktpersonen", en: "e-mail of the contact person" },
  validFrom: { nb: "gjelder fra", nn: "gjeld frå", en: "valid from" },
  // of contacts and notification points
  name: { nb: "navn", nn: "namn", en: "name" },
  url: { nb: "nettadresse", nn: "nettadresse", en: "web address" },
  address: { nb: "e-postadresse", nn: "e-postadresse", en: "e-mail address" },
  label: { nb: "navn på punktet", nn: "namn på punktet", en: "name of the point" },
  kinds: { nb: "hva det varsles om", nn: "kva det blir varsla om", en: "what is told" },
  environments: { nb: "miljø", nn: "miljø", en: "environments" },
  language: { nb: "språk", nn: "språk", en: "language" },
  digest: { nb: "hvor ofte", nn: "kor ofte", en: "how often" },
  limitedTo: { nb: "hvilke klienter og scope det gjelder", nn: "kva klientar og scope det gjeld", en: "which clients and scopes it is about" },
  // of register roles
  keyRole: { nb: "om den er en nøkkelrolle", nn: "om ho er ei nøkkelrolle", en: "whether it is a key role" },
  rights: { nb: "rettigheter", nn: "rettar", en: "rights" },
} as const satisfies Record<string, Text>;

export type AuditMember = keyof typeof AUDIT_MEMBERS;

export const isAuditMember = (name: string): name is AuditMember => Object.hasOwn(AUDIT_MEMBERS, name);
