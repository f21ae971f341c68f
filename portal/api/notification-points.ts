import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/notification-point.ts";
import { type Acting, ask } from "./call.ts";

export type NotificationPoint = z.output<typeof contract.NotificationPoint>;
export type NewNotificationPoint = z.input<typeof contract.NewNotificationPoint>;
export type NotificationPointChange = z.input<typeof contract.NotificationPointChange>;

/** The addresses that the organisation is told about events at, the oldest first. */
export const notificationPoints = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "notification-points"],
    queryFn: async ({ signal }) => (await ask<{ items: NotificationPoint[] }>({ env, org }, { path: ["notification-points"], signal })).items,
  });

export const addPoint = (acting: Required<Acting>, point: NewNotificationPoint, idempotencyKey: string): Promise<NotificationPoint> =>
  ask(acting, { method: "POST", path: ["notification-points"], body: point, idempotencyKey });
/** @param version the one that was read: another refuses the change */
export const changePoint = (acting: Required<Acting>, id: string, change: NotificationPointChange, version: number): Promise<NotificationPoint> =>
  ask(acting, { method: "PATCH", path: ["notification-points", id], body: change, ifMatch: `"${version}"` });
export const removePoint = (acting: Required<Acting>, id: string): Promise<void> => ask(acting, { method: "DELETE", path: ["notification-points", id] });
/** Sends the mail with the link once more. */
export const verifyPoint = (acting: Required<Acting>, id: string): Promise<NotificationPoint> =>
  ask(acting, { method: "POST", path: ["notification-points", id, "verification"] });
