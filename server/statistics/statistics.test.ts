/** How the whole service is used: everything that is there counted once, before the log is counted and after, and asked for once a minute. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import { callAsOperator, ownCall, ownCallAs } from "../scopes/own-testing.ts";
import { ownToken, plantOrganization, plantPrefixApplication } from "../test/installation.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight, plantRole } from "../test/people.ts";
import { fetchToken, grantOf, plantClient, plantScope, tokenInstallation } from "../test/token-client.ts";
import { untilSettled } from "../test/waiting.ts";
import { countUse } from "../token/use-count.ts";
import { countClients } from "./store.ts";
import { keptForAMinute } from "./kept-for-a-minute.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const { db } = deps;

type Shown = {
  organizations: Record<"all" | "withTerms" | "withClient" | "locked", number>;
  scopes: Record<string, number>;
  clients: Record<"active" | "deactivated" | "withoutKey", number>;
  prefixes: number;
  accesses: number;
  keysEnding: number;
  persons: number;
  applications: { waiting: number; decided: number; medianSeconds: number | null };
  total: { tokens: number; refused: number };
  days: { day: string; tokens: number; refused: number }[];
  refusals: { code: string; title: string; refused: number }[];
  topScopes: { scope: string; owner: { number: string }; tokens: number; refused: number }[];
  topConsumers: { consumer: { number: string }; tokens: number; refused: number }[];
};
const token = await ownToken(deps, "test", deps.settings.operator.orgNumber, [OPERATOR_SCOPE]);
/** Each time from a server that has kept nothing. */
async function read(query = "", headers: Record<string, string> = {}): Promise<Shown> {
  const { status, body } = await ownCall(deps, token)("GET", `/statistics${query}`, undefined, headers);
  assert.equal(status, 200, JSON.stringify(body));
  return body as Shown;
}

test("clients are counted in slices, and come to the same whatever the slice", async () => {
  for (let i = 0; i < 5; i++) await plantClient(installation);
  const off = await plantClient(installation);
  await db.updateTable("client").set({ active: false }).where("id", "=", off.clientId).execute();
  const whole = await countClients(db, ENVIRONMENT_NUMBER.test);
  assert.ok(whole.active >= 5 && whole.deactivated >= 1 && whole.withKey >= 5 && whole.keysEnding >= 5, JSON.stringify(whole));
  for (const slice of [1, 2, whole.active + whole.deactivated]) assert.deepEqual(await countClients(db, ENVIRONMENT_NUMBER.test, slice), whole, `${slice}`);
});

test("everything is counted: what there is, and what was added since", async () => {
  const before = await read();
  await plantClient(installation); // with a key that ends tomorrow
  const unsigned = await plantOrganization(db, "Uten vilkår AS", { termsSigned: false });
  const locked = await plantOrganization(db);
  await sql`update organization set locked_at = now(), lock_reason = 'Nøkkel på avveie' where number = ${orgNumberToInt(locked)}`.execute(db);
  const off = await plantClient(installation);
  await db.updateTable("client").set({ active: false }).where("id", "=", off.clientId).execute();
  const keyless = await plantClient(installation);
  await sql`update client_key set expires_at = now() - interval '1 second' where client = ${keyless.clientId}`.execute(db);
  const { person } = await logIn({ deps });
  for (const org of [unsigned, locked]) await plantRight(db, "test", org, person, "viewer");
  await plantRole(db, unsigned, "DAGL", { person: (await logIn({ deps })).person });
  await plantRole(db, unsigned, "MEDL", { person: (await logIn({ deps })).person }); // gives nothing
  await plantRight(db, "prod", unsigned, (await logIn({ deps })).person, "viewer"); // elsewhere
  await plantPrefixApplication(db, "test", unsigned, `v${unsigned}`);
  for (const hours of [1, 5, 30]) {
    const id = await plantPrefixApplication(db, "test", unsigned, `h${hours}-${unsigned}`);
    await sql`update prefix_application set state = 'rejected', reason = 'Opptatt', submitted_at = now() - ${hours} * interval '1 hour', decided_at = now() where id = ${id}`.execute(
      db,
    );
  }
  const after = await read();
  const added = (of: (shown: Shown) => number) => of(after) - of(before);
  assert.equal(
    added(({ organizations }) => organizations.locked),
    1,
  );
  assert.equal(
    added(({ organizations }) => organizations.withClient),
    2,
  );
  assert.equal(
    added(({ organizations: { all, withTerms } }) => all - withTerms),
    1,
  );
  assert.deepEqual(
    [added(({ clients }) => clients.active), added(({ clients }) => clients.deactivated), added(({ clients }) => clients.withoutKey)],
    [2, 1, 1],
  );
  assert.deepEqual([added(({ prefixes }) => prefixes), added(({ scopes }) => scopes.active!), added(({ accesses }) => accesses)], [3, 3, 3]);
  assert.equal(
    added(({ keysEnding }) => keysEnding),
    1,
  );
  assert.equal(
    added(({ persons }) => persons),
    2,
  );
  assert.deepEqual([added(({ applications }) => applications.waiting), after.applications.decided], [1, 3]);
  assert.ok(Math.abs(after.applications.medianSeconds! - 5 * 3_600) < 60);
});

