import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/email-domain.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type Acting, ask } from "./call.ts";

type Who = Required<Acting>;
export type EmailDomain = z.output<typeof contract.EmailDomain>;
type OrganizationSuggestion = z.output<typeof contract.OrganizationSuggestion>;

export const emailDomains = ({ env, org }: Who) =>
  queryOptions({
    queryKey: [env, org, "email-domains"],
    queryFn: async ({ signal }) => (await ask<{ items: EmailDomain[] }>({ env, org }, { path: ["email-domains"], signal })).items,
  });

export const addEmailDomain = (acting: Who, domain: string): Promise<EmailDomain> => ask(acting, { method: "PUT", path: ["email-domains", domain] });
export const checkEmailDomain = (acting: Who, domain: string): Promise<EmailDomain> =>
  ask(acting, { method: "POST", path: ["email-domains", domain, "check"] });
export const removeEmailDomain = (acting: Who, domain: string): Promise<void> => ask(acting, { method: "DELETE", path: ["email-domains", domain] });

/** Which organisation the person may want to ask, by the domain of the verified address. */
export const organizationSuggestion = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "organization-suggestion"],
    queryFn: ({ signal }) => ask<OrganizationSuggestion>({ env }, { path: ["me", "organization-suggestion"], signal, quiet: true }),
    retry: false,
  });
