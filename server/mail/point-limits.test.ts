import assert from "node:assert/strict";
import { test } from "node:test";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { type About, type Choosable, limitState, type PointLimits, reaches, wrongChoices } from "./point-limits.ts";

const limits = (clients: string[], scopes: string[] = []): PointLimits => ({ clients, scopes: scopes as ScopeName[] });

for (const [says, limitedTo, about, reached] of [
  ["everything reaches a point without limits", null, { client: "a" }, true],
  ["… of scopes too", null, { scope: "p:s", carriers: [] }, true],
  ["what is about no client and no scope reaches a limited point", limits(["a"]), null, true],
  ["a chosen client", limits(["b", "a"]), { client: "a" }, true],
  ["another client", limits(["a"]), { client: "b" }, false],
  ["a client, when scopes alone are chosen", limits([], ["p:s"]), { client: "a" }, false],
  ["ids are compared byte for byte", limits(["A"]), { client: "a" }, false],
  ["a chosen scope", limits([], ["p:s"]), { scope: "p:s", carriers: [] }, true],
  ["another scope", limits([], ["p:s"]), { scope: "p:t", carriers: ["a"] }, false],
  ["a scope that begins with a chosen one", limits([], ["p:s"]), { scope: "p:s.read", carriers: [] }, false],
  ["a scope that a chosen client carries", limits(["a"]), { scope: "p:s", carriers: ["b", "a"] }, true],
  ["a scope that only other clients carry", limits(["a"]), { scope: "p:s", carriers: ["b"] }, false],
  ["either is enough", limits(["a"], ["p:s"]), { scope: "p:s", carriers: [] }, true],
] as [string, PointLimits | null, About | null, boolean][])
  test(`what reaches a notification point: ${says}: ${reached}`, () => assert.equal(reaches(limitedTo, about), reached));

const [TEST, PROD] = [ENVIRONMENT_NUMBER.test, ENVIRONMENT_NUMBER.prod];
const there: Choosable[] = [
  { env: TEST, id: "both", active: false },
  { env: PROD, id: "both", active: true },
  { env: TEST, id: "in test", active: true },
  { env: TEST, id: "off", active: false },
];

for (const [id, environments, state] of [
  ["both", ["test", "prod"], "active"],
  ["both", ["test"], "deactivated"],
  ["in test", ["test"], "active"],
  ["in test", ["prod"], "gone"],
  ["off", ["test", "prod"], "deactivated"],
  ["never", ["test", "prod"], "gone"],
] as const)
  test(`what a point has chosen stands: ${id}, for a point of ${environments.join(" and ")}: ${state}`, () =>
    assert.equal(limitState(id, there, environments), state));

test("what is not there cannot be chosen; what was chosen before stays, whatever has become of it", () => {
  assert.deepEqual(wrongChoices(["in test", "never", "off", "gone"], ["gone"], there, ["test"]), [1]);
});
