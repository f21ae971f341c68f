/** Scopes as somebody who looks for one finds them. */
import { z } from "@hono/zod-openapi";
import { NamedProvider } from "./provider-contact.ts";
import { Paging } from "./paging.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

export const ScopeCandidateQuery = z.object({
  ...Paging,
  q: z.string().max(200).default("").describe("Words of the name, the description or the provider; all of them have to be there."),
  type: z.enum(["maskinporten", "krr"]).default("maskinporten").describe("Of the client that it is for."),
  group: z.enum(["choosable", "askable", "unusable"]).optional().describe("Only these. The counts are of all."),
  only: z
    .enum(["public", "given"])
    .optional()
    .describe(
      "public: the catalogue, that is usable scopes of this environment that everybody may find. given: what the organisation has been given, usable or not.",
    ),
});

export const ScopeCandidate = z
  .object({
    name: z.string(),
    description: z.string(),
    longDescription: z.string().nullable(),
    translations: z.record(z.string(), z.object({ description: z.string().optional(), longDescription: z.string().optional() })).describe("By language tag."),
    provider: NamedProvider,
    state: z
      .enum(["given", "open", "delegable", "own", "right_missing", "other_environment", "must_be_asked_for", "wrong_client_type", "deactivated"])
      .describe(
        "given, open, delegable: can be put on a client. own: one's own, not given to oneself yet. right_missing: it opens what the person who asks may not do. " +
          "other_environment: there only, or given there only. must_be_asked_for: its provider has not given it.",
      ),
    group: z.enum(["choosable", "askable", "unusable"]),
    givenAt: Timestamp.nullable().describe("When the organisation was given it."),
    validFrom: Timestamp.nullable().describe("When the access begins, if it has not yet."),
    validTo: Timestamp.nullable().describe("When the access ends."),
    deactivatedAt: Timestamp.nullable().describe("When it was deactivated, or changed last since."),
    lockedByOperator: z.boolean(),
    elsewhere: z.enum(["given", "exists"]).nullable().describe("Of other_environment: given there, or only there to be found."),
    right: z.string().nullable().describe("Of right_missing: the right that is lacking."),
    openToAll: z.boolean(),
    delegable: z.boolean(),
    allowedIntegrationTypes: z.array(z.string()).describe("Empty: every type."),
  })
  .openapi("ScopeCandidate");

export const ScopeCandidatePage = z
  .object({
    items: z.array(ScopeCandidate),
    counts: z.object({ choosable: z.int(), askable: z.int(), unusable: z.int() }).describe("Hits in each group."),
    next: z.string().nullable(),
  })
  .openapi("ScopeCandidatePage");
