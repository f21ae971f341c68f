/** What needs attention, and the way to a first token: each thing shows when it is so, and goes when it is mended. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import { OPERATOR_RIGHT } from "../../vocabulary/rights.ts";
import { plantDeadMail } from "../mail/mail-under-test.ts";
import { ownCallAs } from "../scopes/own-testing.ts";
import { plantOrganization } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight, plantRole } from "../test/people.ts";
import { fetchToken, plantClient, plantKey } from "../test/token-client.ts";
import { grantFor, runningInstallation } from "../test/running.ts";
import type { Attention } from "./overview-store.ts";

const running = await runningInstallation();
const { deps } = running;
const { db } = deps;
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

async function reader(org: Parameters<typeof ownCallAs>[1]) {
  const call = await ownCallAs(deps, org, { scopes: ["idporten:dcr.read"] });
  return async () => {
    const { status, body } = await call("GET", "/overview");
    assert.equal(status, 200);
    return body as { attention: Attention[]; steps: Record<string, unknown> };
  };
}
const kinds = (attention: Attention[]) => attention.map(({ kind }) => kind);

test("keys that run out: the last one of a client counts, and another that lives on takes the warning away", async () => {
  const planted = await plantClient(running);
  const read = await reader(planted.owner);
  const [ending] = (await read()).attention;
  assert.deepEqual([ending!.kind, ending!.clientId, ending!.kid], ["key_expiring", planted.clientId, planted.key.kid], "it ends tomorrow");
  await sql`update client_key set expires_at = now() - interval '1 hour' where client = ${planted.clientId}`.execute(db);
  assert.deepEqual(kinds((await read()).attention), ["key_expired"]);
  await plantKey(deps, "test", planted.clientId, { kind: "p256", alg: "ES256", expiresAt: inDays(300) });
  assert.deepEqual(kinds((await read()).attention), []);
});

test("refusals of a week with the last one's code, accesses that end, and those that nobody has used for a year; SEC-110 nothing of another's", async () => {
  const planted = await plantClient(running);
  await sql`update client_key set expires_at = ${inDays(300)} where client = ${planted.clientId}`.execute(db);
  const read = await reader(planted.owner);
  assert.deepEqual(kinds((await read()).attention), []);
  for (const scope of ["a:b", "a:c"]) await fetchToken(running, grantFor(running, planted, { scope }));
  const [refused] = (await read()).attention;
  assert.deepEqual([refused!.kind, refused!.count, refused!.orMore, refused!.code], ["tokens_refused", 2, false, "MP-200"]);
  await sql`update access set valid_to = ${inDays(3)} where org = ${Number(planted.owner)} and scope = (select id from scope where env = 1 and name = ${planted.scope})`.execute(
    db,
  );
  assert.deepEqual(kinds((await read()).attention), ["tokens_refused", "access_ending"]);
  await sql`update access set valid_to = null, given_at = now() - interval '13 months' where org = ${Number(planted.owner)} and scope = (select id from scope where env = 1 and name = ${planted.scope})`.execute(
    db,
  );
  const unused = (await read()).attention.at(-1)!;
  assert.deepEqual([unused.kind, unused.count, unused.scope], ["access_unused", 1, planted.scope]);
  await sql`insert into scope_use (env, scope, day, consumer, tokens, refused) select 1, id, current_date, ${Number(planted.owner)}, 1, 0 from scope where name = ${planted.scope}`.execute(
    db,
  );
  assert.deepEqual(kinds((await read()).attention), ["tokens_refused"]);
  const stranger = await reader(planted.provider);
  assert.deepEqual(kinds((await stranger()).attention), []);
});

test("those who run the installation see what waits for them: applications, and mails that stopped; nobody else does", async () => {
  const itself = { number: Number(deps.settings.operator.orgNumber), name: deps.settings.operator.name };
  await db
    .insertInto("organization")
    .values(itself)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const [applicant, operator] = [await plantOrganization(db), await logIn(running)];
  await plantRight(db, "test", deps.settings.operator.orgNumber, operator.person, OPERATOR_RIGHT);
  const look = async () => {
    const headers = asPerson(operator.cookie, deps.settings.operator.orgNumber);
    const { attention } = (await (await running.fetch("/test/api/fullmakt/v1/overview", { headers })).json()) as { attention: Attention[] };
    return attention.filter(({ kind }) => kind === "prefix_applications_waiting" || kind === "mails_stopped").map(({ kind, count }) => [kind, count]);
  };
  assert.deepEqual(await look(), []);
  const application = {
    env: 1,
    organization: Number(applicant),
    purpose: "Prøver",
    consumers: "up_to_5",
    contact_name: "Lun",
    contact_email: "lun@example.com",
  } as const;
  for (const [id, prefix] of [
    [randomUUID(), "venter"],
    [randomUUID(), "ventermer"],
  ] as const)
    await db
      .insertInto("prefix_application")
      .values({ ...application, id, prefix })
      .execute();
  await plantDeadMail(db);
  assert.deepEqual(await look(), [
    ["mails_stopped", 1],
    ["prefix_applications_waiting", 2],
  ]);
  await sql`update prefix_application set state = 'rejected', decided_at = now(), reason = 'Nei' where prefix = 'venter'`.execute(db);
  assert.deepEqual((await look()).at(-1), ["prefix_applications_waiting", 1]);
  assert.deepEqual(kinds((await (await reader(applicant))()).attention), []);
});

test("the way to a first token, step by step; terms are signed by a main administrator, once, in the version that is in force", async () => {
  const org = await plantOrganization(db, "Nytt Selskap AS", { termsSigned: false });
  const leader = await logIn(running, { person: { firstName: "Rask", lastName: "Oter" } });
  await plantRole(db, org, "DAGL", { person: leader.person });
  const ask = async (cookie: string, method: string, path: string, body?: unknown) => {
    const answer = await running.fetch(`/test/api/fullmakt/v1${path}`, {
      method,
      headers: { ...asPerson(cookie, org), "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as { steps: Record<string, unknown>; code?: string; items?: unknown[] } };
  };
  const before = (await ask(leader.cookie, "GET", "/overview")).body.steps;
  assert.deepEqual([before.terms, before.managers, before.client, before.hasKey, before.firstTokenAt], [null, ["Rask Oter"], null, false, null]);

  const other = await logIn(running);
  await plantRight(db, "test", org, other.person, "client_manager");
  assert.equal((await ask(other.cookie, "POST", "/terms-signatures", { variant: "private", version: "1" })).body.code, "FM-465");
  const stale = await logIn(running, { ageMs: 20 * 60_000 });
  await plantRole(db, org, "DAGL", { person: stale.person });
  assert.equal((await ask(stale.cookie, "POST", "/terms-signatures", { variant: "private", version: "1" })).body.code, "FM-462");
  assert.equal((await ask(leader.cookie, "POST", "/terms-signatures", { variant: "private", version: "2" })).status, 400);
  const signed = await Promise.all(Array.from({ length: 50 }, () => ask(leader.cookie, "POST", "/terms-signatures", { variant: "private", version: "1" })));
  assert.ok(signed.every(({ status, body }) => status === 200 && body.items?.length === 1));
  const entries = await sql<{
    n: number;
  }>`select count(*)::int as n from audit_entry where body::jsonb ->> 'action' = 'terms.sign' and ${Number(org)} = any(orgs)`.execute(db);
  assert.equal(entries.rows[0]!.n, 1, "fifty at once: signed and recorded once");
  assert.notEqual((await ask(leader.cookie, "GET", "/overview")).body.steps.terms, null);

  const planted = await plantClient(running);
  const read = await reader(planted.owner);
  assert.deepEqual([(await read()).steps.firstTokenAt, (await read()).steps.managers], [null, null], "programs see no people");
  assert.equal((await fetchToken(running, grantFor(running, planted))).status, 200);
  const { client, hasKey, firstTokenAt } = (await read()).steps;
  assert.deepEqual([(client as { clientId: string }).clientId, hasKey, firstTokenAt !== null], [planted.clientId, true, true]);
});
