import type { Text } from "./language.ts";

/** What the entries of the audit log are about: the choice "Hva" of the activity log. */
export const AUDIT_KINDS = ["scopes", "clients", "people", "organization", "platform"] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export const AUDIT_KIND_NAMES: Record<AuditKind, Text> = {
  scopes: { nb: "Scope, prefikser og tilganger", nn: "Scope, prefiks og tilgangar", en: "Scopes, prefixes and accesses" },
  clients: { nb: "Klienter og nøkler", nn: "Klientar og nøklar", en: "Clients and keys" },
  people: { nb: "Personer og rettigheter", nn: "Personar og rettar", en: "People and rights" },
  organization: { nb: "Virksomheten, faktura og varsling", nn: "Verksemda, faktura og varsling", en: "The organisation, billing and notification" },
  platform: { nb: "Plattformen", nn: "Plattforma", en: "The platform" },
};
