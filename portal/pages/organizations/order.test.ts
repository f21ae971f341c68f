import assert from "node:assert/strict";
import { test } from "node:test";
import type { MyOrganization } from "../../api/session.ts";
import { asTree, firstChoice, recentOf, search } from "./order.ts";
import { standingIn, worthNaming } from "./standing.ts";

const org = (number: string, name: string, change: Partial<MyOrganization> = {}): MyOrganization => ({
  number,
  name,
  form: "AS",
  parent: null,
  locked: false,
  rights: [],
  roles: [],
  lastChosenAt: null,
  ...change,
});
const names = (found: readonly MyOrganization[]) => found.map(({ name }) => name);

test("sub-units stand below the unit above them, which may itself be below another; one whose unit above is not there stands alone", () => {
  const list = [
    org("1", "A"),
    org("2", "B"),
    org("3", "Below A", { parent: "1" }),
    org("4", "Below nobody here", { parent: "9" }),
    org("5", "Two below A", { parent: "3" }),
  ];
  assert.deepEqual(
    asTree(list).map(({ organization, depth }) => `${"-".repeat(depth)}${organization.name}`),
    ["A", "-Below A", "--Two below A", "B", "Below nobody here"],
  );
});

test("the last ones chosen come first, where the list is long", () => {
  const chosen = ["2026-01-03", "2026-01-01", "2026-01-04", "2026-01-02"].map((day, i) => org(String(i), day, { lastChosenAt: `${day}T00:00:00.000Z` }));
  const never = [org("8", "x"), org("9", "y")];
  assert.deepEqual(names(recentOf([...never, ...chosen])), ["2026-01-04", "2026-01-03", "2026-01-02"]);
  assert.deepEqual(recentOf(chosen), [], "a short list shows all of them anyway");
  assert.equal(firstChoice([...never, ...chosen])?.name, "2026-01-04");
  assert.equal(firstChoice(never)?.name, "x");
  assert.equal(firstChoice([]), undefined);
});

test("a search finds words in any order, and the beginning of a number with or without spaces", () => {
  const list = [org("310801011", "Tindøy kommune"), org("310803030", "Bjørkelia Regnskap AS")];
  assert.deepEqual(names(search(list, "KOMMUNE tind")), ["Tindøy kommune"]);
  assert.deepEqual(names(search(list, "310 803")), ["Bjørkelia Regnskap AS"]);
  assert.deepEqual(names(search(list, "803")), []);
  assert.deepEqual(names(search(list, "  ")), names(list));
});

test("a role of the organisation itself is told before one of the unit above; a right that follows from another is not told", () => {
  const roles = [
    { code: "LEDE", of: "1" },
    { code: "DAGL", of: "2" },
  ];
  assert.deepEqual(standingIn(org("2", "Unit", { roles })).role, { code: "DAGL", ofMainUnit: false });
  assert.deepEqual(standingIn(org("3", "Unit", { roles: roles.slice(0, 1) })).role, { code: "LEDE", ofMainUnit: true });
  assert.deepEqual(worthNaming(["main_administrator", "access_manager", "client_manager", "viewer"]), ["main_administrator"]);
  assert.deepEqual(worthNaming(["client_manager", "test_only", "viewer"]), ["client_manager"]);
  assert.deepEqual(worthNaming(["viewer"]), ["viewer"]);
  assert.deepEqual(worthNaming(["main_administrator", "platform_operator"]), ["main_administrator", "platform_operator"]);
});
