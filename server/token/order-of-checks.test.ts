/**
 * Two faults at once: the earlier step answers. Callers mend one after the other, and support reads the code (maskinporten.md 3.5; where ours differs, and why,
 * stands in docs/decisions/choices.md).
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { fetchToken, grantClaims, keyPair, plantClient, plantScope, signJwt, tokenInstallation } from "../test/token-client.ts";

type Fault = { step: string; code: string; claims?: Record<string, unknown>; header?: Record<string, unknown>; stranger?: true };

const installation = await tokenInstallation();
const planted = await plantClient(installation);
const { deps } = installation;
const scopeOf = (name: string) => `${planted.scope.split(":")[0]}:${name}`;
await plantScope(deps, "test", planted.provider, scopeOf("annen.type"), planted.clientId, planted.owner, { allowed_integration_types: ["krr"] });
await plantScope(deps, "test", planted.provider, scopeOf("uten.tilgang"), planted.clientId, null);
const usedJti = randomUUID();
const first = await fetchToken(installation, signJwt({ alg: "RS256", kid: planted.key.kid }, grantClaims(planted, { jti: usedJti }), planted.key));
assert.equal(first.status, 200);

const now = Math.floor(Date.now() / 1000);
/** In the order of the steps. */
const FAULTS: Fault[] = [
  { step: "header", code: "MP-011", header: { crit: ["x"] } },
  { step: "client", code: "MP-100", claims: { iss: randomUUID() } },
  { step: "kid", code: "FM-120", header: { kid: "en-annen" } },
  { step: "signature", code: "MP-124", stranger: true },
  { step: "audience", code: "MP-110", claims: { aud: "https://example.no/" } },
  { step: "times", code: "FM-132", claims: { iat: now, exp: now + 1_000 } },
  { step: "sub", code: "MP-011", claims: { sub: "en-annen" } },
  { step: "scope claim", code: "FM-201", claims: { scope: "a:å" } },
  { step: "consumer_org", code: "MP-011", claims: { consumer_org: "1" } },
  { step: "pid", code: "MP-011", claims: { pid: "1" } },
  { step: "details", code: "MP-301", claims: { authorization_details: [{ type: "x" }] } },
  { step: "replay", code: "MP-012", claims: { jti: usedJti } },
  { step: "scope on client", code: "MP-200", claims: { scope: scopeOf("ukjent") } },
  { step: "type", code: "MP-201", claims: { scope: scopeOf("annen.type") } },
  { step: "access", code: "MP-250", claims: { scope: scopeOf("uten.tilgang") } },
];

const send = async (faults: Fault[]) => {
  const claims = grantClaims(planted, Object.assign({}, ...faults.map((fault) => fault.claims ?? {})) as Record<string, unknown>);
  const header = Object.assign({ alg: "RS256", kid: planted.key.kid }, ...faults.map((fault) => fault.header ?? {})) as Record<string, unknown>;
  const privateKey = faults.some(({ stranger }) => stranger) ? keyPair("rsa-2").privateKey : planted.key.privateKey;
  return fetchToken(installation, signJwt(header, claims, { alg: "RS256", privateKey }));
};
const same = (one: Fault, other: Fault, part: "claims" | "header") => Object.keys(one[part] ?? {}).some((name) => name in (other[part] ?? {}));

for (const [i, earlier] of FAULTS.entries()) {
  test(`${earlier.step} is told alone, and before every later step`, async () => {
    assert.equal((await send([earlier])).code, earlier.code);
    for (const later of FAULTS.slice(i + 1)) {
      if (same(earlier, later, "claims") || same(earlier, later, "header")) continue; // one grant cannot have both
      assert.equal((await send([earlier, later])).code, earlier.code, later.step);
    }
  });
}
