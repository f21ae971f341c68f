/** "Hvorfor?": the token question answered without issuing, link by link. */
import { CAUSES, type Cause, cause, type Link } from "../../vocabulary/explanations.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { RefusalName, TokenRefusalName } from "../../vocabulary/refusals/refusals.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { causeOfAccess, type NewestAccess } from "../scopes/operations.ts";

export type Question = {
  client: string;
  /** The key that the grant would name; null: whatever the client has. */
  kid: string | null;
  /** Whether the grant would carry an enterprise certificate instead of naming a key. */
  certificate: boolean;
  consumerOrg: OrgNumber | null;
  scopes: ScopeName[];
};

export type ExplainedScope = {
  name: ScopeName;
  provider: OrgNumber;
  active: boolean;
  locked: string | null;
  onClient: boolean;
  allowedTypes: string[];
  openToAll: boolean;
  /** The consumer's newest access. */
  access: NewestAccess | null;
};

/** What the database knows about a question at one moment. */
export type ExplainFacts = {
  now: Date;
  client: { owner: OrgNumber; active: boolean; locked: string | null; ownerLocked: boolean; type: string } | null;
  /** The client's keys with the kid that was named, or all of them; the living ones first. */
  keys: { kid: string; expiresAt: Date; endedAt: Date | null }[];
  hasKeys: boolean;
  scopes: ReadonlyMap<ScopeName, ExplainedScope>;
};

export type ExplainedLink = {
  link: Link;
  kept: boolean;
  cause: Cause;
  /** The scope it is about, for links of a scope. */
  scope: ScopeName | null;
  /** The organisation that can mend it, where that is one. */
  organization: OrgNumber | null;
  /** A date that matters: when it ended, or begins. */
  at: Date | null;
  /** The operator's reason for a lock. */
  reason: string | null;
};

export type Explanation = {
  /** Whether the token endpoint would issue a token now, to a well-made grant. */
  granted: boolean;
  /** What it would answer, else null. */
  refusal: TokenRefusalName | null;
  links: ExplainedLink[];
};

/**
 * Tells for every link of the chain whether it holds, and which refusal the token endpoint would answer with: the same one as decide.ts, since a broken
 * link of lower rank comes first there too. Where there is no client, nothing else is told.
 */
export function explain(question: Question, facts: ExplainFacts): Explanation {
  const links: ExplainedLink[] = [];
  const say = (name: Cause, more: Partial<Pick<ExplainedLink, "scope" | "organization" | "at" | "reason">> = {}) =>
    void links.push({
      link: CAUSES[name].link,
      kept: CAUSES[name].refusal === null,
      cause: name,
      scope: null,
      organization: null,
      at: null,
      reason: null,
      ...more,
    });

  const { client, now } = facts;
  if (!client) {
    say("client_unknown");
    return conclude(links);
  }
  const owner = { organization: client.owner };
  if (client.ownerLocked) say("owner_locked");
  else if (client.locked !== null) say("client_locked", { reason: client.locked });
  else if (!client.active) say("client_deactivated", owner);
  else say("client_active");

  explainKey(question, facts, (name, at) => say(name, { ...owner, at }));
  for (const name of question.scopes) {
    const scope = facts.scopes.get(name);
    if (!scope) {
      say("scope_unknown", { scope: name });
      continue;
    }
    const provider = { scope: name, organization: scope.provider };
    if (scope.locked !== null) say("scope_locked", { scope: name, reason: scope.locked });
    else if (!scope.active) say("scope_deactivated", provider);
    else say("scope_active", provider);
    say(scope.onClient ? "on_client" : "not_on_client", { scope: name, ...owner });
    say(scope.allowedTypes.length === 0 || scope.allowedTypes.includes(client.type) ? "type_allowed" : "type_not_allowed", { scope: name, ...owner });
    const [access, at] = scope.openToAll ? (["access_open", null] as const) : causeOfAccess(scope.access, now);
    say(access, { ...provider, at });
    if (question.consumerOrg !== null) say("delegation_missing", { scope: name, organization: question.consumerOrg });
  }
  if (question.consumerOrg === null) say("delegation_not_asked");
  if (question.consumerOrg === client.owner) say("delegation_own_number", owner);
  return conclude(links);
}

function explainKey({ kid, certificate }: Question, { keys, hasKeys, now }: ExplainFacts, say: (name: Cause, at: Date | null) => void): void {
  if (certificate) return say(hasKeys ? "certificate_not_allowed" : "key_not_needed", null);
  const living = keys.filter(({ endedAt }) => endedAt === null);
  const good = living.find(({ expiresAt }) => expiresAt > now);
  if (good) return say("key_living", good.expiresAt);
  if (living[0]) return say("key_expired", living[0].expiresAt);
  if (kid === null) return say(hasKeys ? "key_unknown" : "key_not_needed", null);
  return keys[0] ? say("key_removed", keys[0].endedAt) : say("key_unknown", null);
}

/** Rank of refusals as the statement orders them: client, key, own number, scope, type, access, delegation. */
const RANK: readonly RefusalName[] = [
  "client_not_found",
  "unknown_kid",
  "expired_key",
  "kid_required",
  "own_number_as_consumer",
  "scope_not_on_client",
  "scope_of_other_type",
  "no_access",
  "not_delegated",
];

function conclude(links: ExplainedLink[]): Explanation {
  const broken = links.map((link) => cause(link.cause).refusal).filter((refusal) => refusal !== null);
  const refusal = broken.toSorted((a, b) => RANK.indexOf(a) - RANK.indexOf(b))[0] ?? null;
  return { granted: refusal === null, refusal, links };
}
