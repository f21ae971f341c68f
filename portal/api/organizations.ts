import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type { FoundOrganizations as FoundSchema, Organization as OrganizationSchema } from "../../contract/organization.ts";
import { type Acting, ask } from "./call.ts";

export type FoundOrganizations = z.output<typeof FoundSchema>;
export type FoundOrganization = FoundOrganizations["items"][number];
export type Organization = z.output<typeof OrganizationSchema>;

/** An organisation by its number. Its name is public to everybody who is logged in; the rest only to itself. */
export const organization = ({ env, org }: Acting, number: string) =>
  queryOptions({
    queryKey: [env, "organization", number],
    queryFn: ({ signal }) => ask<Organization>({ env, org }, { path: ["organizations", number], signal }),
    staleTime: 3_600_000,
  });

/** Organisations that what was typed fits, at most 20. */
export const organizationSearch = ({ env, org }: Required<Acting>, query: string) =>
  queryOptions({
    queryKey: [env, org, "organization-search", query],
    queryFn: ({ signal }) => ask<FoundOrganizations>({ env, org }, { path: ["organization-search"], query: { query }, signal }),
    staleTime: 60_000,
  });
