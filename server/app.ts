/** Every route of the server on one list, without a socket. */
import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { sql } from "kysely";
import { describe } from "../vocabulary/refusals/refusals.ts";
import { altinnRoutes } from "./clients/altinn-routes.ts";
import { selfServiceClientRoutes, selfServiceKeyRoutes } from "./clients/selfservice-routes.ts";
import { environmentsOf } from "./config.ts";
import type { Deps } from "./deps.ts";
import { bodyOfAtMost, MAX_BODY_BYTES, MAX_KEY_BODY_BYTES } from "./http/body-size.ts";
import { environmentOf, type Place } from "./http/environment-of.ts";
import type { Env } from "./http/hono.ts";
import type { Answering } from "./http/listener.ts";
import { methodsAt } from "./http/methods-at.ts";
import { refusalPageRoutes } from "./http/refusal-page.ts";
import { describeOwnApi, type OwnApi, ownApi } from "./http/own-api.ts";
import { portal } from "./http/portal.ts";
import { pageRoutes } from "./http/pages.ts";
import { OWN_BASE, ownErrors } from "./http/own-face.ts";
import { createApiLimits } from "./http/rate-limits.ts";
import { Refused } from "./http/refused.ts";
import { selfServiceErrors } from "./http/selfservice-face.ts";
import { authorityRoutes } from "./keys/certificates/routes.ts";
import { loginDouble } from "./login/double/bridge.ts";
import { isLoginPath, loginRoutes } from "./login/routes.ts";
import { isMailPath, mailPageRoutes } from "./mail/pages.ts";
import { selfServiceOrganizationRoutes } from "./organizations/selfservice-routes.ts";
import { selfServiceScopeRoutes } from "./scopes/selfservice-routes.ts";
import { tokenRoutes } from "./token/endpoint.ts";
import { quickTokenAnswers } from "./token/quick-answers.ts";
import { metadataRoutes } from "./token/metadata.ts";
import type { TokenDeps } from "./token/pipeline.ts";

/** The bases of the self-service API below an environment: today's, the one seen in one client, and none at all (compatibility.md 9). */
const SELF_SERVICE_BASES = ["/api/v1", "/external/api/v1", ""] as const;

/** What the socket knows of a request. A request without one (tests) comes from nowhere. */
export type Arrival = { address: string | null };

/** The well-known address of RFC 8414 stands in front of the issuer's path, which loses its last slash (section 3.1). */
const WELL_KNOWN = "/.well-known/oauth-authorization-server";

const READINESS_KEPT_MS = 500;

/** What readiness asks. Changed by whoever starts, tends and stops the server. */
export type Health = {
  stopping: boolean;
  /** When readiness was last asked for and affirmed, and the time before: who asks again and again is a balancer. Milliseconds (performance.now). */
  affirmed?: [last: number, before: number];
  /** Told when somebody heard that this server stops. */
  heardStopping?: () => void;
  /** Days for which the log of tokens has partitions: without one for today nothing can be issued. */
  partitionDays: number;
};

export type App = { fetch(request: Request, arrival?: Arrival): Promise<Response>; answerQuickly: NonNullable<Answering["answerQuickly"]> };

/** @param deps with what the token endpoint stands on; without it (tests of the other APIs) there is no token endpoint */
export function createApp(deps: Deps | TokenDeps, health: Health = { stopping: false, partitionDays: 1 }): App {
  const api = ownApi(deps);
  const environment = environmentRoutes(deps, api);
  const installation = installationRoutes(deps, health, api);
  const pages = portal(deps.settings);
  const publicHost = new URL(deps.settings.publicUrl).host;
  const answerToken: NonNullable<Answering["answerQuickly"]> = "batcher" in deps ? quickTokenAnswers(deps) : () => false;
  const answerDouble: NonNullable<Answering["answerQuickly"]> = loginDouble(deps) ?? (() => false);
  return {
    async fetch(request, arrival = { address: null }) {
      const url = new URL(request.url);
      const host = request.headers.get("host") ?? url.host;
      const place = url.pathname.startsWith(`${WELL_KNOWN}/`) ? metadataPlace(deps, host, url.pathname) : environmentOf(deps.settings, host, url.pathname);
      // A host that is an environment's alone has no portal: the session's cookie does not reach it.
      const page = place?.basePath === "/" && host.toLowerCase() !== publicHost ? null : pages.answer(request, url.pathname);
      if (page) return page;
      // An issuer at the root of the public address has every path below it; those of the login and of mails stay the installation's.
      if (!place || (place.basePath === "/" && host.toLowerCase() === publicHost && (isLoginPath(url.pathname) || isMailPath(url.pathname))))
        return installation.fetch(request, arrival);
      // The routes see the path below the environment's base. A slash at the end is the same address (compatibility.md 1, 9).
      url.pathname = place.path === "/" ? "/" : place.path.replace(/\/+$/, "");
      return environment.fetch(new Request(url, request), { place, ...arrival });
    },
    answerQuickly: (incoming, outgoing, address) => answerDouble(incoming, outgoing, address) || answerToken(incoming, outgoing, address),
  };
}

function metadataPlace(deps: Deps, host: string, path: string): Place | null {
  const issuerPath = `${path.slice(WELL_KNOWN.length).replace(/\/+$/, "")}/`;
  const place = environmentOf(deps.settings, host, issuerPath);
  return place?.path === "/" ? { ...place, path: WELL_KNOWN } : null;
}

