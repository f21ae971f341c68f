import type { Context, MiddlewareHandler } from "hono";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { isFromOurselves } from "./same-site.ts";
import type { Session } from "./session.ts";
import { readSession } from "./sessions.ts";

/**
 * Lets a request of somebody through who is logged in, whatever he or she may do, and leaves the {@link Session} for the routes. The level of the login is
 * not looked at: a page has to be able to say that it is too low.
 *
 * @throws as {@link sessionOf}
 */
export function loggedIn(deps: Pick<Deps, "db" | "settings">): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set("session", await sessionOf(deps, c));
    await next();
  };
}

/**
 * The session of whoever calls.
 *
 * @throws Refused session_ended (401), cross_site, login_of_other_environment (403), too_many_requests (429)
 */
export async function sessionOf(deps: Pick<Deps, "db" | "settings">, c: Context<Env>): Promise<Session> {
  // Before anything is looked up: a page of others shall not even learn whether somebody is logged in here (SEC-121).
  if (!isFromOurselves(c.req.method, c.req.raw.headers, deps.settings.publicUrl)) throw new Refused("cross_site");
  const session = await readSession(deps, c.req.header("cookie"));
  if (!session) throw new Refused("session_ended");
  const environment = c.get("environment");
  const wait = c.get("limits").client(environment, `person:${session.person}`);
  if (wait > 0) throw new Refused("too_many_requests", { retryAfter: wait });
  if (!session.environments.includes(environment.name)) throw new Refused("login_of_other_environment");
  return session;
}
