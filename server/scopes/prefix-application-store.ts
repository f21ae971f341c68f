/** The rows of applications for prefixes. Connection or transaction first; no rules. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { PrefixPrice } from "../../vocabulary/prefix-price.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { PrefixApplication, PrefixWish } from "./prefix-application.ts";

const COLUMNS = [
  "id",
  "organization",
  "prefix",
  "purpose",
  "legal_basis",
  "consumers",
  "contact_name",
  "contact_email",
  "submitted_at",
  "submitted_by",
  "state",
  "decided_at",
  "decided_by",
  "reason",
  "handled_at",
  "handled_by",
  "accepted_price",
] as const;

const applicationOf = (row: Pick<Row<"prefix_application">, (typeof COLUMNS)[number]>): PrefixApplication => ({
  id: row.id,
  organization: orgNumberFromInt(row.organization),
  prefix: row.prefix,
  purpose: row.purpose,
  legalBasis: row.legal_basis,
  expectedConsumers: row.consumers,
  contactName: row.contact_name,
  contactEmail: row.contact_email,
  submittedAt: row.submitted_at,
  submittedBy: row.submitted_by,
  state: row.state,
  decided: row.decided_at && { at: row.decided_at, by: row.decided_by },
  reason: row.reason,
  handling: row.handled_at && { since: row.handled_at, by: row.handled_by },
  acceptedPrice: row.accepted_price as PrefixPrice | null,
});

const applications = (db: Database, env: EnvironmentName) => db.selectFrom("prefix_application").select(COLUMNS).where("env", "=", ENVIRONMENT_NUMBER[env]);

/** What to list: of one organisation or of all, in one state or in any, from `after` on in the order of age. */
export type ApplicationQuery = {
  organization: OrgNumber | null;
  state: PrefixApplication["state"] | undefined;
  order: "newest" | "oldest";
  after: string | null;
  limit: number;
};

/** Ids are in the order in which they were made, so that pages follow each other whatever is decided meanwhile. */
export async function listApplications(
  db: Database,
  env: EnvironmentName,
  { organization, state, order, after, limit }: ApplicationQuery,
): Promise<PrefixApplication[]> {
  let query = applications(db, env)
    .orderBy("id", order === "oldest" ? "asc" : "desc")
    .limit(limit);
  if (organization !== null) query = query.where("organization", "=", orgNumberToInt(organization));
  if (state !== undefined) query = query.where("state", "=", state);
  if (after !== null) query = query.where("id", order === "oldest" ? ">" : "<", after);
  return (await query.execute()).map(applicationOf);
}

export const countWaiting = async (db: Database, env: EnvironmentName, organization: OrgNumber): Promise<number> =>
  Number(
    (
      await db
        .selectFrom("prefix_application")
        .select(sql<string>`count(*)`.as("n"))
        .where("env", "=", ENVIRONMENT_NUMBER[env])
        .where("organization", "=", orgNumberToInt(organization))
        .where("state", "=", "submitted")
        .executeTakeFirstOrThrow()
    ).n,
  );

export async function findApplication(db: Database, env: EnvironmentName, id: string): Promise<PrefixApplication | null> {
  const row = await applications(db, env).where("id", "=", id).executeTakeFirst();
  return row ? applicationOf(row) : null;
}

/** The application, held for a decision until the transaction ends. */
export async function holdApplication(tx: Database, env: EnvironmentName, id: string): Promise<PrefixApplication | null> {
  const row = await applications(tx, env).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  return row ? applicationOf(row) : null;
}

/** Adds an application; null when one for the same prefix waits already. */
export async function insertApplication(
  tx: Database,
  env: EnvironmentName,
  {
    id,
    organization,
    submittedBy,
    state,
    acceptedPrice,
    ...wish
  }: PrefixWish & Pick<PrefixApplication, "id" | "organization" | "submittedBy" | "acceptedPrice"> & { state: "submitted" | "allotted" },
): Promise<PrefixApplication | null> {
  const row = await tx
    .insertInto("prefix_application")
    .values({
      env: ENVIRONMENT_NUMBER[env],
      id,
      organization: orgNumberToInt(organization),
      prefix: wish.prefix,
      purpose: wish.purpose,
      legal_basis: wish.legalBasis,
      consumers: wish.expectedConsumers,
      contact_name: wish.contactName,
      contact_email: wish.contactEmail,
      submitted_by: submittedBy,
      state,
      ...(acceptedPrice && { accepted_price: JSON.stringify(acceptedPrice) }),
      ...(state === "submitted" ? {} : { decided_at: sql<Date>`now()` }),
    })
    .onConflict((conflict) => conflict.columns(["env", "organization", "prefix"]).where("state", "=", "submitted").doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? applicationOf(row) : null;
}

/** Removes whom to ask about applications that were decided before then. Of how many. */
export async function removeOldContacts(db: Database, decidedBefore: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("prefix_application")
    .set({ contact_name: "", contact_email: "" })
    .where("decided_at", "<", decidedBefore)
    .where("contact_name", "<>", "")
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Writes who has begun on an application, from now on; null: nobody has. */
export async function handleApplication(tx: Database, env: EnvironmentName, id: string, handler: { by: string | null } | null): Promise<PrefixApplication> {
  const row = await tx
    .updateTable("prefix_application")
    .set({ handled_at: handler && sql<Date>`clock_timestamp()`, handled_by: handler?.by ?? null })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return applicationOf(row);
}

/** Writes the outcome of an application that waits. The clock goes on while a lock is waited for: what comes later says so. */
export async function decideApplication(
  tx: Database,
  env: EnvironmentName,
  id: string,
  { state, by, reason }: { state: "allotted" | "rejected" | "withdrawn"; by: string | null; reason: string },
): Promise<PrefixApplication> {
  const row = await tx
    .updateTable("prefix_application")
    .set({ state, decided_at: sql<Date>`clock_timestamp()`, decided_by: by, reason })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return applicationOf(row);
}
