import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { freshOrgNumber } from "../test/installation.ts";
import { fetchToken, grantOf, plantClient, plantScope, tokenInstallation, type Planted } from "../test/token-client.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const issuer = "http://localhost:8080/test/";
const now = () => Math.floor(Date.now() / 1000);

type Row = {
  says: string;
  change: Record<string, unknown> | ((planted: Planted) => Record<string, unknown>);
  status?: number;
  error: string;
  code: string;
  text: RegExp;
};
const rows: Row[] = [
  {
    says: "SEC-020 aud without its slash",
    change: { aud: issuer.slice(0, -1) },
    error: "invalid_grant",
    code: "MP-110",
    text: /Invalid JWT claim aud.*slash at the end is missing/,
  },
  {
    says: "SEC-020 aud with two slashes",
    change: { aud: `${issuer}/` },
    error: "invalid_grant",
    code: "MP-110",
    text: /Invalid JWT claim aud.*slash too many/,
  },
  {
    says: "SEC-020 aud the token endpoint",
    change: { aud: `${issuer}token` },
    error: "invalid_grant",
    code: "MP-110",
    text: /token endpoint is not the issuer/,
  },
  {
    says: "SEC-020 aud of another environment",
    change: { aud: "http://localhost:8080/prod/" },
    error: "invalid_grant",
    code: "MP-110",
    text: /another environment/,
  },
  { says: "SEC-020 aud of two", change: { aud: [issuer, "https://x.no"] }, error: "invalid_grant", code: "MP-110", text: /one value/ },
  { says: "SEC-020 aud an empty list", change: { aud: [] }, error: "invalid_grant", code: "MP-110", text: /one value/ },
  { says: "SEC-020 aud in upper case", change: { aud: issuer.toUpperCase() }, error: "invalid_grant", code: "MP-110", text: /must be/ },
  { says: "SEC-020 no aud", change: { aud: undefined }, error: "invalid_grant", code: "MP-110", text: /missing/ },
  {
    says: "a clock ahead",
    change: () => ({ iat: now() + 60, exp: now() + 120 }),
    error: "invalid_grant",
    code: "FM-131",
    text: /Issue time is in the future\. Your clock seems to be (59|60|61) s ahead/,
  },
  {
    says: "a clock behind",
    change: () => ({ iat: now() - 200, exp: now() - 80 }),
    error: "invalid_grant",
    code: "MP-130",
    text: /JWT has expired\. It expired \d+ s ago/,
  },
  { says: "an hour's life", change: () => ({ exp: now() + 3600 }), error: "invalid_grant", code: "FM-132", text: /JWT has too long lifetime\./ },
  { says: "no scope", change: { scope: undefined }, error: "invalid_scope", code: "FM-200", text: /scope is missing/ },
  { says: "an empty scope", change: { scope: "" }, error: "invalid_scope", code: "FM-200", text: /scope is missing/ },
  { says: "a scope of a list", change: { scope: ["a:b"] }, error: "invalid_scope", code: "FM-201", text: /one space/ },
  { says: "two spaces", change: ({ scope }) => ({ scope: `${scope}  ${scope}` }), error: "invalid_scope", code: "FM-201", text: /one space/ },
  { says: "a scope with Norwegian letters", change: { scope: "bærum:les" }, error: "invalid_scope", code: "FM-201", text: /one space/ },
  {
    says: "more scopes than a token can hold",
    change: { scope: Array.from({ length: 101 }, (_, i) => `a:s${i}`).join(" ") },
    error: "invalid_scope",
    code: "FM-201",
    text: /scope/,
  },
  {
    says: "an unknown scope",
    change: { scope: "none:such" },
    error: "invalid_scope",
    code: "MP-200",
    text: /Token request contains invalid scopes for client, none:such/,
  },
  {
    says: "SEC-030 a scope in another case",
    change: ({ scope }) => ({ scope: scope.toUpperCase() }),
    error: "invalid_scope",
    code: "MP-200",
    text: /invalid scopes for client/,
  },
  {
    says: "one of two unknown: the whole request",
    change: ({ scope }) => ({ scope: `${scope} none:such` }),
    error: "invalid_scope",
    code: "MP-200",
    text: /none:such/,
  },
  { says: "SEC-033 consumer_org of eight digits", change: { consumer_org: "31080101" }, error: "invalid_request", code: "MP-011", text: /consumer_org/ },
  {
    says: "SEC-033 consumer_org with a wrong check digit",
    change: { consumer_org: "310801012" },
    error: "invalid_request",
    code: "MP-011",
    text: /consumer_org/,
  },
  { says: "SEC-033 consumer_org as a number", change: { consumer_org: 310801011 }, error: "invalid_request", code: "MP-011", text: /consumer_org/ },
  { says: "SEC-033 consumer_org in ISO form", change: { consumer_org: "0192:310801011" }, error: "invalid_request", code: "MP-011", text: /consumer_org/ },
  {
    says: "SEC-033 its own number",
    change: ({ owner }) => ({ consumer_org: owner }),
    error: "invalid_request",
    code: "FM-140",
    text: /The combination consumer_org in claim and delegation scope on client is invalid/,
  },
  {
    says: "SEC-033 a consumer without access",
    change: () => ({ consumer_org: freshOrgNumber() }),
    status: 403,
    error: "forbidden",
    code: "MP-250",
    text: /Consumer has not been granted access to the scope \S+:tilsyn\.read\./,
  },
  { says: "iss_onbehalfof", change: { iss_onbehalfof: "x" }, error: "invalid_request", code: "MP-011", text: /consumer_org/ },
  { says: "pid of ten digits", change: { pid: "1283714998" }, error: "invalid_request", code: "MP-011", text: /eleven digits/ },
  { says: "pid as a number", change: { pid: 12837149981 }, error: "invalid_request", code: "MP-011", text: /eleven digits/ },
  { says: "another subject than the client", change: { sub: "x" }, error: "invalid_request", code: "MP-011", text: /claim sub must be the client_id/ },
  {
    says: "a scope of another product",
    change: { scope: "openid" },
    error: "invalid_scope",
    code: "MP-200",
    text: /Token request contains invalid scopes for client, openid/,
  },
  { says: "resource as a list of numbers", change: { resource: [1] }, error: "invalid_request", code: "MP-011", text: /not a text or a list of texts/ },
  { says: "resource as an object", change: { resource: {} }, error: "invalid_request", code: "MP-011", text: /resource/ },
  {
    says: "details not a list",
    change: { authorization_details: {} },
    error: "invalid_authorization_details",
    code: "MP-303",
    text: /Invalid authorization details values/,
  },
  { says: "two details", change: { authorization_details: [{}, {}] }, error: "invalid_authorization_details", code: "MP-303", text: /exactly one/ },
  {
    says: "an unknown type",
    change: { authorization_details: [{ type: "x" }] },
    error: "invalid_authorization_details",
    code: "MP-301",
    text: /Unknown authorization details type/,
  },
  {
    says: "an unknown field",
    change: { authorization_details: [{ type: "urn:altinn:systemuser", systemuser_org: {}, foo: 1 }] },
    error: "invalid_authorization_details",
    code: "MP-302",
    text: /Unknown fields in the authorization details/,
  },
  {
    says: "a bad value",
    change: { authorization_details: [{ type: "urn:altinn:systemuser", systemuser_org: { authority: "iso6523-actorid-upis", ID: "0192:310801012" } }] },
    error: "invalid_authorization_details",
    code: "MP-303",
    text: /systemuser_org\.ID/,
  },
  {
    says: "a system user that is not there",
    change: {
      authorization_details: [{ type: "urn:altinn:systemuser", systemuser_org: { authority: "iso6523-actorid-upis", ID: "0192:310801011" }, externalRef: "a" }],
    },
    error: "invalid_authorization_details",
    code: "MP-303",
    text: /No system user/,
  },
  {
    says: "a consent that is not there",
    change: { authorization_details: [{ type: "urn:altinn:consent", id: randomUUID(), from: "urn:altinn:person:identifier-no:12837149981" }] },
    error: "invalid_authorization_details",
    code: "MP-303",
    text: /No consent/,
  },
];

