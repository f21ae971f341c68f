/** What an organisation decides about its invoices. */
import type { AuditMember } from "../../vocabulary/audit-members.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { deed, type Doer } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { holdOrganizationForChange } from "../organizations/operations.ts";
import { type BillingDetails, faultOf, type KeptBilling, peppolIdOf } from "./billing.ts";
import * as store from "./store.ts";

export { billedScopes, findBilling as readBilling } from "./store.ts";

/**
 * Sets where invoices of an organisation go. Without any difference nothing is done.
 *
 * @param options.expectedVersion refuses when somebody else has changed it meanwhile; 0: nothing was there
 * @param options.mayChange throws unless whoever acts may; asks over the connection that it is given
 * @throws Refused changed_meanwhile, invalid_request, organization_locked
 */
export async function setBilling(
  deps: Pick<Deps, "db">,
  doer: Doer,
  organization: OrgNumber,
  wish: BillingDetails,
  { expectedVersion, mayChange }: { expectedVersion: number | undefined; mayChange: (db: Database) => Promise<void> },
): Promise<KeptBilling> {
  const fault = faultOf(wish);
  if (fault) throw new Refused("invalid_request", { fields: [fault] });
  const details: BillingDetails = { ...wish, peppolId: wish.ehf ? (wish.peppolId ?? peppolIdOf(wish.receiver)) : wish.peppolId };
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizationForChange(tx, organization);
    await mayChange(tx);
    const before = await store.findBilling(tx, organization);
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) throw new Refused("changed_meanwhile");
    const changed = (Object.keys(details) as (keyof BillingDetails)[]).filter((name) => details[name] !== before?.[name]) satisfies readonly AuditMember[];
    if (before && changed.length === 0) return before;
    await store.putBilling(tx, organization, details);
    // Which, and never what: contacts are people.
    note({ env: "shared", action: "billing.change", object: { organization }, orgs: [organization], details: before ? { changed } : {} });
    return (await store.findBilling(tx, organization))!;
  });
}
