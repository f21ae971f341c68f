/** Mails about keys that end soon, to the notification points of whose they are. */
import { sql } from "kysely";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { inLine, type NewMail } from "./mail.ts";
import { namesOf } from "./name-store.ts";
import { post } from "./outbox.ts";
import { reaches } from "./point-limits.ts";
import { pointsToTellOf } from "./point-store.ts";
import { keyText } from "./texts/keys.ts";

export type EndingKey = {
  env: EnvironmentName;
  organization: OrgNumber;
  client: string;
  clientName: string;
  /** Of the key. */
  id: string;
  kid: string;
  expiresAt: Date;
  /** Which notice it is: so many days before the end. */
  days: number;
};

/** So near to its end that it does not wait for a daily mail. Days. */
const URGENT_DAYS = 7;

/** Writes the mails about these keys that have not been written yet, in one transaction. */
export async function tellOfKeys(db: Database, keys: readonly EndingKey[]): Promise<void> {
  const organizations = [...new Set(keys.map(({ organization }) => organization))];
  const points = Map.groupBy(await pointsToTellOf(db, organizations, "key_expiry"), ({ organization }) => organization);
  const names = await namesOf(db, organizations);
  const mails = keys.flatMap((key): Omit<NewMail, "id">[] => {
    const { env, organization, client, clientName, kid, expiresAt, days } = key;
    const about = {
      env,
      organization: { number: organization, name: names.get(organization) ?? organization },
      client,
      name: inLine(clientName),
      kid,
      expiresAt,
    };
    return (points.get(organization) ?? [])
      .filter(({ environments, limitedTo }) => environments.includes(env) && reaches(limitedTo, { client }))
      .map(({ id, address, language, digest }) => ({
        kind: "key_expiry",
        env,
        organization,
        to: { point: id, address, language, daily: digest === "daily" },
        content: keyText(language, about),
        once: `key ${env} ${key.id} ${expiresAt.toISOString()} ${days} ${id}`,
        urgent: days <= URGENT_DAYS,
      }));
  });
  const told = await alreadyTold(
    db,
    mails.map(({ once }) => once!),
  );
  const missing = mails.filter(({ once }) => !told.has(once!));
  if (missing.length > 0) await db.transaction().execute((tx) => post(tx, missing));
}

async function alreadyTold(db: Database, onces: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ once: string }>`select once from mail_event where once = any(${[...onces]}::text[])`.execute(db);
  return new Set(rows.map(({ once }) => once));
}
