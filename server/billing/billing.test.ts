/** Billing details over our own API, and what the operator counts for invoices. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createApp } from "../app.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import { ownToken, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight } from "../test/people.ts";
import { faultOf, monthBounds } from "./billing.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);

type Details = Record<string, unknown> & { receiver: { number: string; name: string | null } };
type Answer = {
  status: number;
  text: string;
  body: { details: Details | null; code: string; errors: { field: string }[]; items: { scope: string; accesses: number; billing: Details | null }[] };
  etag: string | null;
};

async function call(headers: Record<string, string>, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await app.fetch(
    new Request(`http://localhost:8080/prod/api/fullmakt/v1${path}`, {
      method,
      headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    body: (answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : {}) as Answer["body"],
    etag: answer.headers.get("etag"),
  };
}

async function manager(
  right: "api_manager" | "client_manager" = "api_manager",
  name = "Lyngvidda direktorat",
): Promise<{ org: OrgNumber; headers: Record<string, string> }> {
  const org = await plantOrganization(db, name);
  const { person, cookie } = await logIn({ deps });
  await plantRight(db, "prod", org, person, right);
  return { org, headers: asPerson(cookie, org) };
}

const WISH = { ehf: true, reference: "PO-17", contactName: "Kari Nordmann", contactEmail: "kari@lyngvidda.example", validFrom: "2026-01-01" };

test("billing details are entered once, read with the receiver's name, and changed only by who has read them", async () => {
  const { org, headers } = await manager();
  const empty = await call(headers, "GET", "/billing-details");
  assert.deepEqual([empty.status, empty.body.details], [200, null]);
  assert.equal((await call(headers, "PUT", "/billing-details", WISH)).status, 428);
  const put = await call({ ...headers, "if-match": empty.etag! }, "PUT", "/billing-details", WISH);
  assert.equal(put.status, 200);
  assert.deepEqual(
    [put.body.details!.receiver, put.body.details!.peppolId, put.body.details!.reference],
    [{ number: org, name: "Lyngvidda direktorat" }, `0192:${org}`, "PO-17"],
  );
  assert.equal((await call({ ...headers, "if-match": empty.etag! }, "PUT", "/billing-details", { ...WISH, reference: "PO-18" })).status, 412);
  const read = await call(headers, "GET", "/billing-details");
  assert.equal(read.body.details!.validFrom, "2026-01-01");
  const other = await plantOrganization(db, "Regnskapssentralen");
  const changed = await call({ ...headers, "if-match": read.etag! }, "PUT", "/billing-details", {
    ehf: false,
    email: "faktura@regnskap.example",
    receiver: other,
    validFrom: "2026-07-01",
  });
  assert.deepEqual([changed.body.details!.receiver.name, changed.body.details!.peppolId, changed.body.details!.contactName], ["Regnskapssentralen", null, ""]);
  const bodies = (await db.selectFrom("audit_entry").select("body").execute()).map(({ body }) => body).join("\n");
  assert.match(bodies, /billing\.change/);
  assert.doesNotMatch(bodies, /Kari Nordmann|kari@|faktura@/);
});

test("of 50 who write at once one does", async () => {
  const { headers } = await manager();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => call({ ...headers, "if-match": '"0"' }, "PUT", "/billing-details", { ...WISH, reference: `nr ${i}` })),
  );
  assert.deepEqual(
    answers
      .map(({ status }) => status)
      .toSorted((a, b) => a - b)
      .slice(0, 2),
    [200, 412],
  );
});

test("what leads nowhere is refused with a line for the field, and who may not change it is told so", async () => {
  const { headers } = await manager();
  for (const [change, field] of [
    [{ ehf: false }, "email"],
    [{ receiver: "310800008" }, "receiver"],
    [{ email: "faktura" }, "email"],
    [{ contactEmail: "a@b.no\nBcc: c@d.no" }, "contactEmail"],
    [{ peppolId: "192:1" }, "peppolId"],
    [{ validFrom: "2026-02-30" }, "validFrom"],
    [{ reference: "a\nb" }, "reference"],
    [{ iban: "NO" }, "iban"],
  ] as const) {
    const { status, body } = await call({ ...headers, "if-match": "*" }, "PUT", "/billing-details", { ...WISH, ...change });
    assert.deepEqual([status, body.errors?.[0]?.field], [400, field], JSON.stringify(change));
  }
  const client = await manager("client_manager");
  assert.equal((await call({ ...client.headers, "if-match": "*" }, "PUT", "/billing-details", WISH)).body.code, "FM-465");
  assert.equal((await call(client.headers, "GET", "/billing-details")).status, 200);
  assert.equal(faultOf({ ehf: false, email: null, postalAddress: "Vei 1" }), null);
});

/** A scope with accesses of these dates, each of another organisation. */
async function scopeWith(owner: OrgNumber, name: string, accesses: { from: string; to?: string; ended?: string; twice?: boolean }[]): Promise<string> {
  const prefix = await plantPrefix(db, "prod", owner);
  const full = `${prefix}:${name}`;
  const { id } = await db
    .insertInto("scope")
    .values({ env: ENVIRONMENT_NUMBER.prod, name: full, prefix, subscope: name, owner: orgNumberToInt(owner), description: name })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const { from, to, ended, twice } of accesses) {
    const org = orgNumberToInt(await plantOrganization(db));
    const insert = (values: { valid_from: string; valid_to?: string }) =>
      db
        .insertInto("access")
        .values({ env: ENVIRONMENT_NUMBER.prod, id: randomUUID(), scope: id, org, ...values })
        .execute();
    const end = (at: string) =>
      db
        .updateTable("access")
        .set({ ended_at: at, ended_why: "removed" })
        .where("scope", "=", id)
        .where("org", "=", org)
        .where("ended_at", "is", null)
        .execute();
    await insert({ valid_from: from, ...(to ? { valid_to: to } : {}) });
    if (ended) await end(ended);
    if (twice) await insert({ valid_from: ended! });
  }
  return full;
}

