/** Giving many organisations access to a scope in one call. */
import { refusal } from "../../vocabulary/refusals/refusals.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { type AccessTerms, judgeTerms } from "./access.ts";
import { type GivenAccess, giveAccess, readConsumer, refuseWrong, usable } from "./access-operations.ts";
import { databaseNow } from "./access-store.ts";
import type { Acting } from "./acting.ts";
import { readOwnScope } from "./scope-operations.ts";

/** What became of one line; a refused one with the code of its refusal. */
type LineResult =
  | { organization: string; result: GivenAccess["outcome"]; access: GivenAccess }
  | { organization: string; result: "refused"; code: string; detail: string };

/**
 * Gives each of the organisations access, each as a deed of its own: a line that is refused does not stand in the way of the others. What is wrong with all
 * of them is refused before anything is done.
 *
 * @param organizations as written by the caller
 * @throws Refused not_found, not_yours, wrong_state (the scope is inactive or locked), invalid_request (the dates)
 */
export async function giveAccessToAll(
  deps: Pick<Deps, "db" | "settings">,
  acting: Acting,
  name: ScopeName | null,
  organizations: readonly string[],
  terms: AccessTerms = {},
): Promise<LineResult[]> {
  usable(await readOwnScope(deps.db, acting.env, acting.org, name));
  refuseWrong(judgeTerms(terms, await databaseNow(deps.db)));
  const results: LineResult[] = [];
  // One after the other: their log entries queue for one row anyway (concurrency.md §5), and no caller takes all connections.
  for (const organization of organizations) {
    try {
      const access = await giveAccess(deps, acting, name, readConsumer(organization), terms);
      results.push({ organization, result: access.outcome, access });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      results.push({ organization, result: "refused", code: refusal(error.refusal).code, detail: error.description });
    }
  }
  return results;
}
