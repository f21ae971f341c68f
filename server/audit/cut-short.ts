import type { Context } from "hono";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";

/** What is written when an export cannot go on: its status was sent long ago, so only the missing last line and our own log tell of it. */
export const cutShort = (deps: Pick<Deps, "log">, c: Context<Env>) => async (error: Error) =>
  deps.log.error({ trace: c.get("traceId"), err: { message: error.message, stack: error.stack } }, "an export was cut short");
