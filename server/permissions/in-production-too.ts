import type { Context } from "hono";
import type { Action } from "../../vocabulary/actions.ts";
import type { Database } from "../db/open.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { holderOf } from "./holder.ts";
import { may } from "./may.ts";
import { refuse } from "./refuse.ts";

/**
 * Lets whoever calls in the test environment go on only with what he or she may do in production as well. For what the environments share and production
 * stands on: less is asked of those who test (SEC-086).
 *
 * @param db of the deed, where there is one under way
 * @throws Refused as `allow` in production; invalid_request for a token of the test environment
 */
export async function inProductionToo(db: Database, c: Context<Env>, action: Action): Promise<void> {
  if (c.get("environment").name === "prod") return;
  const caller = c.get("caller");
  if (caller.kind === "client")
    throw new Refused("invalid_request", {
      fields: [{ field: "environments", message: "A token of the test environment changes nothing that production stands on." }],
    });
  if (!caller.session.environments.includes("prod")) throw new Refused("login_of_other_environment");
  refuse(may(await holderOf(db, caller.session, "prod", caller.org), action));
}
