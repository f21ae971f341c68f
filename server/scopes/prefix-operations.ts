/** What is done with prefixes. Allotting and deactivating are the operator's: the face asks who calls. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { isPrefixName } from "../../vocabulary/scope-name.ts";
import { type AuditNote, deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { holdOrganizations } from "../organizations/operations.ts";
import { judgePrefix, type Prefix, type PrefixJudgement } from "./prefix.ts";
import * as store from "./prefix-store.ts";
import { hasActiveScope } from "./scope-store.ts";

/**
 * Allots a prefix to an organisation. Allotting what it has already changes nothing; one of its own that was deactivated is taken into use again.
 * However many ask at the same instant for this prefix or names that look like it, one owner gets it.
 *
 * @throws Refused organization_unknown, organization_locked, prefix_invalid, prefix_reserved, prefix_taken, prefix_lookalike
 */
export async function allotPrefix(deps: Pick<Deps, "db" | "settings">, env: EnvironmentName, doer: Doer, prefix: string, owner: OrgNumber): Promise<Prefix> {
  const wanted = { env, prefix, owner, operator: deps.settings.operator.orgNumber };
  refuseUnfit(judgePrefix(prefix, owner, wanted.operator, [])); // what is wrong with the name itself need not wait for the database, nor reach it
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, owner);
    return (await allotWithin(tx, note, wanted)).prefix;
  });
}

/**
 * The same as a part of a deed that has held the organisation.
 *
 * @param wanted.accepted prefixes of others that it may look like
 * @returns what was done too: nothing, for one that the owner has
 * @throws Refused prefix_invalid, prefix_reserved, prefix_taken, prefix_lookalike
 */
export async function allotWithin(
  tx: Tx,
  note: (entry: AuditNote) => void,
  { env, prefix, owner, operator, accepted }: { env: EnvironmentName; prefix: string; owner: OrgNumber; operator: OrgNumber; accepted?: readonly string[] },
): Promise<{ prefix: Prefix; done: "allot" | "revive" | "keep" }> {
  refuseUnfit(judgePrefix(prefix, owner, operator, []));
  await store.queueForLikeness(tx, env, prefix);
  const alike = await store.findAlike(tx, env, prefix);
  const done = refuseUnfit(judgePrefix(prefix, owner, operator, alike, accepted));
  if (done === "keep") return { prefix: alike.find((one) => one.prefix === prefix)!, done };
  const allotted = done === "allot" ? await store.insertPrefix(tx, env, prefix, owner) : await store.setPrefixActive(tx, env, prefix, true);
  note({ env, action: done === "allot" ? "prefix.allot" : "prefix.reactivate", object: { prefix }, orgs: [owner] });
  return { prefix: allotted, done };
}

/** @throws Refused prefix_invalid, prefix_reserved, prefix_taken, prefix_lookalike */
export function refuseUnfit(judgement: PrefixJudgement): "allot" | "revive" | "keep" {
  const { answer } = judgement;
  if (answer === "allot" || answer === "revive" || answer === "keep") return answer;
  throw new Refused(answer, answer === "prefix_lookalike" ? { members: { what: `${judgement.like}.` } } : {});
}

/**
 * Takes a prefix out of use: no new scope can be made below it. It stays with its owner. Doing it again changes nothing.
 *
 * @throws Refused not_found, wrong_state while a scope below it is active
 */
export async function deactivatePrefix(deps: Pick<Deps, "db">, env: EnvironmentName, doer: Doer, prefix: string): Promise<Prefix> {
  if (!isPrefixName(prefix)) throw new Refused("not_found");
  return deed(deps.db, doer, async (tx, note) => {
    const before = await store.holdPrefix(tx, env, prefix, "change");
    if (!before) throw new Refused("not_found");
    if (!before.active) return before;
    // Making or reactivating a scope holds the prefix, so none can become active between this look and the commit.
    if (await hasActiveScope(tx, env, prefix)) throw new Refused("wrong_state", { members: { what: "a scope below the prefix is active." } });
    const after = await store.setPrefixActive(tx, env, prefix, false);
    note({ env, action: "prefix.deactivate", object: { prefix }, orgs: [before.owner] });
    return after;
  });
}

/** The prefixes of an organisation, also those taken out of use. */
export const prefixesOf = (db: Database, env: EnvironmentName, owner: OrgNumber, page?: store.PrefixPage): Promise<Prefix[]> =>
  store.listPrefixes(db, env, { owner, inactive: true, page });

/** The prefixes of all organisations. */
export const allPrefixes = (
  db: Database,
  env: EnvironmentName,
  { inactive, page }: { inactive: boolean; page?: store.PrefixPage | undefined },
): Promise<Prefix[]> => store.listPrefixes(db, env, { inactive, page });
