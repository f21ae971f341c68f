import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import type { Database } from "../db/open.ts";
import type { Session } from "../login/session.ts";
import { heldBy, heldIn, standingOf, standings } from "../people/standing.ts";
import { effective, type Holder, mayGive } from "./may.ts";

/** Everything that decides what somebody who is logged in may do for an organisation, as the database has it now. */
export const holderOf = async (db: Database, session: Session, env: EnvironmentName, organization: OrgNumber): Promise<Holder> => ({
  ...standingOf(env, await heldBy(db, env, session.person, organization)),
  level: session.level,
  loginAgeMs: session.loginAgeMs,
  trustedHere: session.environments.includes(env),
});

/** The people of an organisation who can give a right there, with what makes them able to: who to ask. Levels and fresh logins are theirs to see to. */
export async function giversAs(
  db: Database,
  env: EnvironmentName,
  organization: OrgNumber,
  right: HeldRight,
): Promise<{ id: string; as: "main_administrator" | "access_manager" }[]> {
  const all = standings(env, await heldIn(db, env, organization));
  return [...all]
    .filter(([, standing]) => mayGive({ ...standing, level: "high", loginAgeMs: 0, trustedHere: true }, right).allowed)
    .map(([id, { rights }]) => ({ id, as: effective(rights, env).has("main_administrator") ? "main_administrator" : "access_manager" }));
}

/** The same people, by their ids. */
export const giversOf = async (db: Database, env: EnvironmentName, organization: OrgNumber, right: HeldRight): Promise<string[]> =>
  (await giversAs(db, env, organization, right)).map(({ id }) => id);
