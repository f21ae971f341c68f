import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Right } from "../../vocabulary/rights.ts";

/** A right that somebody has asked for. */
export type RightRequest = {
  id: string;
  organization: OrgNumber;
  person: string;
  right: Right;
  message: string;
  askedAt: Date;
  expiresAt: Date;
  state: "pending" | "approved" | "rejected" | "withdrawn" | "expired";
  decided: { at: Date; by: string; answer: string } | null;
};

/** Sent on by somebody who handles requests, to somebody who can give the right. */
export type Forward = { request: string; by: string; to: string; at: Date };

/** How long a request waits. */
export const WAITS_DAYS = 30;
/** How many of one person may wait at the same time (SEC-105). */
export const MOST_WAITING = 20;

/** The state as people see it: one whose time is up has expired, though nobody has written so. */
export const shownState = ({ state, expiresAt }: Pick<RightRequest, "state" | "expiresAt">, now: Date): RightRequest["state"] =>
  state === "pending" && expiresAt <= now ? "expired" : state;

export type ForwardAnswer = "forward" | "forwarded" | "over" | "cannot_decide";

/**
 * What sending a request on comes to. Once to each: who has been told is not told again, whoever sends it.
 *
 * @param request.state as it is shown
 * @param deciders who could give the right now
 */
export function judgeForward(
  request: Pick<RightRequest, "state" | "person">,
  { by, to }: Pick<Forward, "by" | "to">,
  deciders: readonly string[],
  before: readonly Pick<Forward, "to">[],
): ForwardAnswer {
  if (request.state !== "pending") return "over";
  if (to === by || to === request.person || !deciders.includes(to)) return "cannot_decide";
  return before.some((one) => one.to === to) ? "forwarded" : "forward";
}
