import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { decideToken, type ScopeFacts, type TokenFacts } from "./decide.ts";

const [consumer, supplier] = ["310801011", "310802026"] as OrgNumber[] as [OrgNumber, OrgNumber];
const [read, write] = ["lyngvidda:tilsyn.read", "lyngvidda:tilsyn.write"] as ScopeName[] as [ScopeName, ScopeName];
const good: ScopeFacts = { usable: true, onClient: true, typeAllowed: true, openToAll: false };

type Row = {
  says: string;
  answer: string;
  scopes?: ScopeName[];
  consumerOrg?: OrgNumber;
  signedWith?: "key" | "certificate";
  facts?: Partial<TokenFacts>;
  read?: Partial<ScopeFacts> | null;
  write?: Partial<ScopeFacts> | null;
};

const rows: Row[] = [
  { says: "everything in order", answer: "granted" },
  { says: "no such client", facts: { client: null }, answer: "client_not_found" },
  { says: "a client that is deactivated or locked", facts: { client: { owner: consumer, usable: false } }, answer: "client_not_found" },
  { says: "a key that was removed meanwhile", facts: { key: "gone" }, answer: "unknown_kid" },
  { says: "a key past its date", facts: { key: "expired" }, answer: "expired_key" },
  { says: "a certificate, and no key registered", signedWith: "certificate", facts: { clientHasKeys: false, key: "gone" }, answer: "granted" },
  { says: "a certificate from a client that has a key", signedWith: "certificate", answer: "kid_required" },
  { says: "a grant that was used", facts: { usedBefore: true }, answer: "grant_used" },
  { says: "a used grant of a deactivated client", facts: { usedBefore: true, client: { owner: consumer, usable: false } }, answer: "client_not_found" },
  { says: "a used grant for a scope it may not have", facts: { usedBefore: true }, read: { onClient: false }, answer: "grant_used" },
  { says: "an unknown scope", read: null, answer: `scope_not_on_client ${read}` },
  { says: "a scope that is not on the client", read: { onClient: false }, answer: `scope_not_on_client ${read}` },
  { says: "a deactivated scope, whatever else is given", read: { usable: false, openToAll: true }, answer: `scope_not_on_client ${read}` },
  { says: "a scope for other kinds of clients", read: { typeAllowed: false }, answer: `scope_of_other_type ${read}` },
  { says: "no access", facts: { accessGivenTo: () => false }, answer: `no_access ${read}` },
  { says: "no access, but the scope is open to all", facts: { accessGivenTo: () => false }, read: { openToAll: true }, answer: "granted" },
  { says: "open to all, but not on the client", read: { openToAll: true, onClient: false }, answer: `scope_not_on_client ${read}` },
  { says: "two scopes", scopes: [read, write], answer: "granted" },
  {
    says: "two scopes, the second not on the client: none is granted",
    scopes: [read, write],
    write: { onClient: false },
    answer: `scope_not_on_client ${write}`,
  },
  {
    says: "what is not on the client comes before what was not given",
    scopes: [read, write],
    facts: { accessGivenTo: () => false },
    write: { onClient: false },
    answer: `scope_not_on_client ${write}`,
  },
  {
    says: "within one refusal the first scope as written is named",
    scopes: [write, read],
    facts: { accessGivenTo: () => false },
    answer: `no_access ${write}`,
  },
  { says: "nothing asked for", scopes: [], answer: "scope_not_on_client" },
  { says: "a supplier with delegation", consumerOrg: consumer, facts: { client: { owner: supplier, usable: true }, delegated: () => true }, answer: "granted" },
  { says: "a supplier without delegation", consumerOrg: consumer, facts: { client: { owner: supplier, usable: true } }, answer: `not_delegated ${read}` },
  {
    says: "a delegation of nothing: the consumer has no access",
    consumerOrg: consumer,
    facts: { client: { owner: supplier, usable: true }, delegated: () => true, accessGivenTo: (_, org) => org === supplier },
    answer: `no_access ${read}`,
  },
  {
    says: "open to all, for a consumer that did not delegate",
    consumerOrg: consumer,
    facts: { client: { owner: supplier, usable: true } },
    read: { openToAll: true },
    answer: `not_delegated ${read}`,
  },
];

for (const { says, answer, scopes = [read], consumerOrg = null, signedWith = "key", facts = {}, ...named } of rows)
  test(`SEC-030 ${says} -> ${answer}`, () => {
    const factsOf = (name: ScopeName) => (name === read ? named.read : named.write);
    const decision = decideToken(
      { signedWith, consumerOrg, scopes },
      {
        client: { owner: consumer, usable: true },
        key: "living",
        clientHasKeys: true,
        usedBefore: false,
        accessGivenTo: (_, org) => org === consumer,
        delegated: () => false,
        scope: (name) => (factsOf(name) === null ? undefined : { ...good, ...factsOf(name) }),
        ...facts,
      },
    );
    assert.equal(decision.granted ? "granted" : `${decision.refusal} ${decision.scope ?? ""}`.trim(), answer);
  });

test("a token for the consumer names the supplier only when one acts for it", () => {
  const facts: TokenFacts = {
    client: { owner: supplier, usable: true },
    key: "living",
    clientHasKeys: true,
    usedBefore: false,
    scope: () => good,
    accessGivenTo: () => true,
    delegated: () => true,
  };
  assert.deepEqual(decideToken({ signedWith: "key", consumerOrg: null, scopes: [read] }, facts), { granted: true, consumer: supplier, supplier: null });
  assert.deepEqual(decideToken({ signedWith: "key", consumerOrg: consumer, scopes: [read] }, facts), { granted: true, consumer, supplier });
});
