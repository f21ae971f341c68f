/**
 * Whatever stands in a path, a query, a header or a member of a body, no operation answers 5xx (SEC-044, SEC-172), and nothing has to be caught by the net
 * for what the database cannot digest. The operations come from the description and from the routes themselves, so that a new one is tried without a word here.
 */
import "reflect-metadata";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import type { Hono } from "hono";
import { createApp } from "../app.ts";
import { altinnRoutes } from "../clients/altinn-routes.ts";
import { DCR, jwkOf, JWT_BEARER } from "../clients/clients-under-test.ts";
import { selfServiceClientRoutes, selfServiceKeyRoutes } from "../clients/selfservice-routes.ts";
import { openAuthority } from "../keys/certificates/authority.ts";
import { openLog } from "../log.ts";
import { selfServiceOrganizationRoutes } from "../organizations/selfservice-routes.ts";
import { scopeBody } from "../scopes/own-testing.ts";
import { selfServiceScopeRoutes } from "../scopes/selfservice-routes.ts";
import { askForRight } from "../people/right-request-operations.ts";
import { ownToken, plantOrganization, plantPrefixApplication } from "../test/installation.ts";
import { freshIdentityNumber, logIn } from "../test/logged-in.ts";
import { actingPerson, plantPerson, plantRight, plantRole } from "../test/people.ts";
import { grantOf, plantClient, plantScope, tokenInstallation } from "../test/token-client.ts";
import { freshAddress, plantDeadMail, plantPoint } from "../mail/mail-under-test.ts";
import { publishNotice } from "../notices/operations.ts";
import { createTokenBatcher } from "../token/batch.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import type { Env } from "./hono.ts";
import { describeOwnApi, ownApi } from "./own-api.ts";

const defects: string[] = [];
const log = openLog("error", { write: (line) => void defects.push(line) });
const base = await tokenInstallation(({ environments }) => {
  environments.test.rateLimits = { perClientPerSecond: 1e6, perAddressPerSecond: 1e6, apiPerClientPerSecond: 1e6, apiPerAddressPerSecond: 1e6 };
});
const { settings } = base.deps;
const batcher = createTokenBatcher(base.databaseUrl, log);
after(() => batcher.close());
const authorities = { test: await openAuthority(settings, "test"), prod: await openAuthority(settings, "prod") };
const deps = { ...base.deps, log, batcher, authorities };
const app = createApp(deps);
const operator = settings.operator.orgNumber;
const token = await ownToken(deps, "test", operator, ["idporten:scopes.write", ...DCR, OPERATOR_SCOPE], { exp: Math.floor(Date.now() / 1000) + 3_600 });
await deps.db
  .insertInto("terms_signature")
  .values({ organization: Number(operator), variant: "public", version: "1" })
  .execute();

const LONG = "x".repeat(10_000);
/** In a path or a query, written as they arrive. */
const IN_ADDRESS = ["%00", "a%00b", "%ED%A0%80", "%", "..%2f..%2f", LONG, "9".repeat(40), "1e400", "%F0%9F%98%80%27%3B--", ""];
/** In a header: bytes, since anything else does not get here. */
const IN_HEADER = ["\u00ff", '"\u00ff"', LONG, `"${"9".repeat(40)}"`, '"-1"', 'W/"0"', "*", ",,;=", ""];
const IN_TEXT = ["\0", "a:\0", "a\ud800", LONG, "", "9".repeat(40)];
/** In place of a member of a body. */
const IN_BODY: unknown[] = [...IN_TEXT, ["\0"], ["\ud800"], [LONG], 1e308, 2 ** 53, -1, 0.5, true, null, {}, [[]], { "\0": 1 }];

type Operation = {
  name: string;
  method: string;
  path: string;
  query: string[];
  headers: string[];
  body?: unknown;
  /** Open to people alone: called with a session. */
  byPerson?: boolean;
};
type World = Record<string, string>;