test("tokens and refusals by day, by code, by scope and consumer: the same before the log is counted and after", async () => {
  const planted = await plantClient(installation);
  const second = `${planted.scope.split(":")[0]}:second.read`;
  await plantScope(deps, "test", planted.provider, second, planted.clientId, planted.owner);
  const without = `${planted.scope.split(":")[0]}:tilsyn`;
  await plantScope(deps, "test", planted.provider, without, planted.clientId, null);
  const before = await read();
  for (const scope of [`${planted.scope} ${second}`, planted.scope, without]) await fetchToken(installation, grantOf(planted, { scope }));
  assert.equal((await fetchToken(installation, grantOf(planted, { scope: "ukjent:ting" }))).code, "MP-200");
  const shape = (shown: Shown) => ({
    total: { tokens: shown.total.tokens - before.total.tokens, refused: shown.total.refused - before.total.refused },
    codes: shown.refusals
      .filter(({ code }) => code === "MP-250" || code === "MP-200")
      .map(({ code }) => code)
      .toSorted(),
    scopes: shown.topScopes.filter(({ scope }) => [planted.scope, second, without].includes(scope)),
    consumers: shown.topConsumers.filter(({ consumer }) => consumer.number === planted.owner),
  });
  const live = await read();
  const owner = {
    number: planted.provider,
    name: live.topScopes[0] && (live.topScopes.find(({ scope }) => scope === second)!.owner as { name?: string }).name,
  };
  assert.deepEqual(shape(live), {
    total: { tokens: 2, refused: 2 },
    codes: ["MP-200", "MP-250"],
    scopes: [
      { scope: planted.scope, owner, tokens: 2, refused: 0 },
      { scope: second, owner, tokens: 1, refused: 0 },
      { scope: without, owner, tokens: 0, refused: 1 },
    ],
    consumers: [{ consumer: { number: planted.owner, name: "Konsument" }, tokens: 2, refused: 2 }],
  });
  assert.equal(
    live.days.reduce((sum, { tokens }) => sum + tokens, 0),
    live.total.tokens,
  );
  await untilSettled(db);
  await countUse(db);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from service_use where what = 'consumer' and id = ${orgNumberToInt(planted.owner)}`.execute(db);
  assert.equal(rows[0]!.n, 1, "from the table now");
  assert.deepEqual(shape(await read("?days=365")), shape(live));
});

test("titles are in the reader's language; each table is CSV that no spreadsheet calculates", async () => {
  const planted = await plantClient(installation);
  await db.updateTable("organization").set({ name: "=1+1" }).where("number", "=", orgNumberToInt(planted.owner)).execute();
  await fetchToken(installation, grantOf(planted));
  await fetchToken(installation, grantOf(planted, { scope: "ukjent:ting" }));
  const titles = [];
  for (const language of ["nb", "en"]) titles.push((await read("", { "accept-language": language })).refusals.find(({ code }) => code === "MP-200")!.title);
  assert.notEqual(titles[0], titles[1]);
  const operator = await logIn({ deps });
  await plantRight(db, "test", deps.settings.operator.orgNumber, operator.person, "platform_operator");
  const app = createApp(deps);
  const csv = async (query: string) => {
    const answer = await app.fetch(
      new Request(`http://localhost:8080/test/api/fullmakt/v1/statistics${query}`, {
        headers: { ...asPerson(operator.cookie, deps.settings.operator.orgNumber), accept: "text/csv" },
      }),
    );
    assert.match(answer.headers.get("content-disposition")!, /^attachment; filename="statistics-test-\w+-\d{4}-\d\d-\d\d\.csv"$/);
    return (await answer.text()).split("\r\n");
  };
  assert.equal((await csv(""))[0], '"day","tokens","refused"');
  assert.equal((await csv("?table=refusals"))[0], '"code","title","refused"');
  assert.ok((await csv("?table=scopes&days=90")).some((line) => line.includes(planted.scope)));
  assert.ok((await csv("?table=consumers")).includes(`"${planted.owner}","'=1+1",1,1`));
});

test("who does not run the service is told nothing", async () => {
  const stranger = await ownCallAs(deps, await plantOrganization(db), { scopes: ["fullmakt:operator", "idporten:scopes.read"] });
  assert.equal((await stranger("GET", "/statistics")).status, 403);
  assert.equal((await (await callAsOperator(deps))("GET", "/statistics?days=31")).status, 400);
});

test("50 that ask at once are told what was counted once, for a minute; what failed, or the clock has left, is counted anew", async () => {
  let [now, counted] = [1_000_000, 0];
  const kept = keptForAMinute<number>(() => now);
  const count = async () => ++counted;
  const all = await Promise.all(Array.from({ length: 50 }, () => kept("test 30", count)));
  assert.deepEqual([new Set(all).size, counted], [1, 1]);
  assert.equal(await kept("test 90", count), 2, "another question");
  now += 59_999;
  assert.equal(await kept("test 30", count), 1);
  now += 1;
  assert.equal(await kept("test 30", count), 3);
  now -= 120_000;
  assert.equal(await kept("test 30", count), 4, "a clock that was set back");
  await assert.rejects(kept("prod 30", () => Promise.reject(new Error("away"))));
  assert.equal(await kept("prod 30", count), 5);
});
