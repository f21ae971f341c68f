import assert from "node:assert/strict";
import { test } from "node:test";
import { type CandidateFacts, CANDIDATE_STATES, type CandidateState, fitOf, fold, groupOf, judgeCandidate, readSearch } from "./candidate.ts";

const SCOPE = { usable: true, openToAll: false, delegationSource: null, allowedIntegrationTypes: [] as never[] };
const FACTS: CandidateFacts = { scope: SCOPE, given: false, isOwn: false, givenElsewhere: false, clientType: "maskinporten", rightLacking: null };
const krr = { ...SCOPE, allowedIntegrationTypes: ["krr" as const] };

const TABLE: [says: string, facts: Partial<CandidateFacts>, state: CandidateState][] = [
  ["given", { given: true }, "given"],
  ["given and open", { given: true, scope: { ...SCOPE, openToAll: true } }, "given"],
  ["one's own, given to oneself", { given: true, isOwn: true }, "given"],
  ["open", { scope: { ...SCOPE, openToAll: true } }, "open"],
  ["one's own and open", { isOwn: true, scope: { ...SCOPE, openToAll: true } }, "open"],
  ["delegable", { scope: { ...SCOPE, delegationSource: "self" } }, "delegable"],
  ["one's own, not given to oneself", { isOwn: true }, "own"],
  ["somebody's, not given", {}, "must_be_asked_for"],
  ["not given here, but there", { givenElsewhere: true }, "other_environment"],
  ["open here, and given there", { givenElsewhere: true, scope: { ...SCOPE, openToAll: true } }, "open"],
  ["not here at all", { scope: null }, "other_environment"],
  ["not here at all, and given there", { scope: null, givenElsewhere: true }, "other_environment"],
  ["for clients of another type", { scope: krr }, "wrong_client_type"],
  ["given, but for clients of another type", { scope: krr, given: true }, "wrong_client_type"],
  ["for clients of this type among others", { scope: { ...SCOPE, allowedIntegrationTypes: ["krr", "maskinporten"] }, given: true }, "given"],
  ["deactivated", { scope: { ...SCOPE, usable: false } }, "deactivated"],
  ["deactivated, given before", { scope: { ...SCOPE, usable: false }, given: true }, "deactivated"],
  ["deactivated, for another type", { scope: { ...krr, usable: false } }, "deactivated"],
  ["given, but opening what the person may not do", { given: true, rightLacking: "api_manager" }, "right_missing"],
  ["not given, and opening what the person may not do", { rightLacking: "api_manager" }, "must_be_asked_for"],
];
for (const [says, facts, state] of TABLE) test(`a scope is ${state}: ${says}`, () => assert.equal(judgeCandidate({ ...FACTS, ...facts }), state));

test("every state is in the table, and in one of the three groups", () => {
  assert.deepEqual(new Set(TABLE.map(([, , state]) => state)), new Set(CANDIDATE_STATES));
  const groups = { ...Object.groupBy(CANDIDATE_STATES, groupOf) };
  assert.deepEqual(groups, {
    choosable: ["given", "open", "delegable"],
    askable: ["right_missing", "own", "other_environment", "must_be_asked_for"],
    unusable: ["wrong_client_type", "deactivated"],
  });
});

for (const [typed, words, state] of [
  ["", [], null],
  ["  Skole  Rute ", ["skole", "rute"], null],
  ["lyngvidda:skole", ["lyngvidda:skole"], null],
  ["Tildelt meg", [], "given"],
  ["tildelt oss", [], "given"],
  ["Scopes tilgjengelig for alle", [], "open"],
  ["tilgjengelig for alle skole", ["skole"], "open"],
  ["åpent for alle", [], "open"],
  ["ope for alle", [], "open"],
  ["open to all", [], "open"],
  ["Delegerte", [], "delegable"],
  ["delegerbare", [], "delegable"],
  ["granted to us", [], "given"],
] as const)
  test(`«${typed}» looks for ${JSON.stringify(words)} and ${state ?? "any"}`, () => assert.deepEqual(readSearch(typed), { words: [...words], state }));

test("the name itself fits best, then words in the name, then words anywhere", () => {
  const name = "lyngvidda:skolerute.read";
  const text = fold(`${name} Skoleruter og ferier Lyngvidda direktorat 310800007`);
  const fit = (typed: string) => fitOf(name, text, readSearch(typed).words);
  assert.deepEqual([fit(name), fit("SKOLERUTE"), fit("ferier"), fit("skolerute direktorat"), fit("310800007"), fit("skyss")], [0, 1, 2, 2, 2, null]);
});
