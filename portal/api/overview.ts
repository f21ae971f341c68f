import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type { TermsSignature as TermsSignatureSchema } from "../../contract/organization.ts";
import type * as contract from "../../contract/overview.ts";
import { type Acting, ask } from "./call.ts";

export type Overview = z.output<typeof contract.Overview>;
export type Attention = z.output<typeof contract.Attention>;
export type NewTerms = z.input<typeof contract.NewTerms>;

/** What needs attention in the organisation, and how far it is from its first token. */
export const overview = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "overview"],
    queryFn: ({ signal }) => ask<Overview>({ env, org }, { path: ["overview"], signal }),
    // One comes back to it to see whether what was mended is gone.
    staleTime: 0,
  });

/** Signs the terms of use for the organisation. */
export const signTerms = (acting: Required<Acting>, terms: NewTerms): Promise<unknown> =>
  ask(acting, { method: "POST", path: ["terms-signatures"], body: terms });

export type TermsSignature = z.output<typeof TermsSignatureSchema>;

/** The terms of use that the organisation has signed, the newest first. */
export const termsSigned = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "terms"],
    queryFn: async ({ signal }) => (await ask<{ items: TermsSignature[] }>({ env, org }, { path: ["organizations", org ?? "", "terms"], signal })).items,
  });
