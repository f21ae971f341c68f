/**
 * Every grant goes through these steps, in this order: parse, find the client, find the key, check signature, audience, times, claims, then the one
 * statement, claims, sign (design.md §2.2). A step cannot be skipped by a later grant type.
 */
import { V7Generator } from "uuidv7";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { TokenRefusalName } from "../../vocabulary/refusals/refusals.ts";
import { type EnvironmentSettings, environmentsOf } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Authority } from "../keys/certificates/authority.ts";
import type { EnterpriseCertificates } from "../keys/certificates/enterprise-certificates.ts";
import { accessTokenClaims, jtiOf, signAccessToken } from "./access-token.ts";
import { type Assertion, own, parseAssertion } from "./assertion.ts";
import { checkAudience } from "./audience.ts";
import { Refused } from "../http/refused.ts";
import { PATIENCE_MS, type TokenBatcher } from "./batch.ts";
import type { ClientLookup, KnownClient } from "./client-lookup.ts";
import { type Asked, markOf, readAsked } from "./grant.ts";
import { GRANT_ALGORITHMS, type GrantAlgorithm, isSignedBy, algorithmsOf } from "./signature.ts";
import type { TokenLimits } from "./limits.ts";
import { freshBytes } from "./random.ts";
import { checkTimes, type Wrong } from "./times.ts";

export type TokenDeps = Deps & {
  batcher: TokenBatcher;
  clients: ClientLookup;
  certificates: EnterpriseCertificates;
  /** The test authorities; null in production mode. */
  authorities: Record<EnvironmentName, Authority> | null;
  limits: TokenLimits;
  /** Told of every answer: `issued`, or the code of the refusal. */
  observe: (env: EnvironmentName, outcome: string) => void;
};

export type Issued = { accessToken: string; lifetimeSeconds: number; scope: string; clientId: string };
export type RefusedGrant = {
  refusal: TokenRefusalName;
  /** What fills the catalogue's text. */
  members: Record<string, string>;
  clientId: string | null;
  /** Seconds to wait, for too many requests. */
  retryAfter?: number;
};
export type Outcome = { issued: Issued } | { refused: RefusedGrant };

/** A request on its way: where it came in and which id names it in answers, logs and records. */
export type Arrived = {
  environment: EnvironmentSettings;
  recordId: string;
  address: string | null;
  /** Until when it is answered, in milliseconds since 1970. */
  deadline: number;
};

/** A new record id: ordered by time, so that records are found by it; 16 bytes, whose hex form is the trace id. */
export const newRecordId = (): string => ids.generate().toString();
const ids = new V7Generator({ nextUint32: () => freshBytes(4).readUInt32BE() });

const CLIENT_ID = /^[A-Za-z0-9._-]{1,255}$/;
const KID = /^[A-Za-z0-9._-]{1,255}$/;

/** How the signature was checked. */
type Proof = { key: { kid: string; fingerprint: string } | null };
/** `byExemption`: passed only by a setting of the client that is meant to go again. */
type Checked = { asked: Asked; proof: Proof; owner: OrgNumber; byExemption: boolean; /** It rests on what the cache knew. */ remembered: boolean };
type Named = { assertion: Assertion; clientId: string; kid: string | null; alg: GrantAlgorithm; x5c: unknown };

/**
 * Takes a grant and issues a token or says why not, by the deadline of its arrival. Every outcome after the client is known is on record before this returns.
 *
 * @throws Refused temporarily_unavailable when the database does not answer in time
 */
export async function takeGrant(deps: TokenDeps, arrived: Omit<Arrived, "deadline">, text: string): Promise<Outcome> {
  // One deadline for all that is waited for (SEC-143): each wait has a bound of its own, and together they would be longer than a caller waits.
  const deadline = Date.now() + PATIENCE_MS;
  const work = goThrough(deps, { ...arrived, deadline }, text);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refused("temporarily_unavailable", { retryAfter: 1 })), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The steps. */
