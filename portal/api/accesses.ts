import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/access.ts";
import { type Acting, ask } from "./call.ts";
import { allOf } from "./scopes.ts";

type Who = Required<Acting>;
export type ListedAccess = z.output<typeof contract.ListedAccess>;
type Access = z.output<typeof contract.Access>;
export type AccessCheck = z.output<typeof contract.AccessCheckResults>["items"][number];
export type AccessResult = z.output<typeof contract.AccessResults>["items"][number];
/** Moments in RFC 3339. */
export type Terms = { validFrom?: string; validTo?: string | null; reason?: string };

/** Who has access to a scope, and whose access was removed so lately that this can be undone. */
export const accesses = ({ env, org }: Who, scope: string) =>
  queryOptions({
    queryKey: [env, org, "scope", scope, "accesses"],
    queryFn: ({ signal }) => allOf<ListedAccess>({ env, org }, ["scopes", scope, "accesses"], { inactive: "undoable" }, signal),
  });

/** Most lines that one call takes. */
const MOST_LINES = 500;
const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / MOST_LINES) }, (_, i) => all.slice(i * MOST_LINES, (i + 1) * MOST_LINES));

/** What giving each of them access would come to. */
export async function checkAccesses(acting: Who, scope: string, organizations: readonly string[], signal: AbortSignal): Promise<AccessCheck[]> {
  const checked: AccessCheck[] = [];
  for (const chunk of chunksOf(organizations))
    checked.push(
      ...(await ask<{ items: AccessCheck[] }>(acting, { method: "POST", path: ["scopes", scope, "access-checks"], body: { organizations: chunk }, signal }))
        .items,
    );
  return checked;
}

/** Gives access to all of them, each line a deed of its own. */
export async function giveAccesses(
  acting: Who,
  scope: string,
  organizations: readonly string[],
  terms: Terms,
  idempotencyKey: string,
): Promise<AccessResult[]> {
  const results: AccessResult[] = [];
  for (const [i, chunk] of chunksOf(organizations).entries())
    results.push(
      ...(
        await ask<{ items: AccessResult[] }>(acting, {
          method: "POST",
          path: ["scopes", scope, "accesses"],
          body: { organizations: chunk, ...terms },
          idempotencyKey: `${idempotencyKey}-${i}`,
        })
      ).items,
    );
  return results;
}

export const removeAccess = (acting: Who, scope: string, consumer: string): Promise<Access> =>
  ask(acting, { method: "DELETE", path: ["scopes", scope, "accesses", consumer] });

/** @param endedAt of the removal that is meant */
export const undoRemovalOfAccess = (acting: Who, scope: string, consumer: string, endedAt: string): Promise<Access> =>
  ask(acting, { method: "POST", path: ["scopes", scope, "accesses", consumer, "undo-removal"], body: { endedAt } });
