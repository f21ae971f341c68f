/** One client: what it is, its keys, its tokens and refusals, and why. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/client.ts";
import type { ClientKey as ClientKeySchema, ClientKeySet as ClientKeySetSchema } from "../../contract/client-key.ts";
import type { TokenFigures as TokenFiguresSchema } from "../../contract/token-figures.ts";
import type { AuditEntry as AuditEntrySchema } from "../../contract/audit.ts";
import type * as requests from "../../contract/token-request.ts";
import { type Acting, ask, call } from "./call.ts";

export type Client = z.output<typeof contract.Client>;
export type ClientChange = z.input<typeof contract.ClientReplacement>;
export type ClientKey = z.output<typeof ClientKeySchema>;
export type AuditEntry = z.output<typeof AuditEntrySchema>;
export type TokenFigures = z.output<typeof TokenFiguresSchema>;
export type TokenRequest = z.output<typeof requests.TokenRequest>;
export type Explanation = z.output<typeof requests.Explanation>;
export type ExplainQuestion = z.input<typeof requests.ExplainQuestion>;

/** Outcomes that the list of requests can be narrowed to. */
export const OUTCOMES = ["issued", "refused"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What was read, and its version: a change names it, so that two who change the same thing see each other. */
export type Versioned<T> = { value: T; etag: string };

type Acts = Required<Acting>;
const keyOf = ({ env, org }: Acts, id: string, ...more: unknown[]) => [env, org, "clients", id, ...more];

export const client = (acting: Acts, id: string) =>
  queryOptions({
    queryKey: keyOf(acting, id, "self"),
    queryFn: async ({ signal }): Promise<Versioned<Client>> => {
      const { data, etag } = await call<Client>(acting, { path: ["clients", id], signal });
      return { value: data, etag: etag! };
    },
  });

export const changeClient = (acting: Acts, id: string, change: ClientChange, ifMatch: string): Promise<Client> =>
  ask(acting, { method: "PUT", path: ["clients", id], body: change, ifMatch });
export const deactivateClient = (acting: Acts, id: string): Promise<Client> => ask(acting, { method: "DELETE", path: ["clients", id] });
export const reactivateClient = (acting: Acts, id: string): Promise<Client> => ask(acting, { method: "POST", path: ["clients", id, "reactivation"] });
export const addScope = (acting: Acts, id: string, scope: string): Promise<Client> => ask(acting, { method: "PUT", path: ["clients", id, "scopes", scope] });
export const removeScope = (acting: Acts, id: string, scope: string): Promise<Client> =>
  ask(acting, { method: "DELETE", path: ["clients", id, "scopes", scope] });

/** Undoes that a scope was taken off. @param endedAt names the removal */
export const undoRemovalOfScope = (acting: Acts, id: string, { name, endedAt }: Client["removedScopes"][number]): Promise<Client> =>
  ask(acting, { method: "POST", path: ["clients", id, "scopes", name, "undo-removal"], body: { endedAt } });

/** Who deactivated the client last, and when. */
export const lastDeactivation = (acting: Acts, id: string) =>
  queryOptions({
    queryKey: keyOf(acting, id, "last-deactivation"),
    queryFn: async ({ signal }): Promise<AuditEntry | null> => {
      const query = { client: id, action: "client.deactivate", limit: 1 };
      return (await ask<{ items: AuditEntry[] }>(acting, { path: ["audit-entries"], query, signal })).items[0] ?? null;
    },
  });

export type ClientKeys = z.output<typeof ClientKeySetSchema>;
export type RemovedKey = ClientKeys["removed"][number];

/** The keys, and those whose removal can be undone. */
export const clientKeys = (acting: Acts, id: string) =>
  queryOptions({
    queryKey: keyOf(acting, id, "keys"),
    queryFn: ({ signal }) => ask<ClientKeys>(acting, { path: ["clients", id, "keys"], signal }),
  });

/** @param key a public JWK, or text with a public key or a certificate in PEM */
export const addKey = (acting: Acts, id: string, key: Record<string, unknown> | string): Promise<ClientKey> =>
  ask(acting, { method: "POST", path: ["clients", id, "keys"], ...(typeof key === "string" ? { text: key } : { body: key }) });
/** Undoes the removal of a key. */
export const undoRemovalOfKey = (acting: Acts, id: string, { kid, endedAt }: RemovedKey): Promise<ClientKey> =>
  ask(acting, { method: "POST", path: ["clients", id, "keys", kid, "undo-removal"], body: { endedAt } });
export const removeKey = (acting: Acts, id: string, kid: string): Promise<ClientKey> => ask(acting, { method: "DELETE", path: ["clients", id, "keys", kid] });

/** Tokens and refusals by day. @param days 1 to 90 */
export const tokenFigures = (acting: Acts, id: string, days: number) =>
  queryOptions({
    queryKey: keyOf(acting, id, "figures", days),
    queryFn: ({ signal }) => ask<TokenFigures>(acting, { path: ["clients", id, "token-figures"], query: { days }, signal }),
  });

type RequestPage = z.output<typeof requests.TokenRequestPage>;

/** Tokens and refusals, newest first. An empty page may be followed by others: each looks back for a bounded time. */
export const tokenRequests = (acting: Acts, id: string, { outcome, limit }: { outcome?: Outcome | undefined; limit: number }) =>
  infiniteQueryOptions({
    queryKey: keyOf(acting, id, "token-requests", outcome, limit),
    queryFn: ({ signal, pageParam }) =>
      ask<RequestPage>(acting, { path: ["clients", id, "token-requests"], query: { limit, outcome, continuation: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Whether a token would be issued now, link by link. Asked anew each time: something may have been mended. */
export const explanation = (acting: Acts, question: ExplainQuestion) =>
  queryOptions({
    queryKey: keyOf(acting, question.clientId, "explanation", question),
    queryFn: ({ signal }) => ask<Explanation>(acting, { method: "POST", path: ["explanations"], body: question, signal }),
    staleTime: 0,
  });
