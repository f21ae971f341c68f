/** What those who run the installation do in the browser: locks and terms, looking up a trace id, mails that stopped; each looked at from outside too. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { sql } from "kysely";
import { orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { OPERATOR_RIGHT } from "../../vocabulary/rights.ts";
import { plantDeadMail } from "../../server/mail/mail-under-test.ts";
import { plantOrganization } from "../../server/test/installation.ts";
import { asPerson, logIn } from "../../server/test/logged-in.ts";
import { plantRight, plantRole } from "../../server/test/people.ts";
import { fetchToken, grantClaims, plantClient, signJwt } from "../../server/test/token-client.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, SIZES } from "./portal-under-test.ts";

const { visit, running } = await portalUnderTest();
const { db, settings } = running.deps;
const operatorNumber = settings.operator.orgNumber;

async function plantOperator() {
  const itself = { number: Number(operatorNumber), name: settings.operator.name };
  await db
    .insertInto("organization")
    .values(itself)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const operator = await logIn(running, { person: { firstName: "Klok", lastName: "Ugle" } });
  await plantRight(db, "test", operatorNumber, operator.person, OPERATOR_RIGHT);
  return operator;
}
const logOf = async (action: string): Promise<string[]> =>
  (await db.selectFrom("audit_entry").select("body").execute()).map(({ body }) => body).filter((body) => body.includes(action));

test("an organisation is found, locked with a reason and unlocked; what it has signed is recorded", async () => {
  const operator = await plantOperator();
  const planted = await plantClient(running);
  const name = `Sperrevik ${planted.owner} AS`;
  await db.updateTable("organization").set({ name }).where("number", "=", orgNumberToInt(planted.owner)).execute();
  const grant = () => signJwt({ alg: planted.key.alg, kid: planted.key.kid }, grantClaims(planted, {}, running.issuer("test")), planted.key);
  assert.equal((await fetchToken(running, grant())).status, 200);
  await visit("/operator/test/organizations", { as: operator.cookie }, async ({ page }) => {
    await heading(page, "Virksomheter");
    await page.getByRole("searchbox").fill(`sperrevik ${planted.owner}`);
    await page.getByText("Vi fant 1 virksomhet.").waitFor({ state: "attached" });
    await assertNoBarrier(page);
    await page.getByRole("link", { name }).click();
    await heading(page, name);
    await page.getByRole("button", { name: "Sperr virksomheten" }).click();
    await page.getByText("Skriv hvorfor virksomheten sperres.").waitFor();
    await page.getByLabel("Begrunnelse").fill("Nøkkelen er på avveie");
    await page.getByRole("button", { name: "Sperr virksomheten" }).click();
    await page.getByText(/Sperret i dag kl\. .*: Nøkkelen er på avveie/).waitFor();
    assert.equal((await fetchToken(running, grant())).status, 400, "its clients get no tokens");
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.getByRole("button", { name: "Opphev sperren" }).click();
    await page.getByRole("button", { name: "Sperr virksomheten" }).waitFor();
    assert.equal((await fetchToken(running, grant())).status, 200);
    await page.getByLabel("Versjon").fill("2");
    await page.getByRole("button", { name: "Registrer signatur" }).click();
    await page.getByText(/For offentlige virksomheter, versjon 2, signert i dag/).waitFor();
  });
});

test("J18 an organisation changes: its new name is shown at once; deleted it keeps what it has and gets nothing new; a new number signs the terms anew", async () => {
  const operator = await plantOperator();
  const planted = await plantClient(running);
  const [old, fresh] = [planted.owner, await plantOrganization(db, "Nyby og Øya kommune", { termsSigned: false })];
  const leader = await logIn(running, { person: { firstName: "Blid", lastName: "Rype" } });
  for (const org of [old, fresh]) await plantRole(db, org, "DAGL", { person: leader.person });
  await visit(`/operator/test/organizations/${old}`, { as: operator.cookie }, async ({ page }) => {
    await page.getByLabel("Navn", { exact: true }).fill("Nyby kommune");
    await page.getByRole("button", { name: "Lagre", exact: true }).click();
    await heading(page, "Nyby kommune");
    await visit(`/test/${old}`, { as: leader.cookie }, async ({ page: own }) => {
      await own.getByRole("button", { name: /^Nyby kommune/ }).waitFor();
      await own.getByRole("listitem").filter({ hasText: "ga Nyby kommune nytt navn" }).waitFor();
      await own.goto(`${running.origin}/test/${fresh}`);
      await own.getByRole("link", { name: "Signer bruksvilkårene" }).waitFor();
    });
    await page.getByLabel("Slettet dag (tomt: ikke slettet)").fill("31.12.2999");
    await page.getByRole("button", { name: "Lagre", exact: true }).click();
    await page.getByText("Skriv dagen som 31.12.2025, i dag eller før.").waitFor();
    await page.getByLabel("Slettet dag (tomt: ikke slettet)").fill("31.03.2026");
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Lagre", exact: true }).click();
    await page.getByText("Slettet i registeret").waitFor();
  });
  const grant = signJwt({ alg: planted.key.alg, kid: planted.key.kid }, grantClaims(planted, {}, running.issuer("test")), planted.key);
  assert.equal((await fetchToken(running, grant)).status, 200, "what it had works");
  const { owner } = await db.selectFrom("scope").select("owner").where("name", "=", planted.scope).where("env", "=", 1).executeTakeFirstOrThrow();
  const provider = await logIn(running);
  await plantRight(db, "test", orgNumberFromInt(owner), provider.person, "api_manager");
  const scope = encodeURIComponent(planted.scope);
  const headers = { ...asPerson(provider.cookie, orgNumberFromInt(owner)), "content-type": "application/json" };
  const given = await running.fetch(`/test/api/fullmakt/v1/scopes/${scope}/accesses/${old}`, { method: "PUT", headers, body: "{}" });
  assert.equal(((await given.json()) as { code: string }).code, "FM-487");
});

test("J11 a trace id is looked up with a reason, which stands in the log of the client's owner; the chain names what is in the way", async () => {
  const operator = await plantOperator();
  const planted = await plantClient(running, { access: false });
  const grant = signJwt({ alg: planted.key.alg, kid: planted.key.kid }, grantClaims(planted, {}, running.issuer("test")), planted.key);
  const refused = await fetchToken(running, grant);
  assert.equal(refused.code, "MP-250");
  const id = /[0-9a-f]{32}/.exec(JSON.stringify(refused.body))![0];
  await visit("/operator/test/trace", { as: operator.cookie }, async ({ page, expectComplaint }) => {
    await heading(page, "Slå opp sporings-ID");
    await page.getByRole("button", { name: "Slå opp" }).click();
    await page.getByRole("link", { name: "Skriv hvorfor du slår opp, for eksempel saksnummeret." }).waitFor();
    await page.getByLabel("Sporings-ID").fill(id);
    await page.getByLabel("Grunn").fill("Spørsmål i sak 8812");
    await page.getByRole("button", { name: "Slå opp" }).click();
    await page.getByText("Avvist, MP-250").waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Tokenforespørsel i dag"));
    await page.locator(".timeline .stopped").getByText(planted.scope).waitFor();
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    expectComplaint(/404/);
    await page.getByLabel("Sporings-ID").fill("f".repeat(32));
    await page.getByRole("button", { name: "Slå opp" }).click();
    await page.getByRole("heading", { name: "Vi finner ingen tokenforespørsel med denne ID-en" }).waitFor();
  });
  const [entry] = (await logOf("token_request.look_up")).filter((body) => body.includes(id));
  assert.match(entry!, /Spørsmål i sak 8812/);
  assert.ok(entry!.includes(planted.owner), "the owner of the client reads it");
});

test("mail that stopped is sent again; somebody who runs nothing is told so (en)", async () => {
  const operator = await plantOperator();
  const id = await plantDeadMail(db);
  const { address } = await db.selectFrom("mail_event").select("address").where("id", "=", id).executeTakeFirstOrThrow();
  await visit(`/test/${operatorNumber}`, { as: operator.cookie, language: "en" }, async ({ page }) => {
    await page.getByText("1 e-mail did not arrive").waitFor();
    await page.getByRole("link", { name: "Go through them" }).click();
    await heading(page, "E-mail that stopped");
    await assertNoBarrier(page);
    await page.getByRole("button", { name: new RegExp(`^Try again .*${address}`) }).click();
    await page.getByText(`The e-mail to ${address} is being tried again.`).waitFor({ state: "attached" });
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
  });
  const { state } = await db.selectFrom("mail_event").select("state").where("id", "=", id).executeTakeFirstOrThrow();
  assert.notEqual(state, "dead");

  const viewer = await logIn(running);
  await plantRight(db, "test", operatorNumber, viewer.person, "viewer");
  await visit("/operator/test/organizations", { as: viewer.cookie, language: "en" }, async ({ page }) => {
    await page.getByRole("heading", { name: "This is for those who run the service" }).waitFor();
    assert.equal(await page.getByRole("searchbox").count(), 0);
    await page.goto(`${running.origin}/operator/test/statistics`);
    await page.getByRole("heading", { name: "This is for those who run the service" }).waitFor();
  });
  const list = await running.fetch("/test/api/fullmakt/v1/organizations", { headers: asPerson(viewer.cookie, await plantOrganization(db)) });
  assert.equal(list.status, 403);
});

test("how much the service is used: in numbers, a picture and tables that can be kept; what invoices are made of, a month at a time", async () => {
  const operator = await plantOperator();
  const planted = await plantClient(running);
  await sql`insert into access (env, id, scope, org, valid_from) select 1, gen_random_uuid(), id, ${Number(await plantOrganization(db))}, now() - interval '40 days'
    from scope where name = ${planted.scope}`.execute(db);
  const grant = (scope?: string) =>
    signJwt({ alg: planted.key.alg, kid: planted.key.kid }, grantClaims(planted, scope ? { scope } : {}, running.issuer("test")), planted.key);
  assert.equal((await fetchToken(running, grant())).status, 200);
  assert.equal((await fetchToken(running, grant("ukjent:ting"))).code, "MP-200");
  await visit("/operator/test/statistics", { as: operator.cookie }, async ({ page }) => {
    await heading(page, "Statistikk");
    await page.getByRole("img", { name: /^\d+ token og \d+ avviste forespørsler/ }).waitFor();
    await page.getByRole("link", { name: "MP-200" }).waitFor();
    await page.getByRole("row").filter({ hasText: planted.scope }).first().waitFor();
    await assertNoBarrier(page);
    await page.getByText("90 dager").click();
    await page.waitForURL(/days=90/);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Last ned CSV med Mest brukte scope" }).click();
    const file = await saving;
    assert.match(file.suggestedFilename(), /^statistics-test-scopes-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await file.path(), "utf8");
    assert.ok(text.startsWith('\uFEFF"scope","owner_number"') && text.includes(`"${planted.scope}"`), text);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.getByRole("tab", { name: "Faktureringsgrunnlag" }).click();
    assert.equal((await logOf("billing.export")).length, 0, "nothing is taken out before somebody asks");
    await page.getByRole("button", { name: "Vis grunnlaget" }).click();
    await page.waitForFunction(() => /tilganger til .* scope hos/.test(document.activeElement?.textContent ?? ""));
    await page.getByRole("row").filter({ hasText: planted.scope }).getByText("Mangler").waitFor();
    await assertNothingSideways(page);
    await page.setViewportSize(SIZES.desktop);
    await assertNoBarrier(page);
    const basis = page.waitForEvent("download");
    await page.getByRole("button", { name: /^Last ned CSV/ }).click();
    assert.match(await readFile(await (await basis).path(), "utf8"), new RegExp(`"${planted.scope}",1`));
  });
  assert.equal((await logOf("billing.export")).length, 2);
});

test("a service notice in three languages: on every page at once, also for who is not logged in; withdrawn, it is history", async () => {
  const operator = await plantOperator();
  await visit("/operator/test/notices", { as: operator.cookie }, async ({ page }) => {
    await heading(page, "Driftsmeldinger");
    await page.getByText("Ingen driftsmeldinger.").waitFor();
    await page.getByRole("button", { name: "Ny driftsmelding" }).click();
    await heading(page, "Ny driftsmelding");
    await page.getByRole("radio", { name: "Planlagt vedlikehold" }).check();
    await page.getByLabel("Overskrift, bokmål").fill("Kort stans i kveld");
    await page.getByRole("button", { name: "Publiser og varsle" }).click();
    await page.getByRole("link", { name: "Skriv overskriften på nynorsk." }).waitFor();
    await assertNoBarrier(page);
    for (const [label, words] of [
      ["Tekst, bokmål", "Token kan utebli i noen minutter.\n\nIngenting går tapt."],
      ["Overskrift, nynorsk", "Kort stans i kveld"],
      ["Tekst, nynorsk", "Token kan utebli i nokre minutt."],
      ["Overskrift, engelsk", "A short outage tonight"],
      ["Tekst, engelsk", "Tokens may be missing for some minutes."],
    ] as const)
      await page.getByLabel(label).fill(words);
    await page.reload(); // nothing typed is lost
    await page.getByRole("button", { name: "Publiser og varsle" }).click();
    await heading(page, "Driftsmeldinger");
    await page.getByText("Ingenting går tapt.").waitFor();
    await page.getByRole("region", { name: "Driftsmeldinger" }).getByText("Planlagt vedlikehold: Kort stans i kveld").waitFor();
    await assertNoBarrier(page);
    await visit("/help", { language: "en", size: "small" }, async ({ page: anybody }) => {
      await anybody.getByRole("link", { name: "Service status" }).click();
      await anybody.waitForURL("**/prod/notices");
      await anybody.goto(`${running.origin}/test/notices`);
      await heading(anybody, "Service notices");
      await anybody.getByText("Everything works").waitFor();
      await anybody.getByText("Tokens may be missing for some minutes.").waitFor();
      await anybody.getByRole("region", { name: "Service notices" }).waitFor();
      await assertNothingSideways(anybody);
      await assertNoBarrier(anybody);
    });
    await page.getByRole("button", { name: "Trekk tilbake meldingen «Kort stans i kveld»" }).click();
    await page.getByText("Trukket", { exact: true }).waitFor();
    await page.getByRole("region", { name: "Driftsmeldinger" }).waitFor({ state: "detached" });
  });
});
