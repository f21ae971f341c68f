import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/permission.ts";
import { type Acting, ask } from "./call.ts";

export type Permissions = z.output<typeof contract.Permissions>;
type Permission = z.output<typeof contract.Permission>;
export type WhyNot = NonNullable<Permission["why"]>;
export type Helper = NonNullable<Permission["helpers"]>[number];

/** What the person may do for the organisation, with the reason where he or she may not. The portal never guesses it. */
export const permissions = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "permissions"],
    queryFn: ({ signal }) => ask<Permissions>({ env, org }, { path: ["permissions"], signal }),
  });

/** The same in the other environment, to tell where a missing right is held. Whoever may not be there has none. */
export const permissionsElsewhere = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "permissions", "elsewhere"],
    queryFn: ({ signal }) => ask<Permissions>({ env, org }, { path: ["permissions"], signal, quiet: true }),
    retry: false,
  });
