/**
 * Every operation of our own API × every right × own and foreign organisation × both environments (SEC-173): who may is answered, who may not is refused with
 * the code that says why. Which operation needs what stands here a second time, on purpose.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import type { Action } from "../../vocabulary/actions.ts";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { HELD_RIGHTS, type HeldRight } from "../../vocabulary/rights.ts";
import { createApp } from "../app.ts";
import { describeOwnApi, ownApi } from "../http/own-api.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight, plantRole } from "../test/people.ts";
import { effective, type Holder, may } from "./may.ts";

const deps = await testDeps(({ environments }) => {
  for (const { rateLimits } of Object.values(environments)) Object.assign(rateLimits, { apiPerClientPerSecond: 1e6, apiPerAddressPerSecond: 1e6 });
});
const app = createApp(deps);
const operator = deps.settings.operator.orgNumber;

/** `logged_in`: everyone with a session, whatever he or she holds. `anyone`: open. */
const NEEDS: Record<string, Action | "logged_in" | "anyone"> = {
  readMyEmail: "logged_in",
  changeMyEmail: "logged_in",
  removeMyEmail: "logged_in",
  listNotificationPoints: "notification_point.read",
  addNotificationPoint: "notification_point.change",
  changeNotificationPoint: "notification_point.change",
  removeNotificationPoint: "notification_point.change",
  verifyNotificationPoint: "notification_point.change",
  readBilling: "billing.read",
  replaceBilling: "billing.change",
  exportBilling: "billing.export",
  listMails: "mail.administer",
  sendMailAgain: "mail.administer",
  listNotices: "anyone",
  readNotice: "anyone",
  publishNotice: "notice.administer",
  replaceNotice: "notice.administer",
  withdrawNotice: "notice.administer",
  readMe: "logged_in",
  changeMe: "logged_in",
  listMyOrganizations: "logged_in",
  chooseMyOrganization: "logged_in",
  listMySessions: "logged_in",
  endMySession: "logged_in",
  listPermissions: "logged_in",
  listRightRequests: "right_request.decide",
  askForRight: "logged_in",
  readRightRequest: "logged_in",
  withdrawRightRequest: "logged_in",
  decideRightRequest: "right_request.decide",
  forwardRightRequest: "right_request.decide",
  listPeople: "person.read",
  lookUpPerson: "right.give",
  giveRights: "right.give",
  removeRight: "right.remove",
  undoRightRemoval: "right.give",
  listRegisterRoles: "organization.administer",
  setRegisterRole: "organization.administer",
  listScopes: "scope.read",
  createScope: "scope.write",
  readScope: "scope.read",
  replaceScope: "scope.write",
  deactivateScope: "scope.write",
  deactivateScopeWithMessage: "scope.write",
  reactivateScope: "scope.write",
  readScopeImpact: "scope.read",
  listAvailableScopes: "scope.look_up",
  findScopeCandidates: "client.read",
  lockScope: "scope.administer",
  unlockScope: "scope.administer",
  listAccessesGivenToMe: "access.read",
  listAccesses: "access.read",
  checkAccesses: "access.write",
  giveAccesses: "access.write",
  readAccess: "access.read",
  giveAccess: "access.write",
  removeAccess: "access.write",
  undoAccessRemoval: "access.write",
  listPrefixes: "prefix.read",
  allotPrefix: "prefix.administer",
  deactivatePrefix: "prefix.administer",
  checkPrefix: "prefix.read",
  listPrefixApplications: "prefix.read",
  applyForPrefix: "prefix.apply",
  readPrefixApplication: "prefix.read",
  decidePrefixApplication: "prefix.administer",
  takePrefixApplication: "prefix.administer",
  giveBackPrefixApplication: "prefix.administer",
  withdrawPrefixApplication: "prefix.apply",
  listEmailDomains: "email_domain.read",
  addEmailDomain: "email_domain.change",
  checkEmailDomain: "email_domain.change",
  removeEmailDomain: "email_domain.change",
  readMyOrganizationSuggestion: "logged_in",
  readProviderContact: "provider_contact.read",
  replaceProviderContact: "provider_contact.change",
  readOrganization: "organization.read",
  findOrganizations: "organization.find",
  listOrganizations: "organization.administer",
  registerOrganization: "organization.administer",
  renameOrganization: "organization.administer",
  listTermsSigned: "organization.read",
  recordTermsSigned: "organization.administer",
  lockOrganization: "organization.administer",
  unlockOrganization: "organization.administer",
  listSigningKeys: "signing_key.administer",
  rotateSigningKey: "signing_key.administer",
  withdrawSigningKey: "signing_key.administer",
  issueEnterpriseCertificate: "signing_key.administer",
  revokeEnterpriseCertificate: "signing_key.administer",
  listClients: "client.read",
  readClientFigures: "token_request.read",
  readAccessFigures: "token_request.read",
  createClient: "client.create",
  readClient: "client.read",
  replaceClient: "client.change",
  deactivateClient: "client.remove",
  reactivateClient: "client.create",
  addClientScope: "client.change",
  removeClientScope: "client.change",
  undoClientScopeRemoval: "client.change",
  lockClient: "client.administer",
  unlockClient: "client.administer",
  listClientKeys: "key.read",
  addClientKey: "key.change",
  replaceClientKeys: "key.change",
  readClientKey: "key.read",
  removeClientKey: "key.change",
  undoClientKeyRemoval: "key.change",
  readOverview: "organization.read",
  signTerms: "terms.sign",
  readTokenFigures: "token_request.read",
  listTokenRequests: "token_request.read",
  explainToken: "token_request.explain",
  readTokenRequest: "token_request.look_up",
  listUsesOfScope: "token_request.read_of_scope",
  readScopeUsage: "token_request.read_of_scope",
  listScopeFigures: "token_request.read_of_scope",
  listUsesByOthers: "token_request.read_of_others",
  listAuditEntries: "audit.read",
  searchAuditEntries: "audit.read",
  exportAuditEntries: "audit.export",
  exportAuditChain: "audit.verify",
  checkAuditSeals: "audit.verify",
  readStatistics: "statistics.read",
};

