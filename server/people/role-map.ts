/** What each role of the register gives. Data, because the sources disagree and the register changes (altinn.md §5.1). */
import type { Right } from "../../vocabulary/rights.ts";
import { deed, type Doer } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";

export type RoleMapping = { code: string; keyRole: boolean; rights: Right[] };

/** All roles that give or could give something, by code. */
export async function roleMap(db: Database): Promise<RoleMapping[]> {
  const rows = await db.selectFrom("register_role_map").select(["code", "key_role", "rights"]).orderBy("code").execute();
  return rows.map(({ code, key_role, rights }) => ({ code, keyRole: key_role, rights }));
}

/** Says what a role gives, from now on and for everyone who holds it. The same once more changes nothing. */
export async function setRole(deps: Pick<Deps, "db">, doer: Doer, { code, keyRole, rights: wished }: RoleMapping): Promise<RoleMapping> {
  const rights = [...new Set(wished)].toSorted();
  return deed(deps.db, doer, async (tx, note) => {
    const before = await tx.selectFrom("register_role_map").select(["code", "key_role", "rights"]).where("code", "=", code).forNoKeyUpdate().executeTakeFirst();
    if (before && before.key_role === keyRole && before.rights.toSorted().join() === rights.join()) return { code, keyRole, rights };
    await tx
      .insertInto("register_role_map")
      .values({ code, key_role: keyRole, rights })
      .onConflict((conflict) => conflict.column("code").doUpdateSet({ key_role: keyRole, rights }))
      .execute();
    const from = before && { keyRole: before.key_role, rights: before.rights };
    note({ env: "shared", action: "register_role.change", object: { code }, orgs: [], details: { from: from ?? null, to: { keyRole, rights } } });
    return { code, keyRole, rights };
  });
}
