/** Whether the person may do something, as the server says it. The portal shows the reason; it never guesses one (portal.md §5.4). */
import { useQuery } from "@tanstack/react-query";
import type { Action } from "../../vocabulary/actions.ts";
import { type HeldRight, type Right, RIGHTS } from "../../vocabulary/rights.ts";
import { type Helper, permissions, type WhyNot } from "../api/permissions.ts";
import { useActing } from "../frame/where.tsx";

export type Refusal = {
  why: WhyNot;
  /** Rights that would open it: one of them is enough. */
  rights: readonly HeldRight[];
  helpers: readonly Helper[];
  /** The one to ask for: the narrowest that opens it. Null when none can be asked for. */
  askable: Right | null;
};
/** `isTold` is false when the server could not tell. Then a button is there as if it were allowed: the API decides in any case. */
export type May = { state: "asking" | "allowed"; isTold: boolean; refusal: null } | { state: "refused"; isTold: true; refusal: Refusal };

const ALLOWED: May = { state: "allowed", isTold: true, refusal: null };
const UNTOLD: May = { state: "allowed", isTold: false, refusal: null };
const ASKING: May = { state: "asking", isTold: false, refusal: null };

/** @param right of `right.give`: which one would be given; left out: any */
export function useMay(action: Action, right?: HeldRight): May {
  const { data, isError } = useQuery(permissions(useActing()));
  if (isError) return UNTOLD;
  if (!data) return ASKING;
  const verdict = right === undefined ? data.items.find((item) => item.action === action) : data.give.find((item) => item.right === right);
  if (!verdict || verdict.allowed) return ALLOWED;
  const { why = "right_missing", rights = [], helpers = [] } = verdict;
  return { state: "refused", isTold: true, refusal: { why, rights, helpers, askable: narrowest(rights, data.ask) } };
}

/** RIGHTS has the widest first. */
const narrowest = (wanted: readonly HeldRight[], askable: readonly Right[]): Right | null =>
  RIGHTS.findLast((right) => wanted.includes(right) && askable.includes(right)) ?? null;

/** The same where a login that is not fresh is no reason to lock a button: pressing it asks for the login, and goes on. */
export function useMayOnceFresh(action: Action): May {
  const may = useMay(action);
  return may.refusal?.why === "login_not_fresh" ? ALLOWED : may;
}
