import { hash } from "node:crypto";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import { parseScopeClaim, type ScopeName } from "../../vocabulary/scope-name.ts";
import { type Assertion, own } from "./assertion.ts";
import { checkAuthorizationDetails } from "./authorization-details.ts";
import type { Wrong } from "./times.ts";

/** What a grant asks for, after every claim passed its format. */
export type Asked = {
  scopes: ScopeName[];
  consumerOrg: OrgNumber | null;
  /** Copied to `aud` of the token in the shape it came in; null when not asked for. */
  resource: string | string[] | null;
  pid: string | null;
  jti: string | null;
};

const MAX_JTI = 256;
const MAX_RESOURCES = 20;
const MAX_RESOURCE_LENGTH = 1_000;

const invalid = (what: string): Wrong => ({ refusal: "invalid_assertion", what });

/**
 * Reads the claims that say what is asked for. Times and audience are checked elsewhere; unknown claims are ignored (maskinporten.md 11).
 *
 * @param owner the client's owner: acting for itself is refused with the text callers know
 */
export function readAsked({ claims }: Assertion, owner: OrgNumber, { requireJti }: { requireJti: boolean }): Asked | Wrong {
  const jti = own(claims, "jti");
  if (jti === undefined && requireJti) return { refusal: "jti_missing" };
  if (jti !== undefined && (typeof jti !== "string" || jti.length < 1 || jti.length > MAX_JTI))
    return invalid("The claim jti must be a text of 1 to 256 characters.");

  // Not used, since the client is named by iss; another subject than the client is somebody else's token (maskinporten.md 2.2).
  const subject = own(claims, "sub");
  if (subject !== undefined && subject !== own(claims, "iss")) return invalid("The claim sub must be the client_id, like iss, or be left out.");

  const scope = own(claims, "scope");
  if (scope === undefined) return { refusal: "scope_missing" };
  if (typeof scope !== "string") return { refusal: "malformed_scope" };
  const scopes = parseScopeClaim(scope);
  if ("wrong" in scopes) return { refusal: scopes.wrong === "empty" ? "scope_missing" : "malformed_scope" };

  const consumer = own(claims, "consumer_org");
  const consumerOrg = consumer === undefined ? null : parseOrgNumber(consumer);
  if (consumer !== undefined && consumerOrg === null) return invalid("The claim consumer_org is not an organisation number of nine digits.");
  if (consumerOrg === owner) return { refusal: "own_number_as_consumer" };
  // Ignoring it would issue a token for somebody else than the caller means.
  if (own(claims, "iss_onbehalfof") !== undefined) return invalid("The claim iss_onbehalfof is not supported; use consumer_org.");

  const resource = readResource(own(claims, "resource"));
  if (resource !== null && typeof resource === "object" && "wrong" in resource) return invalid(resource.wrong);

  const pid = own(claims, "pid");
  if (pid !== undefined && (typeof pid !== "string" || !/^[0-9]{11}$/.test(pid))) return invalid("The claim pid is not a text of eleven digits.");

  const details = checkAuthorizationDetails(own(claims, "authorization_details"));
  if (details) return details;
  return { scopes, consumerOrg, resource, pid: pid ?? null, jti: jti ?? null };
}

function readResource(resource: unknown): string | string[] | null | { wrong: string } {
  const isOne = (value: unknown): value is string => typeof value === "string" && value !== "" && value.length <= MAX_RESOURCE_LENGTH;
  if (resource === undefined) return null;
  if (isOne(resource)) return resource;
  if (!Array.isArray(resource) || !resource.every((value) => typeof value === "string"))
    return { wrong: "The claim resource is not a text or a list of texts." };
  if (resource.length === 0) return null;
  if (resource.length > MAX_RESOURCES || !resource.every(isOne))
    return { wrong: `The claim resource must be a list of at most ${MAX_RESOURCES} texts of at most ${MAX_RESOURCE_LENGTH} characters.` };
  return resource;
}

const [WITH_JTI, WITHOUT_JTI] = [Buffer.from("grant"), Buffer.from("grant without jti")];

/**
 * The mark under which a used grant is remembered: SHA-256 over use, environment, client and `jti`, each with its length before it, so that no two
 * different grants can have the same one. The jti goes in as UTF-16 code units: any text is exact, also one that UTF-8 could not carry (SEC-022).
 * A grant without jti is marked by the hash of its signed part (design.md §8).
 */
export function markOf(env: number, client: string, jti: string | null, signingInput: string): Buffer {
  const what = jti === null ? hash("sha256", signingInput, "buffer") : Buffer.from(jti, "utf16le");
  const parts: Buffer[] = [];
  for (const part of [jti === null ? WITHOUT_JTI : WITH_JTI, Buffer.from([env]), Buffer.from(client), what]) {
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(part.length);
    parts.push(length, part);
  }
  return hash("sha256", Buffer.concat(parts), "buffer");
}
