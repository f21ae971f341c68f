/** The rows of contacts. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Contact, KeptContact } from "./contact.ts";

/** The contacts of those of the organisations that have given one. */
export async function findContacts(db: Database, organizations: readonly OrgNumber[]): Promise<Map<OrgNumber, KeptContact>> {
  if (organizations.length === 0) return new Map();
  const rows = await db
    .selectFrom("provider_contact")
    .select(["organization", "name", "email", "url", "version", "updated_at", "updated_by"])
    .where(sql<boolean>`organization = any(${[...new Set(organizations)].map(orgNumberToInt)}::int[])`)
    .execute();
  return new Map(
    rows.map(({ organization, name, email, url, version, updated_at, updated_by }) => [
      orgNumberFromInt(organization),
      { name, email: email as EmailAddress | null, url, version, updatedAt: updated_at, updatedBy: updated_by },
    ]),
  );
}

export async function putContact(tx: Database, organization: OrgNumber, { name, email, url }: Contact, by: string | null): Promise<void> {
  const values = { name, email, url, updated_by: by };
  await tx
    .insertInto("provider_contact")
    .values({ organization: orgNumberToInt(organization), ...values })
    .onConflict((conflict) =>
      conflict
        .column("organization")
        .doUpdateSet((is) => ({ ...values, version: sql<number>`${is.ref("provider_contact.version")} + 1`, updated_at: sql<Date>`clock_timestamp()` })),
    )
    .execute();
}
