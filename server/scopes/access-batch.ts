/** Giving many organisations access to a scope in one call. */
import { refusal } from "../../vocabulary/refusals/refusals.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { type AccessTerms, judgeTerms } from "./access.ts";
import { deletedAmong, organizationNames } from "../organizations/operations.ts";
import { accessesGivenBy, type GivenAccess, giveAccess, readConsumer, refuseWrong, type ShownAccess, usable } from "./access-operations.ts";
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

/** What giving one line would come to. */
export type LineCheck = { organization: string; consumer: { number: OrgNumber; name: string | null; deletedOn?: string } | null } & (
  | { result: "new" | "invalid" | "unknown" | "deleted"; access: null }
  | { result: "already"; access: ShownAccess }
);

/**
 * Tells for each of the organisations what giving it access would come to, so that people see names before they give. Nothing is done, and it is no promise.
 *
 * @param organizations as written by the caller
 * @throws Refused not_found, not_yours
 */
export async function checkAccesses(
  deps: Pick<Deps, "db" | "settings">,
  { env, org }: Pick<Acting, "env" | "org">,
  name: ScopeName | null,
  organizations: readonly string[],
): Promise<LineCheck[]> {
  const scope = await readOwnScope(deps.db, env, org, name);
  const numbers = organizations.map((written) => parseOrgNumber(written.replaceAll(/\s/g, "")));
  const known = numbers.filter((number) => number !== null);
  const [names, deleted] = [await organizationNames(deps.db, known), await deletedAmong(deps.db, known)];
  const living = await livingOf(deps.db, env, org, scope.name, new Set(known));
  // Where a number need not be in the register, giving makes it known.
  const mayBeUnknown = !deps.settings.environments[env].registeredOrganizationsOnly;
  return organizations.map((organization, i): LineCheck => {
    const number = numbers[i];
    if (!number) return { organization, consumer: null, result: "invalid", access: null };
    const access = living.get(number);
    const deletedOn = deleted.get(number);
    const consumer = { number, name: names.get(number) ?? null, ...(deletedOn !== undefined && { deletedOn }) };
    if (access) return { organization, consumer, result: "already", access };
    if (deletedOn !== undefined) return { organization, consumer, result: "deleted", access: null };
    return { organization, consumer, result: names.has(number) || mayBeUnknown ? "new" : "unknown", access: null };
  });
}

/** Of a few one by one by their index, of many in one look at all who have access. */
async function livingOf(
  db: Database,
  env: Acting["env"],
  owner: OrgNumber,
  scope: ScopeName,
  wanted: ReadonlySet<OrgNumber>,
): Promise<Map<OrgNumber, ShownAccess>> {
  const found =
    wanted.size <= FEW
      ? (await Promise.all([...wanted].map((consumer) => accessesGivenBy(db, env, owner, { scope, consumer, inactive: false })))).flat()
      : await accessesGivenBy(db, env, owner, { scope, inactive: false });
  return new Map(found.filter(({ consumer }) => wanted.has(consumer)).map((access) => [access.consumer, access]));
}
const FEW = 3;
