import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListedClient } from "../../api/clients.ts";
import { type ClientOrder, inOrder, matches, nextOrder } from "./order.ts";

const client = (name: string, figures: Partial<NonNullable<ListedClient["figures"]>> | null = null): ListedClient =>
  ({ name, description: `Formålet med ${name}`, clientId: `id-${name}`, scopes: [{ name: "lyngvidda:skolerute.read" }], figures }) as ListedClient;
const CLIENTS = [
  client("Østlig", { key: { state: "ok", endsAt: "2027-08-03T00:00:00Z" }, lastTokenAt: null, refused: 3 }),
  client("Ærlig", { key: { state: "none", endsAt: null }, lastTokenAt: "2026-11-26T10:30:00Z", refused: 20 }),
  client("Lønn 10", { key: { state: "expiring", endsAt: "2026-12-03T00:00:00Z" }, lastTokenAt: "2026-11-25T23:10:00Z", refused: 0 }),
  client("Lønn 9"),
];

for (const [order, names] of [
  ["name", "Lønn 9, Lønn 10, Ærlig, Østlig"],
  ["-name", "Østlig, Ærlig, Lønn 10, Lønn 9"],
  ["key", "Lønn 9, Ærlig, Lønn 10, Østlig"],
  ["-token", "Ærlig, Lønn 10, Lønn 9, Østlig"],
  ["-refused", "Ærlig, Østlig, Lønn 9, Lønn 10"],
  ["refused", "Lønn 9, Lønn 10, Østlig, Ærlig"],
] as const satisfies [ClientOrder, string][])
  test(`clients by ${order}: ${names}`, () =>
    assert.equal(
      inOrder(CLIENTS, order, "nb")
        .map(({ name }) => name)
        .join(", "),
      names,
    ));

test("a press on a column sorts by it, the next one the other way", () => {
  assert.equal(nextOrder("name", "name"), "-name");
  assert.equal(nextOrder("-name", "name"), "name");
  assert.equal(nextOrder("name", "refused"), "-refused");
  assert.equal(nextOrder("-refused", "key"), "key");
});

for (const [typed, found] of [
  ["", true],
  ["LØNN", true],
  ["formålet 10", true],
  ["id-lønn", true],
  ["skolerute", true],
  ["Ny integrasjon", true],
  ["integrasjoner", true],
  ["skyss", false],
] as const)
  test(`«${typed}» ${found ? "finds" : "does not find"} it`, () => assert.equal(matches(CLIENTS[2]!, typed, "nb"), found));
