import { randomBytes, createHash } from "node:crypto";
import { canonicalize } from "json-canonicalize";
import { sql, type Transaction } from "kysely";
import type { Database } from "../db/open.ts";
import type { Tables } from "../db/tables.ts";
import type { AuditAction } from "../../vocabulary/audit-actions.ts";
import { ENVIRONMENT_NUMBER, type EnvironmentName, SHARED } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";

export type Tx = Transaction<Tables>;

/**
 * Who does something. A person acts for an organisation; for nobody but himself or herself when logging in. `system` is the server itself: set-up and jobs.
 */
export type Actor =
  | { kind: "client"; client: string; org: OrgNumber }
  | { kind: "person"; person: string; org: OrgNumber | null }
  | { kind: "system"; name: string };

/** What has to be true exactly when the deed is: runs in its transaction, when something was changed. */
export type Completion = (tx: Tx, notes: readonly AuditNote[]) => Promise<void>;

/** Who does it and from where. The address can be led to a person, so it is kept apart from the chain. */
export type Doer = { actor: Actor; traceId: string; address: string | null; completion?: Completion | undefined };

export type AuditNote = {
  /** `shared` for what the environments share: organisations, terms, people. */
  env: EnvironmentName | "shared";
  /** Noun and verb: `scope.create`, `access.remove`. It has its words in the vocabulary, so that the log can be read. */
  action: AuditAction;
  /** What was done it to: its public key, such as `{ scope: "lyngvidda:tilsyn.read" }`. */
  object: Record<string, unknown>;
  /** Whose log it stands in: the owner, and whoever it concerns. The actor's own organisation is added. */
  orgs: OrgNumber[];
  /** What changed: never a secret, never a person's data. */
  details?: Record<string, unknown>;
};

/**
 * Carries out one deed: a transaction whose last step is its audit entries, and then the commit.
 *
 * `work` changes rows, in the order of the tables in design.md §4, and notes what it did; a deed without a note is a defect, except when `work` returns
 * without having changed anything. The audit head is locked last and in the order of the environments, so deeds cannot deadlock on it
 * (concurrency.md §5), and nothing can come between entry and commit.
 *
 * @throws whatever `work` throws; then nothing has changed
 */
export async function deed<T>(db: Database, doer: Doer, work: (tx: Tx, note: (entry: AuditNote) => void) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const notes: AuditNote[] = [];
    const result = await work(tx, (entry) => void notes.push(entry));
    if (notes.length > 0) {
      await doer.completion?.(tx, notes);
      await append(tx, doer, notes);
    }
    return result;
  });
}

const chainOf = (env: AuditNote["env"]): number => (env === "shared" ? SHARED : ENVIRONMENT_NUMBER[env]);

async function append(tx: Tx, doer: Doer, notes: AuditNote[]): Promise<void> {
  const { at } = (await sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx)).rows[0]!;
  for (const note of notes.toSorted((a, b) => chainOf(a.env) - chainOf(b.env))) {
    const env = chainOf(note.env);
    const salt = randomBytes(16).toString("base64url");
    const person = canonicalize({ address: doer.address });
    const acting = doer.actor.kind === "system" ? null : doer.actor.org;
    const orgs = [...new Set([...note.orgs, ...(acting === null ? [] : [acting])])];
    const body = canonicalize({
      v: 1,
      env: note.env,
      at: at.toISOString(),
      action: note.action,
      actor: doer.actor,
      object: note.object,
      orgs,
      details: note.details ?? {},
      trace_id: doer.traceId,
      person: createHash("sha256").update(salt).update(person).digest("base64url"),
    });
    await sql`
      with h as (update audit_head set seq = seq + 1, hash = sha256(hash || convert_to(${body}, 'UTF8')) where env = ${env} returning seq, hash),
           e as (insert into audit_entry (env, seq, body, hash, orgs) select ${env}, seq, ${body}, hash, ${orgs.map(orgNumberToInt)}::int[] from h returning seq)
      insert into audit_person (env, seq, salt, data) select ${env}, seq, ${salt}, ${person}::jsonb from e`.execute(tx);
  }
}
