/** What an organisation says about whom those who use its APIs turn to. */
import type { AuditMember } from "../../vocabulary/audit-members.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { deed, type Doer } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { type Contact, faultOfContact, type KeptContact } from "./contact.ts";
import * as store from "./contact-store.ts";
import { holdOrganizationForChange } from "./operations.ts";

/** The contacts of organisations, for whatever names a provider. Those that have given none are missing. The environments share them. */
export async function contactsOf(db: Database, organizations: readonly OrgNumber[]): Promise<Map<OrgNumber, Contact>> {
  const kept = await store.findContacts(db, organizations);
  return new Map([...kept].map(([number, { name, email, url }]) => [number, { name, email, url }]));
}

export const readContact = async (db: Database, organization: OrgNumber): Promise<KeptContact | null> =>
  (await store.findContacts(db, [organization])).get(organization) ?? null;

/**
 * Sets an organisation's contact. Without any difference nothing is done.
 *
 * @param options.expectedVersion refuses when somebody else has changed it meanwhile; 0: nothing was there
 * @param options.mayChange throws unless whoever acts may; asks over the connection that it is given
 * @throws Refused changed_meanwhile, invalid_request, organization_locked
 */
export async function setContact(
  deps: Pick<Deps, "db">,
  doer: Doer,
  organization: OrgNumber,
  wish: Contact,
  { expectedVersion, mayChange = async () => {} }: { expectedVersion: number | undefined; mayChange?: (db: Database) => Promise<void> },
): Promise<KeptContact> {
  const fault = faultOfContact(wish);
  if (fault) throw new Refused("invalid_request", { fields: [fault] });
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizationForChange(tx, organization);
    await mayChange(tx);
    const before = await readContact(tx, organization);
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) throw new Refused("changed_meanwhile");
    const changed = (["name", "email", "url"] as const).filter((name) => wish[name] !== (before?.[name] ?? null)) satisfies readonly AuditMember[];
    if (before && changed.length === 0) return before;
    await store.putContact(tx, organization, wish, doer.actor.kind === "person" ? doer.actor.person : null);
    // Which, and never what: a contact may be a person.
    note({ env: "shared", action: "provider_contact.change", object: { organization }, orgs: [organization], details: before ? { changed } : {} });
    return (await readContact(tx, organization))!;
  });
}