test("SEC-153 the operator exports accesses per provider and scope of a month, as JSON and as CSV that no spreadsheet calculates", async () => {
  const { org, headers } = await manager("api_manager", '=HYPERLINK("http://ond.example")');
  await call({ ...headers, "if-match": "*" }, "PUT", "/billing-details", { ...WISH, reference: "+47" });
  const scope = await scopeWith(org, "tilsyn.read", [
    { from: "2026-01-10T00:00:00Z" },
    { from: "2026-03-31T21:30:00Z" }, // still March in Norway
    { from: "2026-03-31T22:30:00Z" }, // April in Norway
    { from: "2026-01-01T00:00:00Z", ended: "2026-02-28T22:00:00Z" }, // ended in February
    { from: "2026-01-01T00:00:00Z", ended: "2026-03-10T00:00:00Z", twice: true }, // removed and given again: one
    { from: "2026-01-01T00:00:00Z", to: "2026-03-05T00:00:00Z" },
    { from: "2026-01-01T00:00:00Z", to: "2026-02-05T00:00:00Z" },
  ]);
  const bare = await plantOrganization(db, "Uten faktura");
  const second = await scopeWith(bare, "annet.read", [{ from: "2026-03-01T00:00:00Z" }]);
  const operator = { authorization: `Bearer ${await ownToken(deps, "prod", deps.settings.operator.orgNumber, [OPERATOR_SCOPE])}` };
  const json = await call(operator, "GET", "/billing-export?month=2026-03");
  const ofScope = (name: string) => json.body.items.find((item) => item.scope === name);
  assert.equal(ofScope(scope)!.accesses, 4);
  assert.equal(ofScope(scope)!.billing!.reference, "+47");
  assert.deepEqual([ofScope(second)!.accesses, ofScope(second)!.billing], [1, null]);
  const csv = await call({ ...operator, accept: "text/csv" }, "GET", "/billing-export?month=2026-03");
  const lines = csv.text.split("\r\n");
  assert.match(lines[0]!, /^"provider_number","provider_name","scope","accesses"/);
  const line = lines.find((one) => one.includes(scope))!;
  assert.ok(line.startsWith(`"${org}","'=HYPERLINK(""http://ond.example"")","${scope}",4,"${org}","yes","0192:${org}"`), line);
  assert.match(line, /"'\+47"/);
  assert.equal((await call(headers, "GET", "/billing-export?month=2026-03")).body.code, "FM-465");
  for (const month of ["2026-13", "2026-3", "mars"]) assert.equal((await call(operator, "GET", `/billing-export?month=${month}`)).status, 400);
  assert.deepEqual(monthBounds("2026-12"), { from: "2026-12-01", to: "2027-01-01" });
});
