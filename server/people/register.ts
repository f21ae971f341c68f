/**
 * Where people and their roles come from: one interface, whatever the source. The synthetic set of development is the first; the files and the feed of the
 * business register are others.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import type { AuditAction } from "../../vocabulary/audit-actions.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import type { IdentityNumber } from "./identity-number.ts";
import { upsertPerson } from "./person-store.ts";

export type RegisterPerson = { number: IdentityNumber; firstName: string; lastName: string };
/** A role of an organisation, held by a person or by another organisation. */
export type RegisterRole = { code: string } & ({ person: IdentityNumber } | { holder: OrgNumber });

export type RegisterSource = {
  /** Stands in the log. */
  name: string;
  people(): Iterable<RegisterPerson> | AsyncIterable<RegisterPerson>;
  /** Each organisation with all roles that it has: what is not named any longer is over. Those that it does not name stay as they are. */
  roles(): Iterable<{ organization: OrgNumber; roles: RegisterRole[] }> | AsyncIterable<{ organization: OrgNumber; roles: RegisterRole[] }>;
};

const CHUNK = 500;

/**
 * Takes over what a source tells. In chunks, each a deed of its own with a digest of what it held (concurrency.md §5), so a source of any size can be read
 * and what was read stays; reading it again changes nothing that is so already.
 */
export async function importRegister(deps: Pick<Deps, "db">, doer: Doer, source: RegisterSource): Promise<{ people: number; roles: number }> {
  let [people, roles] = [0, 0];
  for await (const chunk of inChunks(source.people())) {
    await deed(deps.db, doer, async (tx, note) => {
      for (const person of chunk) await upsertPerson(tx, { id: uuidv7(), ...person });
      note(
        entry(
          source,
          "register.import_people",
          chunk.length,
          chunk.map(({ number }) => number),
        ),
      );
    });
    people += chunk.length;
  }
  for await (const chunk of inChunks(source.roles())) {
    await deed(deps.db, doer, async (tx, note) => {
      let changed = 0;
      for (const { organization, roles: all } of chunk.toSorted((a, b) => (a.organization < b.organization ? -1 : 1)))
        changed += await replaceRoles(tx, organization, all);
      if (changed > 0) note({ ...entry(source, "register.import_roles", changed, chunk), orgs: chunk.map(({ organization }) => organization) });
    });
    roles += chunk.reduce((sum, { roles: all }) => sum + all.length, 0);
  }
  return { people, roles };
}

/** The log keeps a digest of what was read, not the numbers of people. */
const entry = ({ name }: RegisterSource, action: AuditAction, count: number, read: unknown) => ({
  env: "shared" as const,
  action,
  object: { source: name },
  orgs: [] as OrgNumber[],
  details: { count, digest: createHash("sha256").update(JSON.stringify(read)).digest("base64url") },
});

/** @returns how many roles came or went */
async function replaceRoles(tx: Tx, organization: OrgNumber, roles: RegisterRole[]): Promise<number> {
  const number = orgNumberToInt(organization);
  const wanted = JSON.stringify(
    roles.map((role) => ({ code: role.code, person: "person" in role ? role.person : null, holder: "holder" in role ? orgNumberToInt(role.holder) : null })),
  );
  const named = sql`select w.code, p.id as person, w.holder from jsonb_to_recordset(${wanted}::jsonb) as w (code text, person text, holder int)
                    left join person p on p.identity_number = w.person where p.id is not null or w.holder is not null`;
  const gone = await sql`
    delete from register_role r where organization = ${number}
      and not exists (select from (${named}) n where n.code = r.code and n.person is not distinct from r.person and n.holder is not distinct from r.holder)`.execute(
    tx,
  );
  const come =
    await sql`insert into register_role (organization, code, person, holder) select ${number}, n.code, n.person, n.holder from (${named}) n on conflict do nothing`.execute(
      tx,
    );
  return Number(gone.numAffectedRows ?? 0) + Number(come.numAffectedRows ?? 0);
}

async function* inChunks<Item>(items: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let chunk: Item[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
