import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/client.ts";
import { type Acting, ask } from "./call.ts";

export type Client = z.output<typeof contract.Client>;
export type NewClient = z.input<typeof contract.NewClient>;

/** Creates a client, with its first keys when there are any: both, or neither. */
export const createClient = (acting: Required<Acting>, client: NewClient, idempotencyKey: string): Promise<Client> =>
  ask(acting, { method: "POST", path: ["clients"], body: client, idempotencyKey });
