/** Keeps the proofs of domains of e-mail: looked for again by itself before they end, so that only what is not there any more costs somebody work. */
import type { Doer } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import { tell } from "../mail/tell.ts";
import { lookUpTxt } from "./dns.ts";
import { noteProof } from "./domain-operations.ts";
import { claimEndingProof, type EndingProof } from "./domain-store.ts";
import { dueProofNotice, proves, recordOf } from "./email-domain.ts";

const RENEWER: Doer = { actor: { kind: "system", name: "renewal of domains" }, traceId: "0".repeat(32), address: null };

/**
 * Looks once a day for the record of each domain whose proof ends soon: renews the proof when it stands there, and else tells the organisation in time. A job;
 * any number of servers may do it at once, and each domain is one server's for the day.
 */
export async function renewProofs(deps: Pick<Deps, "db" | "settings">): Promise<void> {
  for (let ending = await claimEndingProof(deps.db); ending; ending = await claimEndingProof(deps.db)) await renewOrTell(deps, ending);
}

async function renewOrTell(deps: Pick<Deps, "db" | "settings">, ending: EndingProof): Promise<void> {
  const { org, domain, secret, provenUntil, now } = ending;
  const answer = await lookUpTxt(deps.settings.dnsServers, recordOf(domain, secret).name);
  const isAnswered = !("unavailable" in answer);
  if (isAnswered && proves(answer.records, secret)) {
    await noteProof(deps, { org, doer: RENEWER, mayChange: () => Promise.resolve() }, ending);
    return;
  }
  const days = dueProofNotice(provenUntil, now, isAnswered);
  if (days === null) return;
  // The environments share domains; who decides about them decides in production.
  await deps.db.transaction().execute((tx) => tell(tx, { kind: "domain_proof_ends", env: "prod", organization: org, domain, provenUntil, days, isAnswered }));
}
