import assert from "node:assert/strict";
import { test } from "node:test";
import { allPages, callAsOperator, ownCallAs } from "../scopes/own-testing.ts";
import { freshOrgNumber, plantOrganization, testDeps } from "../test/installation.ts";

const deps = await testDeps();
const operator = await callAsOperator(deps);
const lock = { reason: "Misbruk" };

test("the operator registers an organisation, renames it and records what it has signed", async () => {
  const [number, parent] = [freshOrgNumber(), await plantOrganization(deps.db)];
  const created = await operator("POST", "/organizations", { number, name: " Tindøy Kommune ", form: "KOMM", parent });
  assert.equal(created.status, 201);
  assert.deepEqual(created.body, { number, name: "Tindøy Kommune", form: "KOMM", parent, deletedOn: null, locked: null, terms: [] });
  assert.equal(created.headers.get("location"), `http://localhost:8080/test/api/fullmakt/v1/organizations/${number}`);
  assert.equal((await operator("POST", "/organizations", { number, name: "En annen" })).status, 409);
  assert.equal((await operator("PUT", `/organizations/${number}`, { name: "Nye Tindøy" })).body.name, "Nye Tindøy");
  const signed = await operator("POST", `/organizations/${number}/terms`, { variant: "public", version: "2" });
  assert.deepEqual([signed.status, signed.body.variant, signed.body.version], [201, "public", "2"]);
  assert.deepEqual((await operator("POST", `/organizations/${number}/terms`, { variant: "public", version: "2" })).body, signed.body);
  assert.deepEqual((await operator("GET", `/organizations/${number}/terms`)).body, { items: [signed.body] });
  assert.deepEqual((await operator("GET", `/organizations/${number}`)).body.terms, [signed.body]);
});

for (const { says, body, code, field } of [
  { says: "a wrong number", body: { number: "310801012", name: "x" }, code: "FM-420", field: "number" },
  { says: "a wrong parent", body: { number: "310801011", name: "x", parent: "1" }, code: "FM-420", field: "parent" },
  { says: "an empty name", body: { number: "310801011", name: " " }, code: "FM-400", field: "name" },
  { says: "a form that is none", body: { number: "310801011", name: "x", form: "kommune" }, code: "FM-400", field: "form" },
  { says: "an unknown member", body: { number: "310801011", name: "x", locked: null }, code: "FM-400", field: "locked" },
])
  test(`an organisation with ${says} is refused`, async () => {
    const answer = await operator("POST", "/organizations", body);
    assert.deepEqual([answer.status, answer.body.code, answer.body.errors?.[0]?.field], [400, code, field]);
  });

test("SEC-085 anyone with a token sees the name behind a number; terms and lock only the organisation itself and the operator", async () => {
  const [one, other] = [await plantOrganization(deps.db, "Tindøy Kommune"), await plantOrganization(deps.db)];
  const [own, foreign] = [await ownCallAs(deps, one, { scopes: ["idporten:dcr.read"] }), await ownCallAs(deps, other, { scopes: ["idporten:scopes.read"] })];
  const base = { number: one, name: "Tindøy Kommune", form: "ORGL", parent: null, deletedOn: null };
  assert.deepEqual((await foreign("GET", `/organizations/${one}`)).body, base);
  const { terms, locked, ...rest } = (await own("GET", `/organizations/${one}`)).body;
  assert.deepEqual([rest, terms.length, locked], [base, 1, null]);
  assert.equal((await own("GET", `/organizations/${one}/terms`)).body.items.length, 1);
  assert.equal((await foreign("GET", `/organizations/${one}/terms`)).status, 404);
  assert.equal((await own("GET", `/organizations/${freshOrgNumber()}`)).status, 404);
  assert.equal((await own("GET", "/organizations/310801012")).body.code, "FM-420");
});

test("a locked organisation is turned away from the next call on, until it is unlocked", async () => {
  const number = await plantOrganization(deps.db);
  const call = await ownCallAs(deps, number);
  const locked = await operator("PUT", `/organizations/${number}/lock`, lock);
  assert.deepEqual([locked.status, locked.body.locked.reason], [200, "Misbruk"]);
  const turnedAway = await call("GET", "/scopes");
  assert.equal(turnedAway.status, 401, "its client is not usable");
  assert.equal((await operator("DELETE", `/organizations/${number}/lock`)).body.locked, null);
  assert.equal((await call("GET", "/scopes")).status, 200);
  assert.equal((await operator("PUT", `/organizations/${freshOrgNumber()}/lock`, lock)).status, 404);
});

test("the operator cannot lock itself out", async () => {
  const { orgNumber } = deps.settings.operator;
  assert.equal((await operator("PUT", `/organizations/${orgNumber}/lock`, lock)).status, 409);
  assert.equal((await operator("GET", "/organizations?limit=1")).status, 200);
});

test("the operator finds organisations by the first digits of the number and by a part of the name, whatever its letters", async () => {
  const number = await plantOrganization(deps.db, "ÆRØYKVIKA 100% Fiskeri_Samvirke");
  for (const query of ["ærøykvika", "100%", "fiskeri_s", number, number.slice(0, 8), `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`]) {
    const found = (await operator("GET", `/organizations?query=${encodeURIComponent(query)}&limit=1000`)).body.items;
    assert.ok(
      found.some((one: { number: string }) => one.number === number),
      query,
    );
  }
  for (const query of ["Fiskeri%Samvirke", "ærøykvikå"])
    assert.deepEqual((await operator("GET", `/organizations?query=${encodeURIComponent(query)}`)).body.items, []);
});

test("SEC-113 the list of organisations followed to its end has each once, while others are registered and renamed", async () => {
  const there = await Promise.all(Array.from({ length: 10 }, () => plantOrganization(deps.db, "Sidevis")));
  const seen = (
    await allPages(operator, "/organizations?query=sidevis&limit=2", async () => {
      await plantOrganization(deps.db, "Sidevis");
      await operator("PUT", `/organizations/${there[5]}`, { name: `Sidevis ${Math.random()}` });
    })
  ).map(({ number }) => number as string);
  assert.equal(new Set(seen).size, seen.length);
  for (const number of there) assert.ok(seen.includes(number));
});