for (const { says, change, status = 400, error, code, text } of rows)
  test(`SEC-040 ${says} -> ${code}`, async () => {
    const planted = await plantClient(installation);
    const answer = await fetchToken(installation, grantOf(planted, typeof change === "function" ? change(planted) : change));
    assert.deepEqual([answer.status, answer.body.error, answer.code], [status, error, code], JSON.stringify(answer.body));
    assert.match(String(answer.body.error_description), text);
  });

test("SEC-033 the consumer has access but did not delegate: MP-251 names all three", async () => {
  const [supplier, consumer] = [await plantClient(installation), await plantClient(installation)];
  await deps.db
    .insertInto("client_scope")
    .columns(["env", "client", "scope"])
    .expression(
      deps.db
        .selectFrom("scope")
        .select((eb) => ["env", eb.val(supplier.clientId).as("client"), "id as scope"])
        .where("name", "=", consumer.scope),
    )
    .execute();
  const answer = await fetchToken(installation, grantOf(supplier, { scope: consumer.scope, consumer_org: consumer.owner }));
  assert.deepEqual([answer.status, answer.body.error, answer.code], [403, "forbidden", "MP-251"]);
  assert.ok(
    String(answer.body.error_description).startsWith(
      `Consumer ${consumer.owner} has not delegated access to the scope ${consumer.scope} to supplier ${supplier.owner}.`,
    ),
  );
});

