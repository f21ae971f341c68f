/** One client in the browser: why it was refused and the button that mends it, keys, trying it now, code, change, deactivation; each looked at from outside too. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { logIn } from "../../server/test/logged-in.ts";
import { plantRight } from "../../server/test/people.ts";
import { grantFor } from "../../server/test/running.ts";
import { fetchToken, type Planted, plantClient, plantScope } from "../../server/test/token-client.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, tabTo } from "./portal-under-test.ts";
import { stepsOf } from "./steps.ts";

const { visit, running } = await portalUnderTest();
const { deps } = running;
const { db } = deps;
const DAY_MS = 86_400_000;

/** A client that gets tokens, and somebody who may change it. */
async function plantWorld({ name = "Skoleskyss" } = {}) {
  const planted = await plantClient(running);
  await db.updateTable("client").set({ name }).where("id", "=", planted.clientId).execute();
  const manager = await logIn(running, { person: { firstName: "Stødig", lastName: "Elg" } });
  await plantRight(db, "test", planted.owner, manager.person, "client_manager");
  return { planted, manager, path: `/test/${planted.owner}/clients/${planted.clientId}` };
}
const codeOf = async (planted: Planted, change = {}) => (await fetchToken(running, grantFor(running, planted, change))).code ?? "token";

test("J19 a refusal says why, and one button mends it: the scope is added, and the next request gets its token (target 1)", async (t) => {
  const step = stepsOf(t, "add a scope that a refusal names");
  const { planted, manager, path } = await plantWorld();
  const scope = `${planted.scope.split(":")[0]}:skole/rute.read`;
  const another = await plantClient(running);
  await plantScope(deps, "test", planted.provider, scope, another.clientId, planted.owner);
  assert.equal(await codeOf(planted, { scope }), "MP-200");
  assert.equal(await codeOf(planted, { scope }), "MP-200");
  assert.equal(await codeOf(planted), "token");
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    await heading(page, /Skoleskyss/);
    await page.getByText("1 token utstedt og 2 avvist siste 14 dager").waitFor();
    await page.getByRole("button", { name: /skole\/rute\.read.*Avvist/ }).click();
    await page.getByText("1 like siden", { exact: false }).waitFor();
    await page.getByText(/Scopet er ikke lagt til på klienten\. Legg det til/).waitFor();
    await page.getByText("Dere kan rette dette her.").waitFor();
    await page.getByRole("button", { name: "Vis alle leddene" }).click();
    await page.getByRole("img", { name: "Her stopper det" }).or(page.getByTitle("Her stopper det")).first().waitFor();
    await assertNoBarrier(page);
    step("add");
    await page.getByRole("button", { name: "Legg til scopet" }).click();
    await page.getByText("Nå ville klienten fått token for dette", { exact: false }).waitFor();
    assert.equal(await codeOf(planted, { scope }), "token");
    await page.getByRole("tab", { name: "Scope (2)" }).waitFor();
  });
});

test("an access that is missing is said to be the provider's to mend, with whom to write to and the message written", async () => {
  const { planted, manager, path } = await plantWorld();
  await db
    .insertInto("provider_contact")
    .values({ organization: Number(planted.provider), name: "Tilbyders API-team", email: "api@tilbyder.example.no", updated_by: manager.person })
    .execute();
  await db.updateTable("access").set({ ended_at: new Date(), ended_why: "removed" }).where("org", "=", Number(planted.owner)).execute();
  assert.equal(await codeOf(planted), "MP-250");
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    await page.getByText("API-tilbyderen har fjernet tilgangen.").waitFor();
    await page.getByRole("button", { name: "Skriv til Tilbyder" }).click();
    const write = page.getByRole("dialog").getByRole("link", { name: "Skriv e-post" });
    const address = new URL((await write.getAttribute("href"))!);
    assert.equal(address.pathname, "api@tilbyder.example.no");
    await assertNoBarrier(page);
    await page.keyboard.press("Escape");
    for (const part of [planted.owner, planted.scope]) assert.ok(address.searchParams.get("body")!.includes(part), part);
    await page.getByRole("link", { name: "Les om MP-250" }).click();
    await page.waitForURL("**/test/errors/MP-250");
  });
});

