import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { NewNotice, Notice as ShownNotice, NoticeInPath, NoticePage, NoticeQuery, NoticeReplacement } from "../../contract/notice.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { addressOf, body, etagOf, expectedVersion, IdempotencyKey, IfMatch, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { allow } from "../permissions/allow.ts";
import { inProductionToo } from "../permissions/in-production-too.ts";
import { type Notice, stateOf } from "./notice.ts";
import { noticesIn, publishNotice, readNotice, replaceNotice, withdrawNotice } from "./operations.ts";

const tags = ["Service notices"];
const Position = z.object({ publishedAt: z.iso.datetime(), id: z.string() });
const shownWith = { 200: { ...json(ShownNotice, "The notice. `ETag` is its version."), headers: z.object({ etag: z.string() }) } };
/** Whoever reads an open list has no tenant of his or her own. */
const EVERYBODY = "everybody";
const OPEN = { "cache-control": "public, max-age=15" };

/** Service notices: open to read for everybody, written by the operator. */
export function noticeRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const present = (notice: Notice) => show(notice, new Date(deps.now()));

  /** What production reads is written by who may write there. The environment that is called is one of those that it is about. */
  const refuseElsewhere = async (db: Database, c: Context<Env>, ...all: (readonly EnvironmentName[])[]): Promise<void> => {
    if (!all[0]!.includes(c.get("environment").name))
      throw new Refused("invalid_request", { fields: [{ field: "environments", message: "The environment that is called must be one of them." }] });
    if (all.flat().includes("prod")) await inProductionToo(db, c, "notice.administer");
  };

  routes.openapi(
    createRoute({
      method: "get",
      path: "/notices",
      operationId: "listNotices",
      summary: "Service notices of this environment, the newest first",
      description: "Open: nobody has to log in. Those that are over or withdrawn are the history.",
      tags,
      security: [],
      request: { query: NoticeQuery },
      responses: { 200: json(NoticePage, "A page of notices"), ...problems(400) },
    }),
    async (c) => {
      const { limit, continuation, current } = c.req.valid("query");
      const env = c.get("environment").name;
      const query = ["notices", env, current];
      const from = continuation === undefined ? null : deps.continuations.read(EVERYBODY, query, continuation, Position);
      const after = from && { publishedAt: new Date(from.publishedAt), id: from.id };
      const found = await noticesIn(deps.db, env, { current, after, limit: limit + 1 });
      const notices = found.slice(0, limit);
      const last = found.length > limit ? notices.at(-1)! : null;
      const next = last && deps.continuations.make(EVERYBODY, query, { publishedAt: last.publishedAt.toISOString(), id: last.id });
      return c.json({ items: notices.map(present), next }, 200, OPEN);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/notices/{noticeId}",
      operationId: "readNotice",
      summary: "One service notice",
      description: "Open: nobody has to log in.",
      tags,
      security: [],
      request: { params: NoticeInPath },
      responses: { ...shownWith, ...problems(400, 404) },
    }),
    async (c) => {
      const notice = await readNotice(deps, c.req.valid("param").noticeId);
      if (!notice.environments.includes(c.get("environment").name)) throw new Refused("not_found");
      return c.json(present(notice), 200, { ...OPEN, etag: etagOf(notice.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/notices",
      operationId: "publishNotice",
      summary: "Publishes a service notice",
      description: "For the operator. The verified notification points that have chosen its kind get it by mail, once each, in their language.",
      tags,
      security,
      middleware: [allow(deps, "notice.administer"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewNotice) },
      responses: {
        201: { ...json(ShownNotice, "The notice"), headers: z.object({ etag: z.string(), location: z.string() }) },
        ...problems(400, 401, 403, 409, 422),
      },
    }),
    async (c) => {
      const wish = c.req.valid("json");
      await refuseElsewhere(deps.db, c, wish.environments);
      const notice = await publishNotice(deps, doerOf(c), wish);
      return c.json(present(notice), 201, { etag: etagOf(notice.version), location: addressOf(c, "notices", notice.id) });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/notices/{noticeId}",
      operationId: "replaceNotice",
      summary: "Changes a service notice",
      description: "For the operator. `tellAgain` sends another mail; without it only the list changes.",
      tags,
      security,
      middleware: [allow(deps, "notice.administer")] as const,
      request: { params: NoticeInPath, headers: IfMatch, body: body(NoticeReplacement) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404, 409, 412, 428) },
    }),
    async (c) => {
      const { tellAgain, ...wish } = c.req.valid("json");
      const before = (db: Database, notice: Notice) => refuseElsewhere(db, c, wish.environments, notice.environments);
      const notice = await replaceNotice(deps, doerOf(c), c.req.valid("param").noticeId, wish, { expectedVersion: expectedVersion(c), tellAgain, before });
      return c.json(present(notice), 200, { etag: etagOf(notice.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/notices/{noticeId}",
      operationId: "withdrawNotice",
      summary: "Withdraws a service notice",
      description: "For the operator. It stays in the history. Once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "notice.administer")] as const,
      request: { params: NoticeInPath },
      responses: { ...shownWith, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const notice = await withdrawNotice(deps, doerOf(c), c.req.valid("param").noticeId, (db, { environments }) => refuseElsewhere(db, c, environments));
      return c.json(present(notice), 200, { etag: etagOf(notice.version) });
    },
  );
  return routes;
}

const show = (notice: Notice, now: Date): z.input<typeof ShownNotice> => ({
  id: notice.id,
  severity: notice.severity,
  environments: notice.environments,
  from: notice.from.toISOString(),
  to: notice.to?.toISOString() ?? null,
  title: notice.title,
  text: notice.text,
  state: stateOf(notice, now),
  publishedAt: notice.publishedAt.toISOString(),
  updatedAt: notice.updatedAt.toISOString(),
});