const isOpen = (needs: string): needs is "logged_in" | "anyone" => needs === "logged_in" || needs === "anyone";

type Operation = { id: string; method: string; path: string };
const description = describeOwnApi(ownApi(deps), []) as {
  paths: Record<string, Record<string, { operationId: string; security?: Record<string, unknown>[] }>>;
};
const operations: Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId: id }]) => ({ id, method: method.toUpperCase(), path })),
);

/** Nothing of what is named is there: who may comes as far as that. Keys that sign are left alone. */
const pathOf = ({ path }: Operation, org: OrgNumber): string =>
  path
    .replace("{number}", org)
    .replace("{orgNumber}", org)
    .replace("{scope}", "ingen:ting")
    .replace("{kid}", "ingen")
    .replace("{chain}", "shared")
    .replace("{code}", "DAGL")
    .replace("{serial}", "AB")
    .replace("{traceId}", "0".repeat(32))
    .replaceAll(/\{\w+\}/g, () => randomUUID());

async function send(env: EnvironmentName, operation: Operation, cookie: string, org: OrgNumber) {
  const reads = operation.method === "GET";
  const response = await app.fetch(
    new Request(`http://localhost:8080/${env}/api/fullmakt/v1${pathOf(operation, org)}`, {
      method: operation.method,
      headers: { ...asPerson(cookie, org), ...(reads ? {} : { "content-type": "application/json", "if-match": "*" }) },
      // A body that fits nothing: what may be done ends there.
      ...(reads || operation.method === "DELETE" ? {} : { body: JSON.stringify({ passer_ikke: true }) }),
    }),
  );
  const text = await response.text();
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  return { status: response.status, code: isProblem ? (JSON.parse(text) as { code: string }).code : null };
}

const REFUSED = { not_representing: "FM-464", right_missing: "FM-465" } as const;
/** What whoever may can be answered: nothing that has to do with who it is. */
const ANSWERED = (code: string | null) => code === null || !/^FM-(40[123]|46[0-6]|47[01]|41[05])$/.test(code);

before(async () => {
  await deps.db
    .insertInto("organization")
    .values({ number: Number(operator), name: "Nordlys Plattform" })
    .onConflict((c) => c.doNothing())
    .execute();
});

test("every operation is in the table, and everything in the table is there", () => {
  assert.deepEqual(operations.map(({ id }) => id).toSorted(), Object.keys(NEEDS).toSorted());
});

type Role = { name: string; rights: HeldRight[]; byRole?: true };
const ROLES: Role[] = [
  { name: "nothing", rights: [] },
  ...HELD_RIGHTS.map((right) => ({ name: right, rights: [right] })),
  {
    name: "managing director by the register",
    rights: ["main_administrator", "access_manager", "api_manager", "client_manager", "supplier_manager"],
    byRole: true,
  },
];

