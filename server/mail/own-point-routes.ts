import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  NewNotificationPoint,
  NotificationPoint as ShownPoint,
  NotificationPointChange,
  NotificationPointInPath,
  NotificationPoints,
} from "../../contract/notification-point.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { addressOf, body, etagOf, IdempotencyKey, json, MayMatch, ownFace, problems, security, versionIfSent } from "../http/own-face.ts";
import { allow } from "../permissions/allow.ts";
import { inProductionToo } from "../permissions/in-production-too.ts";
import { readAddress } from "./own-person-routes.ts";
import type { NotificationPoint } from "./point.ts";
import { addPoint, changePoint, describeLimits, pointsOf, provePointAgain, removePoint } from "./point-operations.ts";

const tags = ["Notification points"];
const shown = { 200: json(ShownPoint, "The notification point") };

/** Who of an organisation is told about events by mail. Shared by the environments, like the organisation. */
export function notificationPointRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  // What production is told is decided by who may decide there.
  const acting = (c: Context<Env>) => ({
    org: c.get("caller").org,
    doer: doerOf(c),
    mayIn: async (db: Database, environments: readonly EnvironmentName[]) => {
      if (environments.includes("prod")) await inProductionToo(db, c, "notification_point.change");
    },
  });

  const present = async (org: OrgNumber, points: NotificationPoint[]): Promise<z.input<typeof ShownPoint>[]> => {
    const limitsOf = await describeLimits(deps.db, org, points);
    return points.map((point) => ({ ...shownMembers(point), limitedTo: limitsOf(point) }));
  };
  const presentOne = async (c: Context<Env>, point: NotificationPoint) => (await present(c.get("caller").org, [point]))[0]!;

  routes.openapi(
    createRoute({
      method: "get",
      path: "/notification-points",
      operationId: "listNotificationPoints",
      summary: "The organisation's notification points, the oldest first",
      tags,
      security,
      middleware: [allow(deps, "notification_point.read")] as const,
      responses: { 200: json(NotificationPoints, "The notification points"), ...problems(401, 403) },
    }),
    async (c) => {
      const { org } = c.get("caller");
      return c.json({ items: await present(org, await pointsOf(deps.db, org)) }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/notification-points",
      operationId: "addNotificationPoint",
      summary: "Adds a notification point",
      description: "It gets a mail with a link, and is told about events once that is followed and confirmed.",
      tags,
      security,
      middleware: [allow(deps, "notification_point.change"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewNotificationPoint) },
      responses: { 201: { ...json(ShownPoint, "The notification point"), headers: z.object({ location: z.string() }) }, ...problems(400, 401, 403, 409, 422) },
    }),
    async (c) => {
      const { address, ...wish } = c.req.valid("json");
      const point = await addPoint(deps, acting(c), { ...wish, address: readAddress(address, "address") });
      return c.json(await presentOne(c, point), 201, { location: addressOf(c, "notification-points", point.id) });
    },
  );

  routes.openapi(
    createRoute({
      method: "patch",
      path: "/notification-points/{pointId}",
      operationId: "changeNotificationPoint",
      summary: "Changes a notification point",
      description: "What is not named stays as it is. Another address gets a mail with a link and has to be verified anew.",
      tags,
      security,
      middleware: [allow(deps, "notification_point.change")] as const,
      request: { params: NotificationPointInPath, headers: MayMatch, body: body(NotificationPointChange) },
      responses: { 200: { ...shown[200], headers: z.object({ etag: z.string() }) }, ...problems(400, 401, 403, 404, 409, 412) },
    }),
    async (c) => {
      const { address, ...change } = c.req.valid("json");
      const wish = { ...change, ...(address === undefined ? {} : { address: readAddress(address, "address") }) };
      const point = await changePoint(deps, acting(c), c.req.valid("param").pointId, wish, versionIfSent(c));
      return c.json(await presentOne(c, point), 200, { etag: etagOf(point.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/notification-points/{pointId}",
      operationId: "removeNotificationPoint",
      summary: "Removes a notification point",
      description: "It is told nothing any more, and its address is forgotten.",
      tags,
      security,
      middleware: [allow(deps, "notification_point.change")] as const,
      request: { params: NotificationPointInPath },
      responses: { 204: { description: "Done" }, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      await removePoint(deps, acting(c), c.req.valid("param").pointId);
      return c.body(null, 204);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/notification-points/{pointId}/verification",
      operationId: "verifyNotificationPoint",
      summary: "Sends the mail that verifies a notification point once more",
      tags,
      security,
      middleware: [allow(deps, "notification_point.change"), idempotent(deps)] as const,
      request: { params: NotificationPointInPath, headers: IdempotencyKey },
      responses: { ...shown, ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => c.json(await presentOne(c, await provePointAgain(deps, acting(c), c.req.valid("param").pointId)), 200),
  );
  return routes;
}

const shownMembers = (point: NotificationPoint): Omit<z.input<typeof ShownPoint>, "limitedTo"> => ({
  id: point.id,
  address: point.address,
  label: point.label,
  kinds: point.kinds,
  environments: point.environments,
  language: point.language,
  digest: point.digest,
  verifiedAt: point.verifiedAt?.toISOString() ?? null,
  createdAt: point.createdAt.toISOString(),
  updatedAt: point.updatedAt.toISOString(),
  version: point.version,
});
