/** How many steps a journey takes in the portal, beside what it takes today and what we aim at. `npm test` prints them all at its end. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";

/**
 * Steps are what the reader decides or confirms, counted from the page that the menu opens. `today`: numbered steps of the official instructions
 * (selfservice.md §14b).
 */
const JOURNEYS = {
  "first token, guided": { target: 6, today: "6 activities, working days" },
  "apply for a prefix": { target: 1, today: "form, mail, terms; days" },
  "decide an application for a prefix": { target: 2, today: "not told" },
  "give a colleague a right": { target: 3, today: "12" },
  "ask for a right": { target: 2, today: "depends on finding who gives it" },
  "answer who asks for a right": { target: 2, today: "12" },
  "take a right away": { target: 2, today: "10" },
  "create a scope": { target: 3, today: "7" },
  "give one organisation access": { target: 3, today: "7, and telling it" },
  "deactivate a scope": { target: 2, today: "7, and one per access" },
  "create a client with a key": { target: 1, today: "9, and conversion of the key" },
  "add a scope that a refusal names": { target: 1, today: "not told" },
  "renew a key": { target: 1, today: "found out by outage" },
  "deactivate a client": { target: 2, today: "not told" },
  "enter billing details": { target: 1, today: "5 per integration" },
  "add a notification point": { target: 1, today: "6 per contact" },
} as const;
export type Journey = keyof typeof JOURNEYS;

/** Begins the line of a journey in the output of the tests. */
export const STEPS = "Steps:";

/** @returns what is called at each step; the test fails when there were none, or more than the target */
export function stepsOf(t: TestContext, journey: Journey): (what: string) => void {
  const taken: string[] = [];
  t.after(() => {
    const { target, today } = JOURNEYS[journey];
    t.diagnostic(`${STEPS} ${journey} | ${taken.length} | ${target} | ${today}`);
    assert.ok(taken.length > 0 && taken.length <= target, `${journey}: ${taken.join(", ")} are more steps than ${target}, or none`);
  });
  return (what) => void taken.push(what);
}