test("J9 more scopes from the picker, each with what is in the way of it; taken off with undo", async () => {
  const { planted, manager, path } = await plantWorld();
  const scope = `${planted.scope.split(":")[0]}:skole/elev.read`;
  await plantScope(deps, "test", planted.provider, scope, null, planted.owner);
  await visit(`${path}?tab=scopes`, { as: manager.cookie }, async ({ page }) => {
    await page.getByRole("button", { name: "Legg til scopes" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill("elev.read");
    await dialog.getByRole("checkbox", { name: scope }).check();
    await assertNoBarrier(page);
    await dialog.getByRole("button", { name: "Legg til scopet" }).click();
    await page.getByRole("tab", { name: "Scope (2)" }).waitFor();
    assert.equal(await codeOf(planted, { scope }), "token");
    await page.getByRole("button", { name: `Fjern ${scope} fra klienten` }).click();
    const undo = page.getByRole("button", { name: /^Angre/ });
    await undo.waitFor();
    assert.equal(await codeOf(planted, { scope }), "MP-200");
    await page.reload();
    await page.getByText(/er fjernet fra klienten.* Stødig Elg fjernet dette kl\. \d\d\.\d\d\. Kan angres til kl\. \d\d\.\d\d/).waitFor();
    await undo.click();
    await page.getByRole("tab", { name: "Scope (2)" }).waitFor();
    assert.equal(await codeOf(planted, { scope }), "token");
  });
});

test("try it now: the token is shown decoded; the private key that was pasted goes into no request; a strange one is told", async () => {
  const { planted, manager, path } = await plantWorld();
  const pem = planted.key.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const strange = (await plantClient(running, { kind: "p256", alg: "ES256" })).key.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    const sent: string[] = [];
    page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
    await page.getByRole("button", { name: "Prøv nå" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Hent token" }).click();
    await dialog.getByText("Lim inn den private nøkkelen.").waitFor();
    await dialog.getByLabel("Privat nøkkel (PEM eller JWK)").fill(strange);
    await dialog.getByRole("button", { name: "Hent token" }).click();
    await dialog.getByText("Denne nøkkelen hører ikke til klienten.", { exact: false }).waitFor();
    await dialog.getByLabel("Privat nøkkel (PEM eller JWK)").fill(pem);
    await dialog.getByRole("button", { name: "Hent token" }).click();
    await dialog.getByRole("heading", { name: "Klienten fikk et token" }).waitFor();
    await dialog.getByText(`"client_id": "${planted.clientId}"`).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === "Klienten fikk et token");
    await assertNoBarrier(page);
    const secret = pem.split("\n")[3]!;
    assert.ok(sent.some((request) => request.includes("/test/token ")));
    assert.deepEqual(
      sent.filter((request) => request.includes(secret) || request.includes(encodeURIComponent(secret))),
      [],
    );
    assert.ok(!(await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]))).includes(secret));
    await page.keyboard.press("Escape");
    await page.getByText("1 token utstedt og 0 avvist siste 14 dager").waitFor();
  });
});

test("J10 keys: renewed with one button (target 1), added beside the old, taken out of use at once, and undone", async (t) => {
  const step = stepsOf(t, "renew a key");
  const { planted, manager, path } = await plantWorld();
  await db
    .updateTable("client_key")
    .set({ expires_at: new Date(Date.now() + 7.5 * DAY_MS) })
    .where("client", "=", planted.clientId)
    .execute();
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    await page.getByText("Går ut om 7 dager").waitFor();
    step("renew");
    await page.getByRole("button", { name: `Forny nøkkelen ${planted.key.kid}` }).click();
    await page.getByText("Virker", { exact: true }).waitFor();
    const [key] = await db.selectFrom("client_key").select("expires_at").where("client", "=", planted.clientId).execute();
    assert.ok(key!.expires_at.getTime() > Date.now() + 360 * DAY_MS);

    await page.getByRole("button", { name: "Legg til nøkkel" }).click();
    await page.getByRole("button", { name: "Lag nøkkelpar" }).click();
    await page.getByRole("button", { name: "Last ned", exact: false }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Legg til nøkkel" }).click();
    await page.getByText(/Nøkkelen .* er lagt til\./).waitFor({ state: "attached" });
    assert.equal(await page.getByText("Virker", { exact: true }).count(), 2);
    assert.equal(await codeOf(planted), "token", "the old one works beside it");

    await page.getByRole("button", { name: `Deaktiver nøkkelen ${planted.key.kid}` }).click();
    const undo = page.getByRole("button", { name: /^Angre/ });
    await undo.waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Angre"));
    assert.notEqual(await codeOf(planted), "token");
    const endOf = (rows: { expires_at: Date }[]) => rows.map(({ expires_at }) => expires_at.getTime());
    await page.reload();
    await undo.click();
    await page.getByRole("button", { name: `Deaktiver nøkkelen ${planted.key.kid}` }).waitFor();
    assert.equal(await codeOf(planted), "token");
    const again = await db.selectFrom("client_key").select("expires_at").where("kid", "=", planted.key.kid).where("ended_at", "is", null).execute();
    assert.deepEqual(endOf(again), endOf([key!]), "with the end that it had");
  });
});

