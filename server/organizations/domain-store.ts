/** The rows of domains. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { EmailDomain } from "../../vocabulary/email-domain.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";

export type KeptDomain = { domain: EmailDomain; secret: string; addedAt: Date; provenUntil: Date | null };

const COLUMNS = ["domain", "secret", "added_at as addedAt", "proven_until as provenUntil"] as const;

export const listDomains = async (db: Database, org: OrgNumber): Promise<KeptDomain[]> =>
  (await db.selectFrom("organization_domain").select(COLUMNS).where("organization", "=", orgNumberToInt(org)).orderBy("domain").execute()) as KeptDomain[];

export const findDomain = async (db: Database, org: OrgNumber, domain: EmailDomain): Promise<KeptDomain | undefined> =>
  (await db
    .selectFrom("organization_domain")
    .select(COLUMNS)
    .where("organization", "=", orgNumberToInt(org))
    .where("domain", "=", domain)
    .executeTakeFirst()) as KeptDomain | undefined;

export const insertDomain = async (tx: Database, org: OrgNumber, domain: EmailDomain, secret: string): Promise<void> =>
  void (await tx
    .insertInto("organization_domain")
    .values({ organization: orgNumberToInt(org), domain, secret })
    .execute());

/** Notes a proof of the record with this secret. @returns until when it is good; undefined: the domain is gone, or was added anew */
export const proveDomain = async (tx: Database, org: OrgNumber, { domain, secret }: KeptDomain, days: number): Promise<Date | undefined> =>
  (
    await tx
      .updateTable("organization_domain")
      .set({ proven_until: sql<Date>`clock_timestamp() + make_interval(days => ${days})` })
      .where("organization", "=", orgNumberToInt(org))
      .where("domain", "=", domain)
      .where("secret", "=", secret)
      .returning("proven_until")
      .executeTakeFirst()
  )?.proven_until ?? undefined;

/** @returns whether it was there */
export const deleteDomain = async (tx: Database, org: OrgNumber, domain: EmailDomain): Promise<boolean> =>
  (await tx.deleteFrom("organization_domain").where("organization", "=", orgNumberToInt(org)).where("domain", "=", domain).executeTakeFirst()).numDeletedRows >
  0n;

/** The organisations whose proof of the domain is good. Three are enough to know that there are several. */
export async function provenUsers(db: Database, domain: EmailDomain): Promise<{ number: OrgNumber; name: string }[]> {
  const rows = await db
    .selectFrom("organization_domain as d")
    .innerJoin("organization as o", "o.number", "d.organization")
    .select(["o.number", "o.name"])
    .where("d.domain", "=", domain)
    .where("d.proven_until", ">", sql<Date>`now()`)
    .where("o.locked_at", "is", null)
    .orderBy("o.number")
    .limit(3)
    .execute();
  return rows.map(({ number, name }) => ({ number: orgNumberFromInt(number), name }));
}
