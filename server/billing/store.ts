/** The rows of billing details, and what is counted for invoices. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { BillingDetails, KeptBilling } from "./billing.ts";

type BillingRow = {
  receiver: number;
  ehf: boolean;
  peppol_id: string | null;
  email: string | null;
  postal_address: string | null;
  reference: string;
  cost_bearer: string;
  contact_name: string;
  contact_email: string | null;
  valid_from: string;
  version: number;
  updated_at: Date;
};
/** A day as text: a Date would be a moment of some time zone. */
const COLUMNS = sql.raw(
  "b.receiver, b.ehf, b.peppol_id, b.email, b.postal_address, b.reference, b.cost_bearer, b.contact_name, b.contact_email, b.valid_from::text as valid_from, b.version, b.updated_at",
);

const billingOf = (row: BillingRow): KeptBilling => ({
  receiver: orgNumberFromInt(row.receiver),
  ehf: row.ehf,
  peppolId: row.peppol_id,
  email: row.email as EmailAddress | null,
  postalAddress: row.postal_address,
  reference: row.reference,
  costBearer: row.cost_bearer,
  contactName: row.contact_name,
  contactEmail: row.contact_email as EmailAddress | null,
  validFrom: row.valid_from,
  version: row.version,
  updatedAt: row.updated_at,
});

export async function findBilling(db: Database, organization: OrgNumber): Promise<KeptBilling | null> {
  const { rows } = await sql<BillingRow>`select ${COLUMNS} from billing_details b where b.organization = ${orgNumberToInt(organization)}`.execute(db);
  return rows[0] ? billingOf(rows[0]) : null;
}

export const putBilling = async (tx: Database, organization: OrgNumber, details: BillingDetails): Promise<void> => {
  const values = {
    receiver: orgNumberToInt(details.receiver),
    ehf: details.ehf,
    peppol_id: details.peppolId,
    email: details.email,
    postal_address: details.postalAddress,
    reference: details.reference,
    cost_bearer: details.costBearer,
    contact_name: details.contactName,
    contact_email: details.contactEmail,
    valid_from: details.validFrom,
  };
  await tx
    .insertInto("billing_details")
    .values({ organization: orgNumberToInt(organization), ...values })
    .onConflict((conflict) =>
      conflict
        .column("organization")
        .doUpdateSet((is) => ({ ...values, version: sql<number>`${is.ref("billing_details.version")} + 1`, updated_at: sql<Date>`now()` })),
    )
    .execute();
};

/** How many organisations had access to a scope in a month, and where the invoice of its provider goes. */
export type BilledScope = { provider: { number: OrgNumber; name: string }; scope: string; accesses: number; billing: KeptBilling | null };

/**
 * What is counted for invoices: organisations with access for any part of the time, each once per scope however often it was given; the owner's own does not
 * count. In the order of providers and scopes.
 *
 * @param bounds days on which the time begins and ends, in Norwegian time
 */
export async function billedScopes(db: Database, env: EnvironmentName, { from, to }: { from: string; to: string }): Promise<BilledScope[]> {
  const { rows } = await sql<{ owner: number; owner_name: string; scope: string; accesses: number } & Partial<BillingRow>>`
    with bounds as (select ${from}::timestamp at time zone 'Europe/Oslo' as since, ${to}::timestamp at time zone 'Europe/Oslo' as until)
    select s.owner, o.name as owner_name, s.name as scope, count(distinct a.org)::int as accesses, ${COLUMNS}
      from bounds, access a join scope s on s.env = a.env and s.id = a.scope join organization o on o.number = s.owner
      left join billing_details b on b.organization = s.owner
     where a.env = ${ENVIRONMENT_NUMBER[env]} and a.org <> s.owner and a.valid_from < until
       and least(coalesce(a.ended_at, 'infinity'), coalesce(a.valid_to, 'infinity')) > greatest(since, a.valid_from)
     group by s.owner, o.name, s.name, b.organization
     order by s.owner, s.name`.execute(db);
  return rows.map((row) => ({
    provider: { number: orgNumberFromInt(row.owner), name: row.owner_name },
    scope: row.scope,
    accesses: row.accesses,
    billing: typeof row.receiver === "number" ? billingOf(row as BillingRow) : null,
  }));
}