/** What belongs to no environment. */
function installationRoutes(deps: Deps, health: Health, api: OwnApi): Hono {
  const routes = new Hono();
  routes.use("*", async (c, next) => {
    await next();
    c.header("x-content-type-options", "nosniff");
  });
  const databaseAnswers = askTheDatabase(deps);
  // Alive: the process answers. Ready: it can issue tokens, so a balancer may send some.
  routes.get("/health/live", (c) => c.json({ status: "live" }, 200, { "cache-control": "no-store" }));
  routes.get("/health/ready", async (c) => {
    const database = await databaseAnswers();
    if (health.stopping) health.heardStopping?.();
    const reason = health.stopping ? "stopping" : !database ? "database" : health.partitionDays < 1 ? "log partitions" : null;
    if (!reason) health.affirmed = [performance.now(), health.affirmed?.[0] ?? Number.NEGATIVE_INFINITY];
    return c.json(reason ? { status: "not ready", reason } : { status: "ready" }, reason ? 503 : 200, {
      "cache-control": "no-store",
      ...(reason ? { "retry-after": "1" } : {}),
    });
  });
  const description = describeOwnApi(
    api,
    environmentsOf(deps.settings).map(({ issuer }) => issuer),
  );
  routes.get("/openapi.json", (c) => c.json(description, 200, { "cache-control": "public, max-age=300" }));
  routes.route("/", loginRoutes(deps));
  routes.route("/", mailPageRoutes(deps));
  routes.route("/", pageRoutes(deps.settings, description));
  routes.notFound((c) => {
    const allow = methodsAt(routes, c.req.path);
    const headers = { "cache-control": "no-store" };
    if (allow.length === 0) return c.json({ error: "not_found", error_description: "There is nothing at this address." }, 404, headers);
    return c.json({ error: "invalid_request", error_description: describe("method_not_offered") }, 405, { ...headers, allow: allow.join(", ") });
  });
  return routes;
}

/** Whether the database answers: asked at most once in {@link READINESS_KEPT_MS}, however many want to know, since nobody has to say who he is for it. */
function askTheDatabase({ db, now }: Pick<Deps, "db" | "now">): () => Promise<boolean> {
  let latest: Promise<boolean> | null = null;
  let keptUntil = 0;
  return () => {
    if (latest && now() < keptUntil) return latest;
    keptUntil = Number.POSITIVE_INFINITY; // while it is under way
    latest = sql`select 1`
      .execute(db)
      .then(
        () => true,
        () => false,
      )
      .finally(() => (keptUntil = now() + READINESS_KEPT_MS));
    return latest;
  };
}

/** All that stands below an issuer. */
function environmentRoutes(deps: Deps | TokenDeps, api: OwnApi): Hono<Env> {
  const routes = new Hono<Env>();
  const limits = createApiLimits(deps.settings);
  const [ownFaceErrors, compatibleErrors] = [ownErrors(deps.log), selfServiceErrors(deps.log)];
  // Whatever is below an issuer and not below our own API answers as callers of the compatible one expect.
  const answerRefusal = (error: Error, c: Context<Env>) => (`${c.req.path}/`.startsWith(`${OWN_BASE}/`) ? ownFaceErrors : compatibleErrors)(error, c);
  routes.onError(answerRefusal);
  routes.use("*", async (c, next) => {
    const { place, address } = c.env as unknown as { place: Place } & Arrival;
    c.set("environment", place.environment);
    c.set("basePath", place.basePath);
    c.set("traceId", randomBytes(16).toString("hex"));
    c.set("address", address);
    c.set("limits", limits);
    await next();
    c.header("x-content-type-options", "nosniff");
    // Personal by default (SEC-042); what everybody may keep says so.
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  routes.use("*", async (c, next) => {
    // The token endpoint has limits of its own.
    const wait = c.req.path === "/token" ? 0 : limits.address(c.get("environment"), c.get("address"));
    if (wait > 0) throw new Refused("too_many_requests", { retryAfter: wait });
    await next();
  });

  routes.route(OWN_BASE, api);
  routes.route("/", metadataRoutes(deps));
  routes.route("/", refusalPageRoutes(deps));
  if ("batcher" in deps) {
    routes.route("/", tokenRoutes(deps));
    routes.route("/", authorityRoutes(deps));
  }
  // Before the rest, which takes larger bodies and has a base that every path begins with.
  const keys = new Hono<Env>();
  keys.onError(selfServiceErrors(deps.log));
  keys.use("*", bodyOfAtMost(MAX_KEY_BODY_BYTES));
  keys.route("/", selfServiceKeyRoutes(deps));
  routes.route("/api/v2", keys);
  const selfService = new Hono<Env>();
  selfService.onError(selfServiceErrors(deps.log));
  selfService.use("*", bodyOfAtMost(MAX_BODY_BYTES));
  for (const part of [selfServiceScopeRoutes, selfServiceClientRoutes, selfServiceOrganizationRoutes]) selfService.route("/", part(deps));
  for (const base of SELF_SERVICE_BASES) routes.route(base || "/", selfService);
  const altinn = new Hono<Env>();
  altinn.onError(selfServiceErrors(deps.log));
  altinn.route("/", altinnRoutes(deps));
  routes.route(SELF_SERVICE_BASES[0], altinn);
  routes.notFound((c) => {
    const allow = methodsAt(routes, c.req.path);
    return answerRefusal(allow.length === 0 ? new Refused("not_found") : new Refused("method_not_offered", { allow }), c);
  });
  return routes;
}
