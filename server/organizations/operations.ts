/** What is done with organisations. Those that change something are the operator's: the face asks who calls. */
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { deed, type AuditNote, type Doer, type Tx } from "../audit/deed.ts";
import { markOwnerLocked } from "../clients/operations.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { type Organization, type OrganizationSearch, readOrganizationName, type TermsVariant } from "./organization.ts";
import * as store from "./store.ts";

const MAX_PAGE = 1_000;

/** The organisation. @throws Refused not_found */
export async function readOrganization(db: Database, number: OrgNumber): Promise<Organization> {
  const found = await store.findOrganization(db, number);
  if (!found) throw new Refused("not_found");
  return found;
}

const MOST_FOUND = 20;

/** Organisations that what somebody typed fits, at most 20. */
export async function findOrganizations(db: Database, search: OrganizationSearch) {
  const rows = await store.searchOrganizations(db, search, MOST_FOUND + 1);
  return { organizations: rows.slice(0, MOST_FOUND), more: rows.length > MOST_FOUND };
}

/** The names of organisations, for lists that show them. Unknown numbers are missing. */
export const organizationNames = (db: Database, numbers: OrgNumber[]): Promise<Map<OrgNumber, string>> => store.findNames(db, numbers);

/** Those of the organisations that the register has deleted, each with the day. */
export const deletedAmong = (db: Database, numbers: OrgNumber[]): Promise<Map<OrgNumber, string>> => store.findDeleted(db, numbers);

/** What an organisation has signed, the newest first. */
export const termsSignedBy = store.signaturesOf;

/**
 * A page of organisations, by number.
 *
 * @param page.limit 1 to 1,000
 * @param page.search only those that it fits; left out: all
 * @returns the rows, and where to go on, or null at the end
 */
export async function listOrganizations(
  db: Database,
  { after, limit, search }: { after: OrgNumber | null; limit: number; search?: OrganizationSearch | undefined },
): Promise<{ organizations: Organization[]; next: OrgNumber | null }> {
  const size = Math.min(Math.max(1, limit), MAX_PAGE);
  const rows = await store.pageOfOrganizations(db, { after, limit: size + 1, search });
  const organizations = rows.slice(0, size);
  return { organizations, next: rows.length > size ? (organizations.at(-1)?.number ?? null) : null };
}

/**
 * Holds the organisation that acts, and the one it acts towards if any, until the transaction ends: neither can be locked meanwhile. First step of a deed,
 * since organisations come first in the order of tables (design.md §4).
 *
 * @param concerned another organisation, which must be known
 * @returns the name of each
 * @throws Refused organization_unknown; organization_locked when the acting one is locked
 */
export async function holdOrganizations(tx: Database, acting: OrgNumber, concerned: OrgNumber = acting): Promise<Map<OrgNumber, string>> {
  const held = new Map((await store.holdOrganizations(tx, [acting, concerned])).map((organization) => [organization.number, organization]));
  if (!held.has(acting) || !held.has(concerned)) throw new Refused("organization_unknown");
  if (held.get(acting)?.locked) throw new Refused("organization_locked");
  return new Map([...held].map(([number, { name }]) => [number, name]));
}

/** Holds the organisation that acts for a change: no other deed of it is under way until the transaction ends. @throws Refused organization_unknown, organization_locked */
export async function holdOrganizationForChange(tx: Database, acting: OrgNumber): Promise<void> {
  const held = await store.holdForChange(tx, acting);
  if (!held) throw new Refused("organization_unknown");
  if (held.locked) throw new Refused("organization_locked");
}

/**
 * Makes sure that an organisation is known, for installations that give access to numbers which the register has not told of. Part of the caller's deed,
 * before anything else in it. Its name is its number until the register, or the operator, gives it another.
 */
export async function registerIfUnknown(tx: Tx, note: (entry: AuditNote) => void, number: OrgNumber): Promise<void> {
  if (await store.findOrganization(tx, number)) return;
  const added = await store.insertOrganization(tx, { number, name: number, form: undefined, parent: null });
  if (added) note({ env: "shared", action: "organization.register", object: { organization: number }, orgs: [number], details: { name: number } });
}

const readName = (text: string): string => {
  const name = readOrganizationName(text);
  if (name === null)
    throw new Refused("invalid_request", { fields: [{ field: "name", message: "A name is 1 to 500 characters, none of them a control character." }] });
  return name;
};