async function goThrough(deps: TokenDeps, arrived: Arrived, text: string): Promise<Outcome> {
  const assertion = parseAssertion(text);
  if ("wrong" in assertion) return refused({ refusal: "invalid_assertion", what: assertion.wrong }, null);
  const named = readNames(assertion);
  if ("refusal" in named) return refused(named, null);
  const { clientId, kid } = named;
  const env = ENVIRONMENT_NUMBER[arrived.environment.name];

  // A kid that no key can have is not asked for: the client is, since a refusal of a known client is on record.
  const asked = kid !== null && KID.test(kid) ? kid : null;
  const look = async (fresh: boolean) => {
    const client = await deps.clients.find(env, clientId, asked, fresh);
    return client && { client, checked: await check(deps, arrived, named, client) };
  };
  const conclude = async (found: Awaited<ReturnType<typeof look>>): Promise<Outcome | "outdated"> => {
    if (!found) return refused({ refusal: "client_not_found" }, clientId);
    const { checked } = found;
    if (!("refusal" in checked)) return decide(deps, arrived, named, checked);
    await record(deps, arrived, named, checked);
    return refused(hideFromStrangers(checked, arrived.environment), clientId);
  };
  const remembered = await look(false);
  // What rests on what the cache knew is looked at once more: a new key, also under an old kid, works at once, and an exemption ends at once.
  const isDoubtful = remembered !== null && remembered.client.cached && ("refusal" in remembered.checked || remembered.checked.byExemption);
  const outcome = isDoubtful ? "outdated" : await conclude(remembered);
  if (outcome !== "outdated") return outcome;
  // What has just been looked up is never outdated: where it changes in between, the statement refuses.
  return (await conclude(await look(true))) as Outcome;
}

/** Puts a refusal on record that the statement has nothing to say about. */
async function record(deps: TokenDeps, { environment, recordId, address, deadline }: Arrived, { assertion, clientId }: Named, wrong: Wrong): Promise<void> {
  const scopes = own(assertion.claims, "scope");
  await deps.batcher.record({
    token: recordId,
    env: ENVIRONMENT_NUMBER[environment.name],
    client: clientId,
    address,
    deadline,
    refusal: wrong.refusal,
    detail: wrong.what ?? null,
    scopes: typeof scopes === "string" && /^[\x20-\x7e]{1,500}$/.test(scopes) ? scopes : null,
  });
}

/** Who asks and how it is signed, from header and `iss`. */
function readNames(assertion: Assertion): Named | Wrong {
  const clientId = own(assertion.claims, "iss");
  if (clientId === undefined) return { refusal: "invalid_assertion", what: "The claim iss is missing; it must be the client_id." };
  if (typeof clientId !== "string" || !CLIENT_ID.test(clientId)) return { refusal: "client_not_found" };
  const [kid, x5c, alg] = ["kid", "x5c", "alg"].map((name) => own(assertion.header, name));
  if (kid !== undefined && (typeof kid !== "string" || kid === "")) return { refusal: "invalid_assertion", what: "The JWT header kid is not a text." };
  if (kid !== undefined && x5c !== undefined) return { refusal: "kid_and_x5c" };
  const known = GRANT_ALGORITHMS.find((name) => name === alg);
  if (!known) return { refusal: "algorithm_not_allowed" };
  return { assertion, clientId, kid: (kid as string | undefined) ?? null, alg: known, x5c };
}

/** All that can be told before the statement. Reads nothing but the client that was found. */
async function check(deps: TokenDeps, arrived: Arrived, named: Named, client: KnownClient): Promise<Checked | Wrong> {
  const { environment } = arrived;
  const { assertion } = named;
  const proof = await checkSignature(deps, environment, named, client);
  if ("refusal" in proof) return proof;

  const others = environmentsOf(deps.settings)
    .filter(({ name }) => name !== environment.name)
    .map(({ issuer }) => issuer);
  const acceptTokenEndpoint = client.acceptsTokenEndpointAudience;
  const audience = checkAudience(own(assertion.claims, "aud"), { issuer: environment.issuer, others, acceptTokenEndpoint });
  if (audience === "deprecated") deps.log.warn({ client: named.clientId, env: environment.name }, "deprecated: aud of a grant is the token endpoint");
  else if (audience) return { refusal: "wrong_audience", what: audience.wrong };

  const [iat, exp, nbf] = ["iat", "exp", "nbf"].map((name) => own(assertion.claims, name));
  const now = Math.floor(deps.now() / 1000);
  const times = checkTimes({ iat, exp, nbf }, now, { maxLifetime: environment.maxGrantLifetimeSeconds, skew: environment.skewSeconds });
  if (times) return times;
  const { refuseGrantsIssuedBefore: restored } = environment;
  if (restored && (iat as number) * 1000 < Date.parse(restored)) return { refusal: "issued_before_restore" };

  const asked = readAsked(assertion, client.owner, { requireJti: environment.requireJti });
  return "refusal" in asked ? asked : { asked, proof, owner: client.owner, byExemption: audience === "deprecated", remembered: client.cached };
}

