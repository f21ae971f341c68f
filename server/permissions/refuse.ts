import { Refused } from "../http/refused.ts";
import type { Verdict } from "./may.ts";

/** Throws what a verdict says. @throws Refused login_of_other_environment, level_too_low, not_representing, right_missing, right_not_held, login_not_fresh, invalid_request */
export function refuse(verdict: Verdict): void {
  if (verdict.allowed) return;
  const { why, rights = [], level } = verdict;
  if (why === "not_in_this_environment")
    throw new Refused("invalid_request", { fields: [{ field: "rights", message: "test_only exists in the test environment only." }] });
  throw new Refused(why, { members: { rights: rights.join(", "), level: level ?? "" } });
}
