import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/person.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type Acting, ask } from "./call.ts";

export type RightRequest = z.output<typeof contract.RightRequest>;
export type NewRightRequest = z.input<typeof contract.NewRightRequest>;
export const REQUEST_VIEWS = ["received", "sent", "handled"] as const;
export type RequestView = (typeof REQUEST_VIEWS)[number];

/** Requests for rights: those that wait for the people of the organisation, those that the person has sent, or those that were answered. */
export const rightRequests = ({ env, org }: Required<Acting>, view: RequestView) =>
  queryOptions({
    queryKey: [env, org, "right-requests", view],
    queryFn: async ({ signal }) => (await ask<{ items: RightRequest[] }>({ env, org }, { path: ["right-requests"], query: { view }, signal })).items,
  });

/** Asks for a right. The person need not belong to the organisation. */
export const askForRight = (env: EnvironmentName, request: NewRightRequest): Promise<RightRequest> =>
  ask({ env }, { method: "POST", path: ["right-requests"], body: request });

/** One request: for the person who sent it, and for those who can answer it. */
export const rightRequest = ({ env, org }: Required<Acting>, id: string) =>
  queryOptions({
    queryKey: [env, org, "right-requests", "one", id],
    queryFn: ({ signal }) => ask<RightRequest>({ env, org }, { path: ["right-requests", id], signal }),
  });

export type Decision = z.input<typeof contract.Decision>;

/** Approves, which gives the right at once, or rejects. */
export const decideRightRequest = (acting: Required<Acting>, id: string, decision: Decision): Promise<RightRequest> =>
  ask(acting, { method: "POST", path: ["right-requests", id, "decision"], body: decision });

/** Sends a request on to one of those who can give the right. */
export const forwardRightRequest = (acting: Required<Acting>, id: string, to: string): Promise<RightRequest> =>
  ask(acting, { method: "POST", path: ["right-requests", id, "forwards"], body: { to } satisfies z.input<typeof contract.Forwarding> });

export const withdrawRightRequest = (acting: Required<Acting>, id: string): Promise<RightRequest> =>
  ask(acting, { method: "DELETE", path: ["right-requests", id] });