async function checkSignature(deps: TokenDeps, environment: EnvironmentSettings, named: Named, client: KnownClient): Promise<Proof | Wrong> {
  const { assertion, alg, kid, x5c } = named;
  const { signingInput, signature } = assertion;
  if (kid !== null) {
    const { key } = client;
    if (!key) return { refusal: "unknown_kid" };
    if (!key.algorithms.includes(alg)) return { refusal: "algorithm_not_allowed" };
    if (!isSignedBy(key.publicKey, alg, signingInput, signature)) return { refusal: "wrong_signature" };
    // A key that was registered with its certificate is tied to it: revoked there, it is worth nothing here.
    if (key.certificate) {
      const certificate = await deps.certificates.check(environment.name, key.certificate, deps.now());
      if (!certificate.ok) return { refusal: certificate.refusal, what: certificate.what };
    }
    return { key: { kid, fingerprint: key.fingerprint } };
  }
  if (x5c === undefined) return { refusal: (await hasKeys(deps, environment, named.clientId)) ? "kid_required" : "no_kid_or_x5c" };
  const certificate = await deps.certificates.check(environment.name, x5c, deps.now());
  if (!certificate.ok) return { refusal: certificate.refusal, what: certificate.what };
  if (!algorithmsOf(certificate.publicKey, null).includes(alg)) return { refusal: "algorithm_not_allowed" };
  if (!isSignedBy(certificate.publicKey, alg, signingInput, signature)) return { refusal: "wrong_signature" };
  if (certificate.organization !== client.owner) return { refusal: "certificate_of_another" };
  return { key: null };
}

const hasKeys = async (deps: TokenDeps, environment: EnvironmentSettings, client: string): Promise<boolean> =>
  (await deps.db
    .selectFrom("client_key")
    .select("kid")
    .where("env", "=", ENVIRONMENT_NUMBER[environment.name])
    .where("client", "=", client)
    .where("ended_at", "is", null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** The statement decides; what it grants is signed. Nothing is signed before (performance.md, learned 2). */
async function decide(deps: TokenDeps, arrived: Arrived, named: Named, { asked, proof, owner, remembered }: Checked): Promise<Outcome | "outdated"> {
  const { environment, recordId, address, deadline } = arrived;
  const { clientId } = named;
  const env = ENVIRONMENT_NUMBER[environment.name];
  // Counted only now that the signature is known to be the client's: nobody can use up another's share.
  const wait = deps.limits.client(environment, clientId);
  if (wait > 0) {
    await record(deps, arrived, named, { refusal: "too_many_requests" });
    return { refused: { refusal: "too_many_requests", members: {}, clientId, retryAfter: wait } };
  }
  const answer = await deps.batcher.decide({
    token: recordId,
    env,
    client: clientId,
    key: proof.key,
    remembered,
    consumerOrg: asked.consumerOrg,
    scopes: asked.scopes,
    mark: markOf(env, clientId, asked.jti, named.assertion.signingInput),
    maxLifetime: environment.maxTokenLifetimeSeconds,
    address,
    deadline,
  });
  if (answer.granted === false && answer.outdated) return "outdated";
  if (!answer.granted) {
    const wrong: Wrong = { refusal: answer.refusal as TokenRefusalName };
    const members = { ...(answer.scope ? { scope: answer.scope } : {}), consumer: asked.consumerOrg ?? owner, supplier: owner };
    return refused(hideFromStrangers(wrong, environment), clientId, members);
  }
  const { signingKeys } = deps;
  const scope = asked.scopes.join(" ");
  const claims = accessTokenClaims({
    issuer: environment.issuer,
    clientId,
    amr: proof.key ? "private_key_jwt" : "virksomhetssertifikat",
    scopes: asked.scopes,
    consumer: asked.consumerOrg ?? owner,
    supplier: asked.consumerOrg === null ? null : { org: owner, delegationSource: environment.issuer },
    resource: asked.resource,
    enforcedAudiences: answer.audiences,
    pid: asked.pid,
    consumerPrefixes: answer.prefixes,
    issuedAt: answer.issuedAt,
    lifetimeSeconds: answer.lifetime,
    jti: jtiOf(recordId),
  });
  const accessToken = await signAccessToken(claims, signingKeys.current(environment.name), answer.typed);
  return { issued: { accessToken, lifetimeSeconds: answer.lifetime, scope, clientId } };
}

const refused = ({ refusal, what }: Wrong, clientId: string | null, members: Record<string, string> = {}): Outcome => ({
  refused: { refusal, members: { ...members, ...(what === undefined ? {} : { what }) }, clientId },
});

/** Under `uniformClientErrors` a stranger cannot tell "no such client" from "wrong key" (SEC-043); the record keeps the real cause. */
function hideFromStrangers(wrong: Wrong, environment: EnvironmentSettings): Wrong {
  const keys: TokenRefusalName[] = ["unknown_kid", "wrong_signature", "kid_required", "no_kid_or_x5c", "algorithm_not_allowed"];
  const telling: TokenRefusalName[] = [...keys, "malformed_x5c", "untrusted_certificate", "certificate_of_another"];
  return environment.uniformClientErrors && telling.includes(wrong.refusal) ? { refusal: "client_not_found" } : wrong;
}
