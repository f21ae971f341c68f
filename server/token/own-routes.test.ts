import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { ownToken, plantOrganization } from "../test/installation.ts";
import { claimsOf, fetchToken, grantOf, plantClient, plantKey, plantScope, tokenInstallation } from "../test/token-client.ts";

const installation = await tokenInstallation();
const { deps } = installation;

type Item = Record<string, string | null>;
type Page = { items: Item[]; next: string | null };
type Why = {
  granted: boolean;
  code: string | null;
  links: {
    link: string;
    kept: boolean;
    cause: string;
    text: string;
    whoCanMend: string | null;
    scope: string | null;
    organization: { number: string; name: string } | null;
    at: string | null;
  }[];
};

const callAs = async (org: Parameters<typeof ownToken>[2], scopes = ["idporten:dcr.read"]) => {
  const token = await ownToken(deps, "test", org, scopes);
  return async <Body>(path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await installation.fetch(`/test/api/fullmakt/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    });
    return { status: response.status, body: (await response.json()) as Body };
  };
};

test("SEC-134 the owner lists every token and refusal of its client, newest first, with the cause in its language", async () => {
  const planted = await plantClient(installation);
  const call = await callAs(planted.owner);
  const { body: issued } = await fetchToken(installation, grantOf(planted));
  await fetchToken(installation, grantOf(planted, { scope: "none:such" }));
  await fetchToken(installation, grantOf(planted, { aud: "https://x.example.no/" }));
  const { body } = await call<Page>(`/clients/${planted.clientId}/token-requests`, undefined, { "accept-language": "nn" });
  assert.deepEqual(
    body.items.map(({ outcome, code }) => code ?? outcome),
    ["MP-110", "MP-200", "issued"],
  );
  const [wrongAudience, , token] = body.items;
  assert.equal(token!.kid, planted.key.kid);
  assert.equal(token!.consumer, planted.owner);
  assert.equal(
    Buffer.from(String(claimsOf(issued.access_token).jti), "base64url")
      .toString("hex")
      .slice(0, 32),
    token!.traceId,
    "the jti leads to the record",
  );
  assert.equal(Date.parse(token!.expiresAt!) / 1000, claimsOf(issued.access_token).exp);
  assert.equal(wrongAudience!.whoCanMend, "developer");
  assert.ok(wrongAudience!.cause);
  assert.deepEqual((await call<Page>(`/clients/${planted.clientId}/token-requests?outcome=issued`)).body.items.length, 1);
  assert.deepEqual(
    (await call<Page>(`/clients/${planted.clientId}/token-requests?code=MP-200`)).body.items.map(({ detail }) => detail),
    ["none:such"],
  );
});

test("SEC-113 the list followed to its end has every request once, while new ones come in", async () => {
  const planted = await plantClient(installation);
  const call = await callAs(planted.owner);
  const there = await Promise.all(Array.from({ length: 47 }, (_, i) => fetchToken(installation, grantOf(planted, i % 3 ? {} : { scope: "none:such" }))));
  const seen: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const { body }: { body: Page } = await call<Page>(
      `/clients/${planted.clientId}/token-requests?limit=7${next && `&continuation=${encodeURIComponent(next)}`}`,
    );
    seen.push(...body.items.map(({ traceId }) => traceId!));
    next = body.next;
    await fetchToken(installation, grantOf(planted));
  }
  assert.equal(seen.length, there.length);
  assert.equal(new Set(seen).size, there.length);
});

test("SEC-110 SEC-111 another organisation's client is not there; a continuation is bound to its tenant and query", async () => {
  const [planted, other] = [await plantClient(installation), await plantClient(installation)];
  for (let i = 0; i < 3; i++) for (const one of [planted, other]) await fetchToken(installation, grantOf(one));
  const [call, foreign] = [await callAs(planted.owner), await callAs(other.owner)];
  assert.equal((await foreign(`/clients/${planted.clientId}/token-requests`)).status, 404);
  assert.equal((await foreign(`/clients/${randomUUID()}/token-requests`)).status, 404);
  const { body } = await call<Page>(`/clients/${planted.clientId}/token-requests?limit=1`);
  const next = encodeURIComponent(body.next!);
  assert.equal((await call(`/clients/${planted.clientId}/token-requests?limit=2&continuation=${next}`)).status, 200);
  assert.equal((await call(`/clients/${planted.clientId}/token-requests?outcome=refused&continuation=${next}`)).status, 400);
  assert.equal((await foreign(`/clients/${other.clientId}/token-requests?continuation=${next}`)).status, 400);
  assert.equal((await call(`/clients/${planted.clientId}/token-requests?continuation=${next.slice(0, -3)}AAA`)).status, 400);
  assert.equal((await call(`/clients/${planted.clientId}/token-requests?limit=0`)).status, 400);
  assert.equal((await call(`/clients/${planted.clientId}/token-requests?limit=1001`)).status, 400);
});

test("SEC-043 the operator finds one request by trace id or jti, and that is written into the owner's log", async () => {
  const planted = await plantClient(installation);
  const operator = await callAs(deps.settings.operator.orgNumber, ["fullmakt:operator"]);
  const { body } = await fetchToken(installation, grantOf(planted));
  const jti = String(claimsOf(body.access_token).jti);
  const { body: refused } = await fetchToken(installation, grantOf(planted, { scope: "none:such" }));
  const trace = /trace_id: (\w+)/.exec(String(refused.error_description))![1]!;
  assert.equal((await operator<Item>(`/token-requests/${jti}`)).body.outcome, "issued");
  assert.equal((await operator<Item>(`/token-requests/${trace}`)).body.code, "MP-200");
  assert.equal((await operator(`/token-requests/${"0".repeat(32)}`)).status, 404);
  assert.equal((await operator("/token-requests/x")).status, 404);
  const entries = await deps.db.selectFrom("audit_entry").select("body").execute();
  const mine = entries
    .map((entry) => JSON.parse(entry.body) as { action: string; object: { client: string }; orgs: string[] })
    .filter((entry) => entry.object.client === planted.clientId);
  assert.deepEqual(
    mine.map(({ action }) => action),
    ["token_request.look_up", "token_request.look_up"],
  );
  assert.ok(mine[0]!.orgs.includes(planted.owner));
  const owner = await callAs(planted.owner, ["idporten:dcr.read"]);
  assert.equal((await owner(`/token-requests/${jti}`)).status, 403);
});

test("why: a chain that holds, and one broken link after another, as the token endpoint answers", async () => {
  const planted = await plantClient(installation);
  const call = await callAs(planted.owner);
  const why = async (change: Record<string, unknown> = {}) =>
    (await call<Why>("/explanations", { clientId: planted.clientId, scope: planted.scope, kid: planted.key.kid, ...change })).body;
  const good = await why();
  assert.deepEqual([good.granted, good.code], [true, null]);
  assert.deepEqual(
    good.links.map(({ link, kept }) => [link, kept]),
    [
      ["client", true],
      ["key", true],
      ["scope", true],
      ["scope_on_client", true],
      ["client_type", true],
      ["access", true],
      ["delegation", true],
    ],
  );

  const { db } = deps;
  const broken = async (cause: string, code: string, who: string, organization: string | null, change: Record<string, unknown> = {}) => {
    const answer = await why(change);
    const link = answer.links.find((one) => one.cause === cause);
    assert.ok(link && !link.kept, `${cause}: ${JSON.stringify(answer.links)}`);
    assert.deepEqual([answer.granted, answer.code, link.whoCanMend], [false, code, who], cause);
    if (organization) assert.equal(link.organization?.number, organization, cause);
    return link;
  };
  await db
    .updateTable("access")
    .set({ ended_at: new Date(), ended_why: "removed" })
    .where("org", "=", orgNumberToInt(planted.owner))
    .where("scope", "=", await idOf(planted.scope))
    .execute();
  assert.ok((await broken("access_removed", "MP-250", "api_provider", planted.provider)).at);
  assert.equal((await fetchToken(installation, grantOf(planted))).code, "MP-250");
  await broken("not_on_client", "MP-200", "client_owner", planted.owner, { scope: await otherScope(planted) });
  await broken("scope_unknown", "MP-200", "developer", null, { scope: "none:such" });
  await db.updateTable("scope").set({ active: false }).where("name", "=", planted.scope).execute();
  await broken("scope_deactivated", "MP-200", "api_provider", planted.provider);
  await db.updateTable("scope").set({ active: true, locked_at: new Date(), lock_reason: "misbruk" }).where("name", "=", planted.scope).execute();
  await broken("scope_locked", "MP-200", "operator", null);
  await broken("key_unknown", "FM-120", "client_owner", planted.owner, { kid: "nobody" });
  await broken("certificate_not_allowed", "FM-121", "developer", null, { certificate: true });
  const expired = await plantKey(deps, "test", planted.clientId, { expiresAt: new Date(Date.now() - 1_000) });
  await broken("key_expired", "MP-121", "client_owner", planted.owner, { kid: expired.kid });
  await broken("delegation_own_number", "FM-140", "developer", null, { consumerOrg: planted.owner });
  await db.updateTable("client").set({ active: false }).where("id", "=", planted.clientId).execute();
  await broken("client_deactivated", "MP-100", "client_owner", planted.owner);
  await db.updateTable("client").set({ owner_locked: true }).where("id", "=", planted.clientId).execute();
  await broken("owner_locked", "MP-100", "operator", null);
});

test("why: dates of an access, and whose delegation is missing", async () => {
  const planted = await plantClient(installation, { access: false });
  const call = await callAs(planted.owner);
  const { id: scope } = await deps.db.selectFrom("scope").select("id").where("name", "=", planted.scope).executeTakeFirstOrThrow();
  const cause = async (change: Record<string, unknown> = {}) =>
    (await call<Why>("/explanations", { clientId: planted.clientId, scope: planted.scope, ...change })).body.links
      .filter(({ kept }) => !kept)
      .map((link) => link.cause);
  assert.deepEqual(await cause(), ["access_never_given"]);
  const give = (dates: object) =>
    deps.db
      .insertInto("access")
      .values({ env: 1, id: randomUUID(), scope, org: orgNumberToInt(planted.owner), ...dates })
      .execute();
  await give({ valid_from: "2099-01-01" });
  assert.deepEqual(await cause(), ["access_not_yet"]);
  await deps.db.updateTable("access").set({ valid_from: "2026-01-01", valid_to: "2026-02-01" }).where("scope", "=", scope).execute();
  assert.deepEqual(await cause(), ["access_expired"]);
  const consumer = await plantOrganization(deps.db);
  assert.deepEqual(await cause({ consumerOrg: consumer }), ["access_never_given", "delegation_missing"]);
});

test("why: for the owner and the operator only, and in three languages", async () => {
  const [planted, other] = [await plantClient(installation), await plantClient(installation)];
  const question = { clientId: planted.clientId, scope: planted.scope };
  assert.equal((await (await callAs(other.owner))("/explanations", question)).status, 404);
  const operator = await callAs(deps.settings.operator.orgNumber, ["fullmakt:operator"]);
  assert.equal((await operator<Why>("/explanations", question)).body.granted, true);
  assert.equal((await operator<Why>("/explanations", { ...question, clientId: "nobody" })).body.code, "MP-100");
  const call = await callAs(planted.owner);
  const texts = await Promise.all(
    ["nb", "nn", "en"].map(async (language) => (await call<Why>("/explanations", question, { "accept-language": language })).body.links[0]!.text),
  );
  assert.deepEqual(texts, ["Klienten finnes og er aktiv.", "Klienten finst og er aktiv.", "The client exists and is active."]);
  for (const wrong of [{ clientId: planted.clientId }, { ...question, scope: "a  b" }, { ...question, consumerOrg: "123456789" }, { ...question, more: 1 }])
    assert.equal((await call("/explanations", wrong)).status, 400, JSON.stringify(wrong));
});

const idOf = async (name: string): Promise<number> => (await deps.db.selectFrom("scope").select("id").where("name", "=", name).executeTakeFirstOrThrow()).id;

async function otherScope({ scope, provider }: Awaited<ReturnType<typeof plantClient>>): Promise<string> {
  const name = `${scope.split(":")[0]}:other.read`;
  await plantScope(deps, "test", provider, name, null, null);
  return name;
}