test("MP-201 a scope for other kinds of clients", async () => {
  const planted = await plantClient(installation);
  const name = `${planted.scope.split(":")[0]}:login`;
  await plantScope(deps, "test", planted.provider, name, planted.clientId, planted.owner, { allowed_integration_types: ["idporten"] });
  const answer = await fetchToken(installation, grantOf(planted, { scope: name }));
  assert.deepEqual([answer.status, answer.code], [400, "MP-201"]);
  assert.match(String(answer.body.error_description), /Token request contains scopes not allowed for maskinporten/);
});

test("SEC-040 SEC-041 SEC-042 every refusal: JSON, ASCII without quotes, a trace id, a page, never stored", async () => {
  const planted = await plantClient(installation);
  const hostile = ['{"x":"y"}', "<script>alert(1)</script>", "æøå", "a\\b", '"'];
  const bodies = [
    ...hostile.map((text) => grantOf(planted, { scope: text })),
    ...hostile.map((text) => grantOf(planted, { aud: text })),
    ...hostile.map((text) => grantOf(planted, {}, { kid: text })),
    ...hostile.map((text) => grantOf(planted, { iss: text })),
    "x",
    grantOf(planted, { exp: 1 }),
  ];
  for (const text of bodies) {
    const { body, headers, status } = await fetchToken(installation, text);
    assert.ok(status === 400, String(status));
    assert.deepEqual(Object.keys(body), ["error", "error_description", "error_uri"]);
    const description = String(body.error_description);
    assert.match(description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    assert.match(description, / \(trace_id: [0-9a-f]{32}\)$/);
    assert.ok(!description.includes("script"), "input is not reflected");
    assert.match(String(body.error_uri), /^http:\/\/localhost:8080\/test\/errors\/(MP|FM)-\d{3}$/);
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("content-type") ?? "", /^application\/json/);
  }
});