test("J11 deactivated in two steps (target 2) after who is hit was shown: refused at once; undone, it works", async (t) => {
  const step = stepsOf(t, "deactivate a client");
  const { planted, manager, path } = await plantWorld();
  assert.equal(await codeOf(planted), "token");
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    step("deactivate");
    await page.getByRole("button", { name: "Deaktiver klienten" }).click();
    const dialog = page.getByRole("dialog", { name: "Deaktivere Skoleskyss?" });
    await dialog.getByText("Token siste 30 dager").waitFor();
    await assertNoBarrier(page);
    step("confirm");
    await dialog.getByRole("button", { name: "Deaktiver klienten" }).click();
    await page.getByRole("heading", { name: "Klienten er deaktivert" }).waitFor();
    assert.notEqual(await codeOf(planted), "token");
    await page.getByText(/Stødig Elg deaktiverte den/).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Angre"));
    await assertNoBarrier(page);
    await page.keyboard.press("Enter");
    await page.getByText("Aktiv", { exact: true }).waitFor();
    assert.equal(await codeOf(planted), "token");
  });
});

test("of two who change the same client the second sees the difference, and nothing typed is lost", async () => {
  const { planted, manager, path } = await plantWorld();
  await visit(`${path}/change`, { as: manager.cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 412/);
    await page.getByLabel("Navn", { exact: true }).fill("Skoleskyss i nord");
    await page.getByLabel("Levetid for token, i sekunder").fill("0");
    await page.getByRole("button", { name: "Lagre" }).click();
    await page.getByRole("link", { name: "Skriv levetiden som et helt tall fra 1 og oppover." }).waitFor();
    await page.getByLabel("Levetid for token, i sekunder").fill("60");
    await db.updateTable("client").set({ name: "Skyss", version: 99, updated_at: new Date() }).where("id", "=", planted.clientId).execute();
    await page.reload();
    await page.getByRole("button", { name: "Lagre" }).click();
    await page.getByRole("heading", { name: "Noe er endret mens du skrev" }).waitFor();
    await page.getByRole("cell", { name: "Skoleskyss i nord" }).waitFor();
    await page.getByRole("cell", { name: "Skyss", exact: true }).waitFor();
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Lagre det jeg skrev" }).click();
    await heading(page, /Skoleskyss i nord/);
  });
  const [saved] = await db.selectFrom("client").select(["name", "access_token_lifetime"]).where("id", "=", planted.clientId).execute();
  assert.deepEqual({ ...saved }, { name: "Skoleskyss i nord", access_token_lifetime: 60 });
});

for (const language of ["nn"] as const)
  test(`every tab of the client in ${language}: no barrier, nothing sideways at 320 px`, async () => {
    const { planted, manager, path } = await plantWorld();
    await codeOf(planted);
    await codeOf(planted, { scope: "a:b" });
    await visit(path, { as: manager.cookie, language, size: "small" }, async ({ page }) => {
      await heading(page, /Skoleskyss/);
      for (const tab of [1, 2, 3, 0]) {
        await page.getByRole("tab").nth(tab).click();
        await page.waitForLoadState("networkidle");
        await assertNothingSideways(page);
        await assertNoBarrier(page);
      }
    });
  });

test("who may not change it reads all of it, and is told who can help; with the keyboard alone", async () => {
  const { planted, path } = await plantWorld();
  const reader = await logIn(running, { person: { firstName: "Rask", lastName: "Oter" } });
  await plantRight(db, "test", planted.owner, reader.person, "viewer");
  await visit(path, { as: reader.cookie }, async ({ page }) => {
    await heading(page, /Skoleskyss/);
    await page.getByRole("heading", { name: "Du kan ikke endre klienter i test ennå" }).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Deaktiver nøkkelen/ }).count(), 0);
    await tabTo(page, /^Endre/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent === "Du kan ikke endre klienter i test ennå");
    await tabTo(page, "Status");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByText("Gitt til dere", { exact: false }).waitFor();
    await assertNoBarrier(page);
  });
  assert.equal(
    (await db.selectFrom("client").select("usable").where("env", "=", ENVIRONMENT_NUMBER.test).where("id", "=", planted.clientId).execute()).length,
    1,
  );
});
