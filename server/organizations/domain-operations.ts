import { randomBytes } from "node:crypto";
import type { EmailDomain } from "../../vocabulary/email-domain.ts";
import { isOpenToAnybody, parseEmailDomain } from "../../vocabulary/email-domain.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { personEmail } from "../mail/verification.ts";
import { heldBy } from "../people/standing.ts";
import { lookUpTxt } from "./dns.ts";
import * as store from "./domain-store.ts";
import { MOST_DOMAINS, PROOF_DAYS, proves, recordOf, suggestionFor, type Suggestion } from "./email-domain.ts";
import { holdOrganizationForChange } from "./operations.ts";

export const domainsOf = store.listDomains;

/** Throws unless whoever acts may; asked over the connection that it is given. */
type MayChange = (db: Database) => Promise<void>;
type Acting = { org: OrgNumber; doer: Doer; mayChange: MayChange };

/** @throws Refused invalid_request */
export function readDomain(text: string): EmailDomain {
  const domain = parseEmailDomain(text);
  if (!domain) throw new Refused("invalid_request", { fields: [{ field: "domain", message: "It must be a domain, such as lyngvidda.no." }] });
  if (isOpenToAnybody(domain))
    throw new Refused("invalid_request", { fields: [{ field: "domain", message: "Anybody gets an address there: it says nothing of where somebody works." }] });
  return domain;
}

/** Enters a domain; once more changes nothing. @throws Refused invalid_request (50 are the most), organization_locked */
export const addDomain = (deps: Pick<Deps, "db">, acting: Acting, domain: EmailDomain): Promise<store.KeptDomain> =>
  change(deps, acting, async (tx) => {
    const all = await store.listDomains(tx, acting.org);
    const before = all.find((each) => each.domain === domain);
    if (before) return [before, null];
    if (all.length >= MOST_DOMAINS)
      throw new Refused("invalid_request", { fields: [{ field: "domain", message: `An organisation has at most ${MOST_DOMAINS}.` }] });
    await store.insertDomain(tx, acting.org, domain, randomBytes(16).toString("base64url"));
    return [(await store.findDomain(tx, acting.org, domain))!, "email_domain.add"];
  });

/**
 * Looks for the record in the DNS, and notes the proof. Nothing is held while the DNS is asked.
 *
 * @throws Refused not_found, domain_not_proven (with what stands there), dns_unavailable, organization_locked
 */
export async function checkDomain(deps: Pick<Deps, "db" | "settings">, acting: Acting, domain: EmailDomain): Promise<store.KeptDomain> {
  const kept = await store.findDomain(deps.db, acting.org, domain);
  if (!kept) throw new Refused("not_found");
  const { name } = recordOf(domain, kept.secret);
  const answer = await lookUpTxt(deps.settings.dnsServers, name);
  if ("unavailable" in answer) throw new Refused("dns_unavailable");
  if (!proves(answer.records, kept.secret)) throw new Refused("domain_not_proven", { members: { name, found: String(answer.records.length) } });
  const provenUntil = await noteProof(deps, acting, kept);
  if (!provenUntil) throw new Refused("not_found");
  return { ...kept, provenUntil, notSeenAt: null };
}

/** Notes that the record of a domain stood in the DNS. @returns until when the proof is good; null: the domain is gone, or was added anew */
export async function noteProof(deps: Pick<Deps, "db">, acting: Acting, kept: Pick<store.KeptDomain, "domain" | "secret">): Promise<Date | null> {
  const proven = await change(deps, acting, async (tx) => {
    const provenUntil = await store.proveDomain(tx, acting.org, kept, PROOF_DAYS);
    return provenUntil ? [{ domain: kept.domain, provenUntil }, "email_domain.prove"] : [null, null];
  });
  return proven?.provenUntil ?? null;
}

/** Takes a domain out. What is not there already is no fault. @throws Refused organization_locked */
export const removeDomain = (deps: Pick<Deps, "db">, acting: Acting, domain: EmailDomain): Promise<null> =>
  change(deps, acting, async (tx) => [null, (await store.deleteDomain(tx, acting.org, domain)) ? "email_domain.remove" : null], domain);

/** @param work what it comes to, and the deed to note: null when nothing was changed */
function change<T extends { domain: EmailDomain } | null>(
  { db }: Pick<Deps, "db">,
  { org, doer, mayChange }: Acting,
  work: (tx: Tx) => Promise<[result: T, action: "email_domain.add" | "email_domain.prove" | "email_domain.remove" | null]>,
  removed?: EmailDomain,
): Promise<T> {
  return deed(db, doer, async (tx, note) => {
    await holdOrganizationForChange(tx, org);
    await mayChange(tx);
    const [result, action] = await work(tx);
    if (action) note({ env: "shared", action, object: { organization: org, domain: result?.domain ?? removed }, orgs: [org] });
    return result;
  });
}

/** Whom a person may be told to ask, by the verified address: public name and number alone. */
export async function suggestionOf(
  db: Database,
  env: EnvironmentName,
  person: string,
): Promise<{ domain: EmailDomain | null; suggestion: Suggestion<{ number: OrgNumber; name: string }> }> {
  const { address, verifiedAt } = await personEmail(db, person);
  const domain = address && verifiedAt ? parseEmailDomain(address) : null;
  if (!domain || isOpenToAnybody(domain)) return { domain: null, suggestion: { kind: "none" } };
  const using = await store.provenUsers(db, domain);
  const held = new Set<OrgNumber>();
  for (const { number } of using) if ((await heldBy(db, env, person, number)).length > 0) held.add(number);
  return { domain, suggestion: suggestionFor(using, ({ number }) => held.has(number)) };
}
