/** The operator's service notices. Open to everybody: reading them is no use of a session. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/notice.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type Acting, ask } from "./call.ts";
import { open } from "./installation.ts";

export type Notice = z.output<typeof contract.Notice>;
export type NewNotice = z.input<typeof contract.NewNotice>;
type Page = z.output<typeof contract.NoticePage>;

const LOOK_EVERY_MS = 5 * 60_000;
const base = (env: EnvironmentName): string => `/${env}/api/fullmakt/v1/notices`;

/** Those that are not over: they stand on every page. */
export const currentNotices = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "notices", "current"],
    queryFn: async () => (await open<Page>(`${base(env)}?current=true&limit=10`)).body.items ?? [],
    staleTime: LOOK_EVERY_MS,
    refetchInterval: LOOK_EVERY_MS,
  });

/** The newest hundred, with those that are over. */
export const allNotices = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "notices", "all"],
    queryFn: async () => (await open<Page>(`${base(env)}?limit=100`)).body.items ?? [],
  });

export const publishNotice = (acting: Required<Acting>, notice: NewNotice, idempotencyKey: string): Promise<Notice> =>
  ask(acting, { method: "POST", path: ["notices"], body: notice, idempotencyKey });
export const withdrawNotice = (acting: Required<Acting>, id: string): Promise<Notice> => ask(acting, { method: "DELETE", path: ["notices", id] });
