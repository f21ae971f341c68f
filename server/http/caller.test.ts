/** Which tokens our own APIs take by their `aud` (design.md §8): those meant for an address that the called one begins with, and no others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../app.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";

const ALIAS = "https://gammel.example/oauth/";
const deps = await testDeps((settings) => {
  settings.environments.test.aliases = [ALIAS];
  settings.environments.prod.aliases = ["https://gammel-prod.example/"];
});
const app = createApp(deps);
const org = await plantOrganization(deps.db);
const ORIGIN = "http://localhost:8080";
const ISSUER = `${ORIGIN}/test/`;
const COMPATIBLE = "/test/api/v1/clients";
const OWN = "/test/api/fullmakt/v1/clients";

async function statusFor(aud: unknown, path: string): Promise<number> {
  const token = await ownToken(deps, "test", org, ["idporten:dcr.read"], { aud });
  const url = path.startsWith("http") ? path : `${ORIGIN}${path}`;
  return (await app.fetch(new Request(url, { headers: { authorization: `Bearer ${token}` } }))).status;
}

type Row = { says: string; aud: unknown; paths?: string[]; taken: boolean };
const ROWS: Row[] = [
  { says: "none", aud: undefined, taken: true },
  { says: "the origin", aud: ORIGIN, taken: true },
  { says: "the issuer", aud: ISSUER, taken: true },
  { says: "the base of the compatible API", aud: `${ISSUER}api/v1`, paths: [COMPATIBLE], taken: true },
  { says: "the base of our own API", aud: `${ISSUER}api/fullmakt/v1`, paths: [OWN], taken: true },
  { says: "what both APIs stand below", aud: `${ISSUER}api`, taken: true },
  { says: "the called address itself", aud: `${ORIGIN}${COMPATIBLE}`, paths: [COMPATIBLE], taken: true },
  { says: "an alias", aud: ALIAS, taken: true },
  { says: "the API below an alias", aud: `${ALIAS}api/v1`, paths: [COMPATIBLE, `${ALIAS}api/v1/clients`], taken: true },
  { says: "the issuer's API, called through an alias", aud: `${ISSUER}api/v1`, paths: [`${ALIAS}api/v1/clients`], taken: true },
  { says: "one of ours among others", aud: ["https://annen.example", `${ISSUER}api`], taken: true },
  { says: "the other API", aud: `${ISSUER}api/v1`, paths: [OWN], taken: false },
  { says: "another address of the same API", aud: `${ISSUER}api/v1/scopes`, paths: [COMPATIBLE], taken: false },
  { says: "a base cut within a segment", aud: `${ISSUER}api/v`, paths: [COMPATIBLE], taken: false },
  { says: "an issuer cut within a segment", aud: `${ORIGIN}/tes`, taken: false },
  { says: "an origin cut within the port", aud: "http://localhost:808", taken: false },
  { says: "less than an origin", aud: "http:", taken: false },
  { says: "nothing", aud: "", taken: false },
  { says: "another environment's issuer", aud: `${ORIGIN}/prod/`, taken: false },
  { says: "another environment's API", aud: `${ORIGIN}/prod/api/v1`, taken: false },
  { says: "another environment's alias", aud: "https://gammel-prod.example/", taken: false },
  { says: "the origin of an alias, where others may live", aud: "https://gammel.example", taken: false },
  { says: "another path at the host of an alias", aud: "https://gammel.example/oauth2", taken: false },
  { says: "another API below an alias", aud: `${ALIAS}annet`, taken: false },
  { says: "somebody else's", aud: "https://annen.example/", taken: false },
  { says: "another scheme", aud: "https://localhost:8080/test/", taken: false },
];

for (const { says, aud, paths = [COMPATIBLE, OWN], taken } of ROWS)
  test(`aud ${says} -> ${taken ? "taken" : "refused"}, with and without a slash at the end, as a text and in a list`, async () => {
    const forms = typeof aud === "string" ? [aud.replace(/\/$/, ""), `${aud.replace(/\/$/, "")}/`].flatMap((form) => [form, [form]]) : [aud];
    for (const form of forms) for (const path of paths) assert.equal(await statusFor(form, path), taken ? 200 : 401, `${JSON.stringify(form)} at ${path}`);
  });

test("an empty list of addresses is no address of ours", async () => assert.equal(await statusFor([], COMPATIBLE), 401));

const REALM = `Bearer realm="${ISSUER}"`;
for (const path of [COMPATIBLE, OWN])
  test(`what ${path} says of a call that lacks something (RFC 6750 section 3): no error without a token, else which, and the scope that would do`, async () => {
    const challengeFor = async (authorization: string | null) => {
      const { status, headers } = await app.fetch(new Request(`${ORIGIN}${path}`, { headers: authorization === null ? {} : { authorization } }));
      return [status, headers.get("www-authenticate")];
    };
    const other = await ownToken(deps, "test", org, ["idporten:scopes.read"]);
    assert.deepEqual(await challengeFor(null), [401, REALM]);
    assert.deepEqual(await challengeFor("Basic YTpi"), [401, REALM]);
    assert.deepEqual(await challengeFor("Bearer abc"), [401, `${REALM}, error="invalid_token"`]);
    assert.deepEqual(await challengeFor(`Bearer ${other}`), [403, `${REALM}, error="insufficient_scope", scope="idporten:dcr.read"`]);
  });