/** Things that are there and the operator's, so that what is tried goes further than "not found". */
async function plantWorld(): Promise<World> {
  const planted = await plantClient({ ...base, deps });
  const organization = await plantOrganization(deps.db);
  for (const [table, column] of [
    ["client", "org"],
    ["scope", "owner"],
    ["prefix", "owner"],
  ] as const)
    await deps.db
      .updateTable(table)
      .set({ [column]: Number(operator) })
      .where(column, "=", Number(table === "client" ? planted.owner : planted.provider))
      .execute();
  const prefix = planted.scope.split(":")[0]!;
  await plantScope(deps, "test", operator, `${prefix}:apen`, null, null, { open_to_all: true });
  const point = await plantPoint(deps.db, operator, { environments: ["test"], verified: false });
  const notice = await publishNotice(deps, SYSTEM, { ...NOTICE, from: new Date(), to: null });
  const dead = await plantDeadMail(deps.db);
  const newPrefix = `h${randomBytes(5).toString("hex")}`;
  const applicationId = await plantPrefixApplication(deps.db, "test", operator, newPrefix);
  const told = { pointId: point.id, address: freshAddress(), noticeId: notice.id, mailId: dead, newPrefix, applicationId };
  const named = { ...told, scope: planted.scope, orgNumber: planted.owner, number: organization, prefix, serial: "AB12", clientId: planted.clientId };
  return {
    ...named,
    kid: planted.key.kid,
    code: "OBS",
    traceId: "0".repeat(32),
    chain: "test",
    id: planted.clientId,
    orgno: planted.owner,
    orgnr: organization,
  };
}

/** Things of an organisation with a managing director who is logged in, for what only people may do. */
async function plantPeople(): Promise<World> {
  const organization = await plantOrganization(deps.db);
  const { person, cookie, session } = await logIn({ deps });
  await plantRole(deps.db, organization, "DAGL", { person });
  const identityNumber = freshIdentityNumber();
  const other = await plantPerson(deps.db, { lastName: "Hare", number: identityNumber });
  const asking = actingPerson("test", organization, other);
  const { id: requestId } = await askForRight(deps, asking, { organization, right: "viewer", message: "" });
  const { id: ownRequestId } = await askForRight(deps, actingPerson("test", organization, person), {
    organization: await plantOrganization(deps.db),
    right: "viewer",
    message: "",
  });
  const rightId = await plantRight(deps.db, "test", organization, other, "client_manager");
  const giverId = await plantPerson(deps.db);
  await plantRole(deps.db, organization, "LEDE", { person: giverId });
  return {
    number: organization,
    address: freshAddress(),
    cookie,
    sessionId: session,
    identityNumber,
    lastName: "Hare",
    personId: other,
    giverId,
    domain: "lyngvidda.example.no",
    requestId,
    ownRequestId,
    rightId,
  };
}

