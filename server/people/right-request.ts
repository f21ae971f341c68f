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

/** How long a request waits. */
export const WAITS_DAYS = 30;
/** How many of one person may wait at the same time (SEC-105). */
export const MOST_WAITING = 20;

/** The state as people see it: one whose time is up has expired, though nobody has written so. */
export const shownState = ({ state, expiresAt }: Pick<RightRequest, "state" | "expiresAt">, now: Date): RightRequest["state"] =>
  state === "pending" && expiresAt <= now ? "expired" : state;