const readReason = (text: string): string => {
  const reason = readOrganizationName(text);
  if (reason === null) throw new Refused("invalid_request", { fields: [{ field: "reason", message: "A reason is required: 1 to 500 characters." }] });
  return reason;
};

/**
 * Registers an organisation.
 *
 * @param organization.form as the register writes it; default ORGL
 * @param organization.parent the unit above, registered before
 * @throws Refused already_exists, organization_unknown (the parent), invalid_request
 */
export async function registerOrganization(
  deps: Pick<Deps, "db">,
  doer: Doer,
  organization: { number: OrgNumber; name: string; form?: string | undefined; parent?: OrgNumber | null | undefined },
): Promise<Organization> {
  const { number, form, parent = null } = organization;
  const name = readName(organization.name);
  return deed(deps.db, doer, async (tx, note) => {
    if (parent !== null && !(await store.findOrganization(tx, parent))) throw new Refused("organization_unknown");
    const added = await store.insertOrganization(tx, { number, name, form, parent });
    if (!added) throw new Refused("already_exists", { members: { what: `organisation ${number}.` } });
    note({ env: "shared", action: "organization.register", object: { organization: number }, orgs: [number], details: { name, form: added.form, parent } });
    return added;
  });
}

/**
 * Writes what the register says of an organisation: its name, and the day on which it was deleted. What it has stays, its tokens too, until somebody takes its
 * accesses away.
 *
 * @param says.deletedOn null: it is not deleted; left out: as it was
 * @throws Refused not_found, invalid_request
 */
export async function replaceOrganization(
  deps: Pick<Deps, "db">,
  doer: Doer,
  number: OrgNumber,
  says: { name: string; deletedOn?: string | null | undefined },
): Promise<Organization> {
  const name = readName(says.name);
  return deed(deps.db, doer, async (tx, note) => {
    const before = await store.holdForChange(tx, number);
    if (!before) throw new Refused("not_found");
    const { deletedOn = before.deletedOn } = says;
    const about = { env: "shared" as const, object: { organization: number }, orgs: [number] };
    if (before.name !== name) note({ ...about, action: "organization.rename", details: { from: before.name, to: name } });
    if (before.deletedOn !== deletedOn)
      note({ ...about, action: deletedOn === null ? "organization.undelete" : "organization.delete", details: { from: before.deletedOn, to: deletedOn } });
    if (before.name === name && before.deletedOn === deletedOn) return before;
    return store.updateOrganization(tx, number, { name, deletedOn });
  });
}

/**
 * Records that an organisation has signed a version of the terms of use. Signing it once more changes nothing.
 *
 * @throws Refused not_found
 */
export async function signTerms(deps: Pick<Deps, "db">, doer: Doer, organization: OrgNumber, variant: TermsVariant, version: string): Promise<void> {
  await deed(deps.db, doer, async (tx, note) => {
    if ((await store.holdOrganizations(tx, [organization])).length === 0) throw new Refused("not_found");
    if (!(await store.insertSignature(tx, organization, variant, version))) return;
    note({ env: "shared", action: "terms.sign", object: { organization }, orgs: [organization], details: { variant, version } });
  });
}

/**
 * Locks an organisation: from the commit on its clients get no tokens in any environment, and its tokens open none of our APIs.
 * Locking a locked one changes nothing, also not the reason.
 *
 * @param reason shown to the organisation, kept in the log
 * @throws Refused not_found, invalid_request
 */
export async function lockOrganization(deps: Pick<Deps, "db">, doer: Doer, number: OrgNumber, reason: string): Promise<Organization> {
  return setLock(deps, doer, number, readReason(reason));
}

/** Ends the lock of an organisation. What was deactivated or locked by itself stays so. @throws Refused not_found */
export const unlockOrganization = (deps: Pick<Deps, "db">, doer: Doer, number: OrgNumber): Promise<Organization> => setLock(deps, doer, number, null);

const setLock = (deps: Pick<Deps, "db">, doer: Doer, number: OrgNumber, reason: string | null): Promise<Organization> =>
  deed(deps.db, doer, async (tx, note) => {
    const before = await store.holdForChange(tx, number);
    if (!before) throw new Refused("not_found");
    if ((before.locked === null) === (reason === null)) return before;
    const after = await store.updateLock(tx, number, reason);
    const clients = await markOwnerLocked(tx, number, reason !== null);
    const action = reason === null ? "organization.unlock" : "organization.lock";
    note({ env: "shared", action, object: { organization: number }, orgs: [number], details: { clients, ...(reason === null ? {} : { reason }) } });
    return after;
  });