const SYSTEM = { actor: { kind: "system" as const, name: "test" }, traceId: "0".repeat(32), address: null };
const THREE = { nb: "Feil", nn: "Feil", en: "Error" };
const NOTICE = { severity: "incident" as const, environments: ["test" as const], title: THREE, text: THREE };
const notice = { ...NOTICE, from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" };
const point = {
  address: "{address}",
  label: "Drift",
  kinds: ["access"],
  environments: ["test"],
  language: "nn",
  digest: "daily",
  limitedTo: { clients: ["{clientId}"], scopes: ["{scope}"] },
};
const SCOPE = { description: "Les", visibility: "PUBLIC", delegation_source: "", enforced_aud_for_access_token: "https://a.example", "description#nn": "Les" };
/** Each that may hold something holds it: what is changed to be hostile was good before. */
const scopeAttributes = {
  ...scopeBody("Les", { longDescription: "Meir", allowedIntegrationTypes: ["krr"], openToAll: true, enforcedAudience: "https://a.example" }),
  translations: { nn: { description: "Les" } },
};
const client = { name: "Lønn", description: "", uri: "https://a.example", scopes: [], accessTokenLifetimeSeconds: 120, acceptsTokenEndpointAudience: false };
const selfServiceClient = {
  client_id: "",
  client_name: "a",
  client_uri: "",
  description: "",
  client_orgno: operator,
  active: true,
  application_type: "web",
  scopes: [],
  integration_type: "maskinporten",
  grant_types: [JWT_BEARER],
  token_endpoint_auth_method: "private_key_jwt",
  access_token_lifetime: 120,
  authorization_lifetime: 1,
  refresh_token_lifetime: 1,
  refresh_token_usage: "REUSE",
  jwks: null,
  redirect_uris: [],
};
const key = { ...jwkOf("ny", "RSA-2048"), alg: "RS256", x5c: undefined };
const terms = { validFrom: "2099-01-01T00:00:00Z", validTo: "2099-02-01T00:00:00Z", reason: "Avtale" };

/** A body for each operation that reads one, in order or nearly so: `{name}` stands for something that is there. */
const BODIES: Record<string, unknown> = {
  NewScope: { prefix: "{prefix}", subscope: "ny", ...scopeAttributes },
  ScopeReplacement: scopeAttributes,
  NewTerms: { variant: "public", version: "1" },
  NewLock: { reason: "Misbruk" },
  ClientLock: { reason: "Misbruk" },
  ScopeDeactivation: { message: "Bruk en annen" },
  AccessChecks: { organizations: ["{number}"] },
  NewAccesses: { organizations: ["{number}"], ...terms },
  AccessTerms: terms,
  UndoRemoval: { endedAt: "2026-01-01T00:00:00Z" },
  NewPrefix: { prefix: "nytt", owner: "{number}" },
  OrganizationReplacement: { name: "Ny" },
  NewOrganization: { number: "{number}", name: "Ny", form: "ORGL", parent: "{orgNumber}" },
  NewTermsSignature: { variant: "public", version: "2" },
  NewSigningKey: { useInSeconds: 86_400 },
  SigningKeyWithdrawal: { replace: false },
  NewEnterpriseCertificate: { orgNumber: "{number}", name: "Ny", days: 3, kind: "SEID1" },
  MyChange: { language: "nn" },
  PersonLookup: { identityNumber: "{identityNumber}", lastName: "{lastName}" },
  NewRights: { person: { id: "{personId}" }, rights: ["viewer"], validTo: "2030-01-01T00:00:00Z", environments: ["test"] },
  RightRemovalUndo: {},
  NewRightRequest: { organization: "{number}", right: "viewer", message: "Til tilsyn" },
  Forwarding: { to: "{giverId}" },
  Decision: { approve: true, validTo: null, answer: "Ja" },
  MyEmailChange: { address: "{address}" },
  NewNotificationPoint: point,
  NotificationPointChange: point,
  NewPrefixApplication: {
    acceptedPrice: { currency: "NOK", perYear: 50_000, perAccess: [{ upTo: null, each: 1_000 }], cap: 799_500 },
    prefix: "{newPrefix}",
    purpose: "Byggesak",
    legalBasis: "Lov",
    expectedConsumers: "up_to_5",
    contactName: "Kari",
    contactEmail: "a@b.no",
    acceptsPrice: true,
  },
  PrefixHandling: { takeOverSince: "2026-11-20T10:00:00.000Z" },
  PrefixDecision: { allot: false, reason: "Nei", acceptLikenessTo: ["lyngvidda"] },
  ProviderContactReplacement: { name: "Team API", email: "a@b.no", url: "https://a.example.no/api" },
  BillingReplacement: {
    receiver: "{number}",
    ehf: true,
    peppolId: "0192:310800007",
    email: "a@b.no",
    postalAddress: "Vei 1",
    reference: "17",
    costBearer: "Drift",
    contactName: "Kari",
    contactEmail: "a@b.no",
    validFrom: "2026-01-01",
  },
  NewNotice: notice,
  NoticeReplacement: { ...notice, tellAgain: true },
  RegisterRoleReplacement: { keyRole: false, rights: ["viewer"] },
  NewClient: { ...client, type: "maskinporten", keys: [key] },
  ClientReplacement: client,
  SentJwk: key,
  ClientKeyReplacement: { keys: [key] },
  ExplainQuestion: { clientId: "{clientId}", scope: "{scope}", kid: "{kid}", certificate: false, consumerOrg: "{number}" },
  "POST /clients": selfServiceClient,
  "PUT /clients/{id}": selfServiceClient,
  "POST /clients/{id}/jwks": { keys: [key] },
  "PUT /clients/{id}/jwks": { keys: [key] },
  "POST /altinn/admin/clients": selfServiceClient,
  "PUT /altinn/admin/clients/{id}": selfServiceClient,
  "POST /altinn/admin/clients/{id}/jwks": { keys: [key] },
  "PUT /clients/{id}/jwks/{kid}": { ...key, kid: "{kid}" },
  "POST /clients/{id}/key": key,
  "POST /scopes": { ...SCOPE, prefix: "{prefix}", subscope: "ny", at_max_age: 1, allowed_integration_types: ["krr"], active: true },
  "PUT /scopes": { ...SCOPE, name: "{scope}", prefix: "{prefix}", at_max_age: 1, allowable_integration_types: ["krr"], active: true },
  "PUT /scopes/access/{orgno}": undefined,
};
/** Headers that every operation may read. Those of one text get the same value at once: none of them hides the others. */
const EVERYWHERE = ["authorization", "accept-language if-none-match x-forwarded-for", "content-type"];

type Described = {
  paths: Record<
    string,
    Record<string, { parameters?: { in: string; name: string }[]; requestBody?: { content: object }; security?: Record<string, unknown>[] }>
  >;
};
const { paths } = describeOwnApi(ownApi(deps), []) as Described;
const own = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [], requestBody, security = [] }]): Operation => {
    const of = (place: string) => parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
    const schema = /#\/components\/schemas\/(\w+)/.exec(JSON.stringify(requestBody ?? {}))?.[1];
    const name = `${method.toUpperCase()} ${path}`;
    if (schema) assert.ok(schema in BODIES, `${name} reads a ${schema}: it needs one in BODIES`);
    const body = schema === undefined ? {} : { body: BODIES[schema] };
    // What production stands on too is changed by no token of the test environment.
    const byPerson = (security.length > 0 && security.every((one) => !("token" in one))) || ["PUT /billing-details", "PUT /provider-contact"].includes(name);
    return {
      name,
      method: method.toUpperCase(),
      path: `/api/fullmakt/v1${path}`,
      query: of("query"),
      headers: [...EVERYWHERE, ...of("header")],
      byPerson,
      ...body,
    };
  }),
);
const QUERIES = ["scope", "inactive", "consumer_orgno"];
const QUERIES_OF_THE_OPEN_LIST = ["prefix", "inactive", "delegated_sources", "accessible_for_all", "integration_type", "page"];
const selfService = [
  { at: "/api/v1", parts: [selfServiceScopeRoutes, selfServiceClientRoutes, selfServiceOrganizationRoutes, altinnRoutes] },
  { at: "/api/v2", parts: [selfServiceKeyRoutes] },
].flatMap(({ at, parts }) =>
  parts
    .flatMap((part) => (part(deps) as Hono<Env>).routes)
    .filter(({ method, path }, i, all) => method !== "ALL" && all.findIndex((other) => other.method === method && other.path === path) === i)
    .map(({ method, path: pattern }): Operation => {
      const path = pattern.replaceAll(/:(\w+)/g, "{$1}");
      const name = `${method} ${path}`;
      if (["POST", "PUT"].includes(method)) assert.ok(name in BODIES, `${name} needs an entry in BODIES`);
      const query = path === "/scopes/all" ? QUERIES_OF_THE_OPEN_LIST : QUERIES;
      return { name: `${name} (self-service)`, method, path: `${at}${path}`, query, headers: EVERYWHERE, body: BODIES[name] };
    }),
);

