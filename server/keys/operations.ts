/**
 * Making and withdrawing signing keys. Keys are files and their audit entries rows, so a change is prepared in the folder, then its transaction is
 * committed, then it counts. Between the two a crash may come: what was prepared names its transaction, and the database says whether that was committed.
 * So no key is published without its entry, and none stands in the log that is never published.
 */
import { sql } from "kysely";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type AuditNote, deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { describeKey, type KeyFile, type SigningKey, type Step } from "./key-folder.ts";

type KeyDeps = Pick<Deps, "db" | "signingKeys">;

/**
 * Makes and publishes the next key.
 * @param inMs time until it signs, from now; 0 after a key was compromised
 */
export async function rotateSigningKey(deps: KeyDeps, doer: Doer, env: EnvironmentName, inMs: number): Promise<SigningKey> {
  const made = await deps.signingKeys.make(env, inMs);
  const { kid } = describeKey(made.kind, made.privateKey);
  await change(deps, doer, env, () => [making(env, kid, made)]);
  return deps.signingKeys.find(env, kid)!;
}

/**
 * Takes a key out of the key set, at once: what it signed is no longer verified by whoever fetches the key set afresh, nor by our own APIs (other servers
 * follow within a second). Withdrawn once more, it stays withdrawn.
 *
 * @param replace whether a new key is made that signs at once: without it the key that signs now cannot be withdrawn
 * @throws Refused not_found for a key that is not published, signing_key_in_use for the one that signs now and is not replaced
 */
export async function withdrawSigningKey(deps: KeyDeps, doer: Doer, env: EnvironmentName, kid: string, { replace }: { replace: boolean }): Promise<SigningKey> {
  const { signingKeys } = deps;
  const made = replace ? await signingKeys.make(env, 0) : null;
  await change(deps, doer, env, () => {
    if (signingKeys.withdrawn(env, kid)) return [];
    const key = signingKeys.find(env, kid);
    if (!key) throw new Refused("not_found");
    const signs = signingKeys.current(env).kid === kid;
    if (signs && !made) throw new Refused("signing_key_in_use");
    const withdrawing: Change = {
      step: { withdraw: key.number, withdrawnAt: new Date().toISOString() },
      note: { env, action: "signing_key.withdraw", object: { signing_key: kid }, orgs: [], details: { signed: signs } },
    };
    // The new one first: a crash between the two must not leave the environment without a key.
    return made ? [making(env, describeKey(made.kind, made.privateKey).kid, made), withdrawing] : [withdrawing];
  });
  return signingKeys.withdrawn(env, kid)!;
}

/** Ends what a crash, or a database that was away, left in preparation. At start, and before each further change. */
export async function settleSigningKeys({ db, signingKeys }: KeyDeps): Promise<void> {
  for (const env of ENVIRONMENTS) if (signingKeys.prepared(env).length > 0) await db.transaction().execute((tx) => settle(tx, signingKeys, env));
}

type Change = { step: Step; note: AuditNote };

const making = (env: EnvironmentName, kid: string, made: KeyFile): Change => ({
  step: { make: made },
  note: { env, action: "signing_key.rotate", object: { signing_key: kid }, orgs: [], details: { kind: made.kind, use_from: made.useFrom } },
});

/** @param decide what is to be done, from the keys as they are now: one change of keys is made at a time, over all servers */
async function change({ db, signingKeys }: KeyDeps, doer: Doer, env: EnvironmentName, decide: () => Change[]): Promise<void> {
  const prepared: string[] = [];
  try {
    await deed(db, doer, async (tx, note) => {
      await settle(tx, signingKeys, env);
      const changes = decide();
      if (changes.length === 0) return;
      const { transaction } = (await sql<{ transaction: string }>`select pg_current_xact_id()::text as transaction`.execute(tx)).rows[0]!;
      for (const { step, note: entry } of changes) {
        prepared.push(signingKeys.prepare(env, step, transaction));
        note(entry);
      }
    });
  } catch (error) {
    // Whether it was committed the database knows. Where it does not say so now, the next change or start asks.
    if (prepared.length > 0) await settleSigningKeys({ db, signingKeys }).catch(() => {});
    throw error;
  }
  for (const name of prepared) signingKeys.settle(env, name, true);
}

/** Takes the lock under which keys are changed, over all servers: until the transaction ends, nobody else prepares or settles anything. */
async function settle(tx: Tx, signingKeys: Deps["signingKeys"], env: EnvironmentName): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`signing keys of ${env}`}, 0))`.execute(tx);
  signingKeys.reload();
  for (const { name, transaction } of signingKeys.prepared(env)) {
    // pg_xact_status fails on numbers of the future (another cluster, restored from a dump): then nobody knows, and it stays uncounted.
    const { rows } = await sql<{ status: string | null }>`
      select case when ${transaction}::xid8 < pg_snapshot_xmax(pg_current_snapshot()) then pg_xact_status(${transaction}::xid8) end as status`.execute(tx);
    const status = rows[0]?.status;
    if (status === "committed" || status === "aborted") signingKeys.settle(env, name, status === "committed");
  }
}
