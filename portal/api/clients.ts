import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/client.ts";
import type { ClientFigures } from "../../contract/client-figures.ts";
import { type Acting, ask } from "./call.ts";

export type Client = z.output<typeof contract.Client>;
export type NewClient = z.input<typeof contract.NewClient>;

/** Creates a client, with its first keys when there are any: both, or neither. */
export const createClient = (acting: Required<Acting>, client: NewClient, idempotencyKey: string): Promise<Client> =>
  ask(acting, { method: "POST", path: ["clients"], body: client, idempotencyKey });

type Page = { items: Client[]; next: string | null };
type Figures = z.output<typeof ClientFigures>["items"][number];
/** A client with how it stands. The figures are null when they could not be read: the list is shown all the same. */
export type ListedClient = Client & { figures: Figures | null };

const CLIENTS_ON_PAGE = 100;

/** The organisation's clients, newest first, page by page; with each page one question for how they stand. */
export const clientPages = ({ env, org }: Required<Acting>, { inactive }: { inactive: boolean }) =>
  infiniteQueryOptions({
    queryKey: [env, org, "clients", "list", inactive],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal, pageParam }): Promise<{ items: ListedClient[]; next: string | null }> => {
      const page = await ask<Page>(
        { env, org },
        { path: ["clients"], query: { limit: CLIENTS_ON_PAGE, inactive: inactive ? "true" : "false", continuation: pageParam }, signal },
      );
      const figures = await figuresOf({ env, org }, page.items, signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return null;
      });
      return { items: page.items.map((client) => ({ ...client, figures: figures?.get(client.clientId) ?? null })), next: page.next };
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });

async function figuresOf(acting: Required<Acting>, clients: readonly Client[], signal: AbortSignal): Promise<Map<string, Figures>> {
  if (clients.length === 0) return new Map();
  const clientIds = clients.map(({ clientId }) => clientId).join(",");
  const { items } = await ask<z.output<typeof ClientFigures>>(acting, { path: ["client-figures"], query: { clientIds }, signal, quiet: true });
  return new Map(items.map((figures) => [figures.clientId, figures]));
}