for (const env of ENVIRONMENTS)
  for (const { name, rights, byRole } of ROLES.filter(({ rights: [first] }) => first !== "test_only" || env === "test"))
    test(`SEC-173 SEC-110 SEC-127 ${name} in ${env}: every operation, in one's own organisation and a foreign one`, async () => {
      // The operator's right is one of the operator's organisation.
      const own = rights.includes("platform_operator") ? operator : await plantOrganization(deps.db);
      const foreign = await plantOrganization(deps.db);
      const { cookie, person } = await logIn({ deps });
      if (byRole) await plantRole(deps.db, own, "DAGL", { person });
      else for (const right of rights) await plantRight(deps.db, env, own, person, right);
      const holder: Holder = { env, rights: new Set(rights), byKeyRole: new Set(), level: "high", loginAgeMs: 0, trustedHere: true };
      for (const operation of operations.filter(({ id }) => id !== "rotateSigningKey" && id !== "endMySession")) {
        const needs = NEEDS[operation.id]!;
        for (const [whose, org] of [
          ["own", own],
          ["foreign", foreign],
        ] as const) {
          const { status, code } = await send(env, operation, cookie, org);
          const verdict = isOpen(needs) ? { allowed: true as const } : may(whose === "own" ? holder : { ...holder, rights: new Set() }, needs);
          const said = `${operation.id} for ${whose}: ${status} ${code}`;
          assert.ok(status < 500, said);
          if (verdict.allowed && operation.id === "chooseMyOrganization" && (whose === "foreign" || effective(holder.rights, env).size === 0))
            assert.equal(code, "FM-464", said);
          else if (verdict.allowed) assert.ok(ANSWERED(code), said);
          else assert.equal(code, REFUSED[verdict.why as keyof typeof REFUSED], said);
        }
      }
    });

for (const env of ENVIRONMENTS)
  test(`SEC-123 in ${env} a login of 20 minutes ago opens everything but what needs a fresh one`, async () => {
    const own = await plantOrganization(deps.db);
    const { cookie, person } = await logIn({ deps }, { ageMs: 20 * 60_000 });
    await plantRole(deps.db, own, "DAGL", { person });
    const refused = [];
    for (const operation of operations.filter(({ id }) => id !== "endMySession"))
      if ((await send(env, operation, cookie, own)).code === "FM-462") refused.push(operation.id);
    assert.deepEqual(refused.toSorted(), [
      "addClientKey",
      "addEmailDomain",
      "addNotificationPoint",
      "changeNotificationPoint",
      "checkEmailDomain",
      "exportAuditEntries",
      "removeClientKey",
      "removeEmailDomain",
      "removeNotificationPoint",
      "replaceClientKeys",
      "signTerms",
      "undoClientKeyRemoval",
      "verifyNotificationPoint",
    ]);
  });

test("SEC-122 in production a login of level substantial opens nothing but the person's own pages; in test it is enough", async () => {
  const own = await plantOrganization(deps.db);
  const { cookie, person } = await logIn({ deps }, { level: "substantial" });
  await plantRole(deps.db, own, "DAGL", { person });
  for (const operation of operations.filter(({ id }) => id !== "endMySession")) {
    const needs = NEEDS[operation.id]!;
    const inProduction = await send("prod", operation, cookie, own);
    assert.equal(inProduction.code === "FM-461", !isOpen(needs), `${operation.id}: ${inProduction.status} ${inProduction.code}`);
    assert.notEqual((await send("test", operation, cookie, own)).code, "FM-461", operation.id);
  }
});

test("SEC-086 a login service that is trusted in test alone opens nothing in production", async () => {
  const own = await plantOrganization(deps.db);
  const { cookie, person } = await logIn({ deps }, { environments: ["test"] });
  await plantRole(deps.db, own, "DAGL", { person });
  for (const operation of operations.filter(({ id }) => id !== "endMySession" && NEEDS[id] !== "anyone")) {
    assert.equal((await send("prod", operation, cookie, own)).code, "FM-463", operation.id);
    assert.notEqual((await send("test", operation, cookie, own)).code, "FM-463", operation.id);
  }
});

test("SEC-121 without a session, and from another site, nothing is answered", async () => {
  const own = await plantOrganization(deps.db);
  const { cookie, person } = await logIn({ deps });
  await plantRole(deps.db, own, "DAGL", { person });
  for (const operation of operations.filter(({ id }) => NEEDS[id] !== "anyone")) {
    const path = `http://localhost:8080/test/api/fullmakt/v1${pathOf(operation, own)}`;
    const without = await app.fetch(
      new Request(path, { method: operation.method, headers: { "fullmakt-organization": own, "sec-fetch-site": "same-origin" } }),
    );
    assert.equal(without.status, 401, operation.id);
    if (operation.method === "GET") continue;
    const headers = { ...asPerson(cookie, own), "sec-fetch-site": "cross-site", "content-type": "application/json" };
    const foreign = await app.fetch(new Request(path, { method: operation.method, headers, body: "{}" }));
    assert.equal(((await foreign.json()) as { code: string }).code, "FM-471", operation.id);
  }
});
