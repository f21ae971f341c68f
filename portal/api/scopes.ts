import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as audit from "../../contract/audit.ts";
import type * as contract from "../../contract/scope.ts";
import type * as use from "../../contract/scope-use.ts";
import { type Acting, ask, call } from "./call.ts";

export type Scope = z.output<typeof contract.Scope>;
export type NewScope = z.input<typeof contract.NewScope>;
export type ScopeReplacement = z.input<typeof contract.ScopeReplacement>;
export type ScopeImpact = z.output<typeof contract.ScopeImpact>;
export type ScopeFigures = z.output<typeof use.ScopeFigures>;
export type ScopeUsage = z.output<typeof use.ScopeUsage>;
export type AuditEntry = z.output<typeof audit.AuditEntry>;

type Who = Required<Acting>;
type Page<Item> = { items: Item[]; next: string | null };
/** As many as one page holds. */
const PAGE = 1_000;

/** All of a list, page by page. */
export async function allOf<Item>(
  acting: Who,
  path: readonly string[],
  query: Record<string, string>,
  signal: AbortSignal,
  { quiet = false }: { quiet?: boolean } = {},
): Promise<Item[]> {
  const items: Item[] = [];
  for (let continuation: string | undefined; ;) {
    const page: Page<Item> = await ask(acting, { path, query: { ...query, limit: PAGE, continuation }, signal, quiet });
    items.push(...page.items);
    if (page.next === null) return items;
    continuation = page.next;
  }
}

/** The organisation's scopes, deactivated ones too. */
export const scopes = ({ env, org }: Who) =>
  queryOptions({
    queryKey: [env, org, "scopes"],
    queryFn: ({ signal }) => allOf<Scope>({ env, org }, ["scopes"], { inactive: "true" }, signal),
  });

/** How many use each of them, and how much; apart, so that the list does not wait for it. */
export const scopeFigures = ({ env, org }: Who) =>
  queryOptions({
    queryKey: [env, org, "scope-figures"],
    queryFn: ({ signal }) => allOf<ScopeFigures>({ env, org }, ["scope-figures"], { inactive: "true" }, signal),
  });

/** A scope with its version, which a change carries. */
export type VersionedScope = { scope: Scope; etag: string };

const readScope = async (acting: Who, name: string, signal?: AbortSignal): Promise<VersionedScope> => {
  const { data, etag } = await call<Scope>(acting, { path: ["scopes", name], ...(signal && { signal }) });
  return { scope: data, etag: etag ?? "*" };
};

export const scope = ({ env, org }: Who, name: string) =>
  queryOptions({ queryKey: [env, org, "scope", name], queryFn: ({ signal }) => readScope({ env, org }, name, signal) });

export const createScope = (acting: Who, wish: NewScope, idempotencyKey: string): Promise<Scope> =>
  ask(acting, { method: "POST", path: ["scopes"], body: wish, idempotencyKey });

export const replaceScope = (acting: Who, name: string, wish: ScopeReplacement, ifMatch: string): Promise<Scope> =>
  ask(acting, { method: "PUT", path: ["scopes", name], body: wish, ifMatch });

export const deactivateScope = (acting: Who, name: string, message: string | null, idempotencyKey: string): Promise<Scope> =>
  ask(acting, { method: "POST", path: ["scopes", name, "deactivation"], body: { message }, idempotencyKey });

export const reactivateScope = (acting: Who, name: string): Promise<Scope> => ask(acting, { method: "POST", path: ["scopes", name, "reactivation"] });

export const scopeImpact = ({ env, org }: Who, name: string) =>
  queryOptions({
    queryKey: [env, org, "scope", name, "impact"],
    queryFn: ({ signal }) => ask<ScopeImpact>({ env, org }, { path: ["scopes", name, "impact"], signal }),
    retry: false,
  });

/** @param days so many, until today */
export const scopeUsage = ({ env, org }: Who, name: string, days: { from: string; to: string }) =>
  queryOptions({
    queryKey: [env, org, "scope", name, "usage", days],
    queryFn: ({ signal }) => ask<ScopeUsage>({ env, org }, { path: ["scopes", name, "usage"], query: days, signal }),
  });

const LOG_PAGE = 50;

/** What was done to the scope and to accesses to it, the newest first. */
export const scopeLogPage = (acting: Who, name: string, continuation: string | undefined, signal: AbortSignal): Promise<Page<AuditEntry>> =>
  ask(acting, { path: ["audit-entries"], query: { scope: name, limit: LOG_PAGE, continuation }, signal });

/** The last deed of a kind. */
export const lastDeed = ({ env, org }: Who, name: string, action: "scope.deactivate" | "scope.change") =>
  queryOptions({
    queryKey: [env, org, "scope", name, "last", action],
    queryFn: async ({ signal }): Promise<AuditEntry | null> => {
      const { items } = await ask<Page<AuditEntry>>({ env, org }, { path: ["audit-entries"], query: { scope: name, action, limit: 1 }, signal });
      return items[0] ?? null;
    },
  });
