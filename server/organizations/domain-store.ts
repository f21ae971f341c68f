/** The rows of domains. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { EmailDomain } from "../../vocabulary/email-domain.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { RENEWED_DAYS } from "./email-domain.ts";

export type KeptDomain = { domain: EmailDomain; secret: string; addedAt: Date; provenUntil: Date | null; notSeenAt: Date | null };

const COLUMNS = ["domain", "secret", "added_at as addedAt", "proven_until as provenUntil", "checked_at as notSeenAt"] as const;

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

export type EndingProof = { org: OrgNumber; domain: EmailDomain; secret: string; provenUntil: Date; now: Date };

/**
 * Takes one of the proofs that end soon, for a day: whoever asks next gets another. When it is not renewed, it stays noted that the record was not seen.
 *
 * @returns null: there is none that nobody has looked for today
 */
export async function claimEndingProof(db: Database): Promise<EndingProof | null> {
  const { rows } = await sql<{ organization: number; domain: EmailDomain; secret: string; proven_until: Date; now: Date }>`
    update organization_domain as claimed set checked_at = clock_timestamp()
      from (select d.organization, d.domain from organization_domain d join organization o on o.number = d.organization
             where d.proven_until > now() and d.proven_until <= now() + make_interval(days => ${RENEWED_DAYS}) and o.locked_at is null
               and (d.checked_at is null or d.checked_at <= now() - interval '1 day')
             order by d.proven_until limit 1 for no key update of d skip locked) as ending
     where claimed.organization = ending.organization and claimed.domain = ending.domain
    returning claimed.organization, claimed.domain, claimed.secret, claimed.proven_until, now() as now`.execute(db);
  const [row] = rows;
  return row ? { org: orgNumberFromInt(row.organization), domain: row.domain, secret: row.secret, provenUntil: row.proven_until, now: row.now } : null;
}

/** Notes a proof of the record with this secret. @returns until when it is good; undefined: the domain is gone, or was added anew */
export const proveDomain = async (
  tx: Database,
  org: OrgNumber,
  { domain, secret }: Pick<KeptDomain, "domain" | "secret">,
  days: number,
): Promise<Date | undefined> =>
  (
    await tx
      .updateTable("organization_domain")
      .set({ proven_until: sql<Date>`clock_timestamp() + make_interval(days => ${days})`, checked_at: null })
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