test("SEC-043 SEC-130 a refusal after the client is known is on record under its trace id, an unknown client's is not", async () => {
  const planted = await plantClient(installation, { access: false });
  for (const [assertion, code, detail] of [
    [grantOf(planted), 250, planted.scope],
    [grantOf(planted, { aud: "https://x.no/" }), 110, "It must be http://localhost:8080/test/"],
    [grantOf(planted, {}, { kid: "nobody" }), 1120, null],
  ] as const) {
    const { body } = await fetchToken(installation, assertion);
    const trace = /trace_id: ([0-9a-f]{32})/.exec(String(body.error_description))![1]!;
    const record = await deps.db
      .selectFrom("token_refusal")
      .selectAll()
      .where("client", "=", planted.clientId)
      .where("code", "=", code)
      .executeTakeFirstOrThrow();
    assert.equal(record.token.replaceAll("-", ""), trace);
    assert.equal(record.detail, detail);
    assert.equal(record.org, Number(planted.owner));
  }
  const stranger = randomUUID();
  await fetchToken(installation, grantOf(planted, { iss: stranger }));
  assert.deepEqual(await deps.db.selectFrom("token_refusal").selectAll().where("client", "=", stranger).execute(), []);
});

test("a deactivated scope gives no tokens, whatever accesses remain, and gives them again when it is back", async () => {
  const planted = await plantClient(installation);
  const set = (active: boolean) => deps.db.updateTable("scope").set({ active }).where("name", "=", planted.scope).execute();
  await set(false);
  assert.equal((await fetchToken(installation, grantOf(planted))).code, "MP-200");
  await set(true);
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
});

test("SEC-020 by a setting of the client its old aud is taken while it migrates, at once", async () => {
  const planted = await plantClient(installation);
  assert.equal((await fetchToken(installation, grantOf(planted, { aud: `${issuer}token` }))).code, "MP-110");
  await deps.db.updateTable("client").set({ accepts_token_endpoint_audience: true }).where("id", "=", planted.clientId).execute();
  assert.equal((await fetchToken(installation, grantOf(planted, { aud: `${issuer}token` }))).status, 200);
  assert.equal((await fetchToken(installation, grantOf(planted, { aud: [issuer] }))).status, 200, "and the right one, also as a list of one");
  await deps.db.updateTable("client").set({ accepts_token_endpoint_audience: false }).where("id", "=", planted.clientId).execute();
  assert.equal((await fetchToken(installation, grantOf(planted, { aud: `${issuer}token` }))).code, "MP-110", "and no longer, at once");
});

test("SEC-146 by setting, grants issued before a restore are refused", async () => {
  const restored = await tokenInstallation((settings) => (settings.environments.test.refuseGrantsIssuedBefore = new Date(Date.now() - 5_000).toISOString()));
  const planted = await plantClient(restored);
  assert.equal((await fetchToken(restored, grantOf(planted, { iat: now() - 8, exp: now() + 60 }))).code, "FM-134");
  assert.equal((await fetchToken(restored, grantOf(planted))).status, 200);
});

test("SEC-054 rate limits: 429 with Retry-After per client, counted after the signature, and others are not touched", async () => {
  const limited = await tokenInstallation((settings) => (settings.environments.test.rateLimits.perClientPerSecond = 5));
  const [busy, other] = [await plantClient(limited), await plantClient(limited)];
  const forged = grantOf({ ...busy, key: { ...busy.key, privateKey: (await import("../test/token-client.ts")).keyPair("rsa-2").privateKey } });
  for (let i = 0; i < 10; i++) assert.equal((await fetchToken(limited, forged)).code, "MP-124");
  const answers = await Promise.all(Array.from({ length: 30 }, () => fetchToken(limited, grantOf(busy))));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 20, `${refused.length} of 30`);
  for (const { headers, code } of refused) assert.deepEqual([headers.get("retry-after"), code], ["1", "FM-429"]);
  assert.equal((await fetchToken(limited, grantOf(other))).status, 200);
  const records = await limited.deps.db.selectFrom("token_refusal").select("code").where("client", "=", busy.clientId).where("code", "=", 1429).execute();
  assert.equal(records.length, refused.length, "each is on record");
});
