import { randomUUID } from "node:crypto";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import type { Doer } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Session } from "../login/session.ts";
import type { ActingPerson } from "../people/right-operations.ts";
import { freshIdentityNumber } from "./logged-in.ts";

/** A person whom the register has told of. */
export async function plantPerson(db: Database, { firstName = "Rask", lastName = "Hare", number = freshIdentityNumber() as string } = {}): Promise<string> {
  const id = randomUUID();
  await db.insertInto("person").values({ id, identity_number: number, first_name: firstName, last_name: lastName }).execute();
  return id;
}

/** A role of the register, held by a person or by another organisation. */
export const plantRole = async (db: Database, organization: OrgNumber, code: string, by: { person: string } | { holder: OrgNumber }): Promise<void> =>
  void (await db
    .insertInto("register_role")
    .values({ organization: orgNumberToInt(organization), code, ...("person" in by ? { person: by.person } : { holder: orgNumberToInt(by.holder) }) })
    .execute());

/** A right as set-up gives it. Returns its id. */
export async function plantRight(
  db: Database,
  env: EnvironmentName,
  organization: OrgNumber,
  person: string,
  name: HeldRight,
  dates: { valid_from?: Date; valid_to?: Date } = {},
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto("person_right")
    .values({ env: ENVIRONMENT_NUMBER[env], id, organization: orgNumberToInt(organization), person, name, ...dates })
    .execute();
  return id;
}

/** Somebody who is logged in and acts for an organisation, for tests that need no HTTP. */
export function actingPerson(env: EnvironmentName, org: OrgNumber, person: string, change: Partial<Session> = {}): ActingPerson {
  const now = new Date();
  const session: Session = {
    id: randomUUID(),
    person,
    provider: "double",
    level: "high",
    environments: ["test", "prod"],
    authenticatedAt: now,
    loginAgeMs: 0,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    ...change,
  };
  const doer: Doer = { actor: { kind: "person", person, org }, traceId: randomUUID().replaceAll("-", ""), address: null };
  return { env, org, session, doer };
}
