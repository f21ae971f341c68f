import type { TokenRefusalName } from "../../vocabulary/refusals/refusals.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";

export type TokenRequest = {
  /** How the signature was checked: with a registered key, or with an enterprise certificate in the grant. */
  signedWith: "key" | "certificate";
  consumerOrg: OrgNumber | null;
  scopes: ScopeName[];
};

export type ScopeFacts = {
  /** Active and not locked. */
  usable: boolean;
  onClient: boolean;
  /** Whether the scope may be used by clients of this client's integration type. */
  typeAllowed: boolean;
  openToAll: boolean;
};

export type TokenFacts = {
  /** Active, not locked, and its owner not locked; null: there is no such client. */
  client: { owner: OrgNumber; usable: boolean } | null;
  /** The key that checked the signature, as it stands among the client's keys now. */
  key: "living" | "expired" | "gone";
  clientHasKeys: boolean;
  usedBefore: boolean;
  scope: (name: ScopeName) => ScopeFacts | undefined;
  accessGivenTo: (scope: ScopeName, organization: OrgNumber) => boolean;
  delegated: (scope: ScopeName, consumer: OrgNumber, supplier: OrgNumber) => boolean;
};

export type Decision =
  | { granted: true; consumer: OrgNumber; supplier: OrgNumber | null }
  | {
      granted: false;
      refusal: TokenRefusalName;
      /** The scope it is about, for refusals about a scope. */
      scope: ScopeName | null;
    };

/**
 * Decides whether a token is issued, and for whom. All scopes are granted or none.
 *
 * The order is part of the rule: client, key, replay, then every scope on the client, every type, every access, every delegation (maskinporten.md 3.5);
 * within one refusal the first scope as written is named. A scope that is deactivated is as if it were not on the client (design.md §8).
 * The consumer needs access also when a supplier asks: a delegation passes on what the consumer has, it never adds to it.
 *
 * The token statement (statement.ts) says the same in SQL; statement.test.ts holds the two together.
 */
export function decideToken(request: TokenRequest, facts: TokenFacts): Decision {
  const refuse = (refusal: TokenRefusalName, scope: ScopeName | null = null): Decision => ({ granted: false, refusal, scope });
  if (!facts.client?.usable) return refuse("client_not_found");
  if (request.signedWith === "key") {
    if (facts.key === "gone") return refuse("unknown_kid");
    if (facts.key === "expired") return refuse("expired_key");
  } else if (facts.clientHasKeys) return refuse("kid_required");
  if (facts.usedBefore) return refuse("grant_used");

  const supplier = request.consumerOrg === null ? null : facts.client.owner;
  const consumer = request.consumerOrg ?? facts.client.owner;
  const first = (isWrong: (name: ScopeName, scope: ScopeFacts | undefined) => boolean) => request.scopes.find((name) => isWrong(name, facts.scope(name)));

  const notOnClient = first((_, scope) => !scope?.usable || !scope.onClient);
  if (notOnClient) return refuse("scope_not_on_client", notOnClient);
  const ofOtherType = first((_, scope) => !scope?.typeAllowed);
  if (ofOtherType) return refuse("scope_of_other_type", ofOtherType);
  const notGiven = first((name, scope) => !scope?.openToAll && !facts.accessGivenTo(name, consumer));
  if (notGiven) return refuse("no_access", notGiven);
  const notDelegated = supplier && first((name) => !facts.delegated(name, consumer, supplier));
  if (notDelegated) return refuse("not_delegated", notDelegated);
  if (request.scopes.length === 0) return refuse("scope_not_on_client"); // never reached past the parser: nothing asked is nothing granted
  return { granted: true, consumer, supplier };
}