type Trial = { path?: Record<string, string>; query?: Record<string, string>; headers?: Record<string, string>; body?: unknown };

async function send(operation: Operation, world: World, { path = {}, query = {}, headers = {}, body = operation.body }: Trial = {}) {
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? encodeURIComponent(world[name] ?? "x"));
  const needed = {
    ...(operation.query.includes("consumer_orgno") && { scope: encodeURIComponent(world.scope!) }),
    ...(operation.path.endsWith("/prefix-checks") && { prefix: "ledig" }),
    ...(operation.query.includes("month") && { month: "2026-03" }),
    ...(operation.path.endsWith("/organization-search") && { query: "31" }),
  };
  const asked = { ...needed, ...query };
  const search = Object.entries(asked).map(([name, value]) => `${name}=${value}`);
  const sent = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const request = new Request(`http://localhost:8080/test${filled}${search.length > 0 ? `?${search.join("&")}` : ""}`, {
    method: operation.method,
    headers: { ...callerOf(operation, world), "content-type": "application/json", "if-match": "*", ...headers },
    ...(sent !== undefined && operation.method !== "GET" && { body: sent.replaceAll(/\{(\w+)\}/g, (_, name: string) => world[name] ?? `{${name}}`) }),
  });
  const answer = await app.fetch(request);
  return { status: answer.status, text: await answer.text() };
}

