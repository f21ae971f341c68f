import type { Context } from "hono";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import type { ActingPerson } from "../people/right-operations.ts";
import type { Holder } from "./may.ts";

/** The person who calls, for routes that no machine may use. @throws Refused not_for_machines */
export function personCalling(c: Context<Env>): ActingPerson & { holder: Holder } {
  const caller = c.get("caller");
  if (caller.kind !== "person") throw new Refused("not_for_machines");
  return { env: c.get("environment").name, org: caller.org, session: caller.session, holder: caller.holder, doer: doerOf(c) };
}
