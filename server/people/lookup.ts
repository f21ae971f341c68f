/** Finding the person behind an identity number: only who knows the last name too, and not by guessing. */
import { ENVIRONMENTS } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { parseIdentityNumber } from "./identity-number.ts";
import { isAmongThem } from "./people-list.ts";
import { isLastName, type Person } from "./person.ts";
import * as store from "./person-store.ts";

/**
 * Whether somebody may be named by the id alone: one of the people of the organisation, or a person whom the one who asks found within the last hour.
 */
export const isKnownTo = async (db: Database, asker: string, org: OrgNumber, person: string): Promise<boolean> =>
  (await store.hasLookedUp(db, asker, person)) || (await isAmongThem(db, ENVIRONMENTS, org, person));

/** So many misses within an hour, and the person who asks looks up nobody until the first of them is an hour old. */
const MOST_MISSES = 5;
const HOUR_MS = 3_600_000;

/**
 * The person with this number and this last name. A miss is counted whatever it was about, and the answer tells not which of the two was wrong; of any
 * number of tries at the same instant no more than {@link MOST_MISSES} are heard.
 *
 * @param asker the person who asks, by id
 * @throws Refused person_not_matched, too_many_misses (with how long to wait)
 */
export async function lookUpPerson(deps: Pick<Deps, "db">, asker: string, typed: { identityNumber: string; lastName: string }): Promise<Person> {
  // The miss has to stay when the answer is a refusal, so this is a transaction of its own and not a deed.
  const answer = await deps.db.transaction().execute(async (tx) => {
    await store.holdPerson(tx, asker);
    const misses = await store.missesOf(tx, asker);
    if (misses.length >= MOST_MISSES) return { retryAfter: await secondsUntil(tx, misses[0]!) };
    const number = parseIdentityNumber(typed.identityNumber);
    const found = number && (await store.findPersonOfNumber(tx, number));
    if (found && isLastName(typed.lastName, found.lastName)) {
      await store.noteLookup(tx, asker, found.id);
      return { found };
    }
    await store.addMiss(tx, asker);
    return { found: null };
  });
  if ("retryAfter" in answer) throw new Refused("too_many_misses", { retryAfter: answer.retryAfter });
  if (!answer.found) throw new Refused("person_not_matched");
  return answer.found;
}

const secondsUntil = async (tx: Database, firstMiss: Date): Promise<number> =>
  Math.max(1, Math.ceil((firstMiss.getTime() + HOUR_MS - (await store.databaseNow(tx)).getTime()) / 1_000));