const callerOf = ({ byPerson }: Operation, { cookie, number }: World): Record<string, string> =>
  byPerson ? { cookie: cookie!, "fullmakt-organization": number!, "sec-fetch-site": "same-origin" } : { authorization: `Bearer ${token}` };

/** The body with each member in turn, at whatever depth, replaced by each of `IN_BODY`. */
function* spoilt(body: unknown): Generator<unknown> {
  if (typeof body !== "object" || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    const put = (other: unknown) => (Array.isArray(body) ? body.map((one, i) => (String(i) === name ? other : one)) : { ...body, [name]: other });
    for (const other of IN_BODY) yield put(other);
    for (const other of spoilt(value)) yield put(other);
  }
}

function* trials({ path, query, headers, body }: Operation): Generator<Trial> {
  for (const [, name] of path.matchAll(/\{(\w+)\}/g)) for (const value of IN_ADDRESS) yield { path: { [name!]: value } };
  for (const name of query) for (const value of IN_ADDRESS) yield { query: { [name]: value } };
  for (const name of headers) for (const value of IN_HEADER) yield { headers: Object.fromEntries(name.split(" ").map((one) => [one, value])) };
  if (body === undefined) return;
  for (const value of spoilt(body)) yield { body: value };
  for (const value of [...IN_BODY.map((one) => JSON.stringify(one)), "{", '{"a":1e999}', "[".repeat(20_000), "\ufeff{}", '{"__proto__":{"a":1}}'])
    yield { body: value };
  for (const value of IN_TEXT) yield { body: value, headers: { "content-type": "text/plain" } };
}

for (const operation of [...own, ...selfService])
  test(`SEC-044 SEC-172 ${operation.name}: nothing that stands anywhere in a request makes it fail`, async () => {
    const world = operation.byPerson ? await plantPeople() : await plantWorld();
    if (operation.name === "DELETE /right-requests/{requestId}") world.requestId = world.ownRequestId!;
    defects.length = 0;
    const first = await send(operation, world);
    assert.ok(![400, 401, 403].includes(first.status), `what is spoilt is not in order to begin with: ${first.status} ${first.text}`);
    const all = [...trials(operation)];
    for (let i = 0; i < all.length; i += 20)
      await Promise.all(
        all.slice(i, i + 20).map(async (trial) => {
          const { status, text } = await send(operation, world, trial);
          assert.ok(status < 500, `${JSON.stringify(trial).slice(0, 500)} -> ${status} ${text}`);
        }),
      );
    assert.deepEqual(defects, []);
  });

const CLAIMS = ["iss", "aud", "scope", "iat", "exp", "nbf", "jti", "consumer_org", "pid", "resource", "authorization_details", "sub"];
for (const [part, names] of Object.entries({ claim: CLAIMS, header: ["alg", "kid", "typ", "x5c", "crit", "jwk", "jku", "x5u", "b64"] }))
  for (const name of names)
    test(`SEC-044 SEC-172 the ${part} ${name} of a grant: whatever it is, the answer is no failure`, async () => {
      const planted = await plantClient({ ...base, deps });
      defects.length = 0;
      for (const value of IN_BODY) {
        const assertion = part === "claim" ? grantOf(planted, { [name]: value }) : grantOf(planted, {}, { [name]: value });
        const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion });
        const answer = await app.fetch(new Request("http://localhost:8080/test/token", { method: "POST", body }));
        assert.ok(answer.status < 500, `${JSON.stringify(value).slice(0, 200)} -> ${answer.status} ${await answer.text()}`);
      }
      assert.deepEqual(defects, []);
    });
