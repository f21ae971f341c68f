/** Clients of a consumer in the browser: found, made on one page, and every scope that cannot be had says why; each looked at from outside too. */
import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { logIn } from "../../server/test/logged-in.ts";
import { plantRight, plantRole } from "../../server/test/people.ts";
import { consumersOf } from "./consumers-under-test.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, SIZES, tabTo } from "./portal-under-test.ts";
import { stepsOf } from "./steps.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;
const { plant, scope, give, outside, clientsOf, fetchToken } = consumersOf(running);

/** Everything that leaves the page: addresses and bodies. */
function everythingSent(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  return sent;
}
const keptIn = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]));
const hit = (page: Page, name: string) => page.locator(".candidate").filter({ has: page.getByText(name, { exact: true }) });

test("J1 J8 J10 a client with scope and key on one page (target 1 page): the private key leaves the browser as a file alone, and fetches a token", async (t) => {
  const step = stepsOf(t, "create a client with a key");
  const planted = await plant();
  const { prefix, org, developer } = planted;
  await give(await scope(planted, "skolerute.read"), org);
  await visit(`/test/${org}/clients`, { as: developer.cookie }, async ({ page }) => {
    const sent = everythingSent(page);
    await page.getByText("Ingen klienter ennå").waitFor();
    await page.getByRole("button", { name: "Ny klient" }).click();
    await heading(page, "Ny klient");
    await page.getByLabel("Navn", { exact: true }).fill("Skoleskyss");
    await page.getByLabel("Formål", { exact: true }).fill("Henter ruter til buss.");
    await page.getByLabel("Navn, beskrivelse eller tilbyder").fill(prefix);
    await page.getByRole("checkbox", { name: `${prefix}:skolerute.read` }).check();
    await page.getByText("1 scope valgt").waitFor();
    await page.getByLabel("Type nøkkel").selectOption("P-256");
    await page.getByRole("button", { name: "Lag nøkkelparet" }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === "Nøkkelparet er laget");
    await page.getByText("Vis den private nøkkelen").click();
    const shown = (await page.locator("pre.secret").textContent())!;
    await assertNoBarrier(page);

    // Going on without having saved it is asked about.
    await page.getByRole("button", { name: "Opprett klient" }).click();
    await page.getByRole("heading", { name: "Du har ikke lastet ned den private nøkkelen" }).waitFor();
    await assertNoBarrier(page);
    const downloading = page.waitForEvent("download");
    step("create");
    await page.getByRole("button", { name: "Last ned og opprett klienten" }).click();
    const download = await downloading;
    const pem = readFileSync((await download.path())!, "utf8");
    assert.equal(pem, shown, "the file is the key that was shown");
    await page.waitForURL(/\/clients\/[0-9a-f-]{36}$/);
    const clientId = page.url().split("/").at(-1)!;
    await heading(page, "Skoleskyss");

    const [client] = await clientsOf(developer.cookie, org);
    assert.deepEqual(
      [client?.clientId, client?.name, client?.description, client?.scopes.map(({ name }) => name), client?.keys.count],
      [clientId, "Skoleskyss", "Henter ruter til buss.", [`${prefix}:skolerute.read`], 1],
    );
    const { keys } = await outside<{ keys: { kid: string; algorithm: string }[] }>(developer.cookie, org, `/clients/${clientId}/keys`);
    assert.equal(await fetchToken(clientId, `${prefix}:skolerute.read`, { kid: keys[0]!.kid, alg: keys[0]!.algorithm, pem }), 200);

    const { d } = createPrivateKey(pem).export({ format: "jwk" });
    const secret = pem.split("\n")[2]!;
    for (const text of [...sent, await keptIn(page)])
      for (const piece of ["PRIVATE KEY", d!, secret]) assert.ok(!text.includes(piece), "a private key was sent or kept");
    assert.ok(
      sent.some((text) => text.includes(keys[0]!.kid)),
      "what was sent was seen",
    );

    await page.goto(`${running.origin}/test/${org}/clients`);
    const row = page.getByRole("row").filter({ hasText: "Skoleskyss" });
    await row.getByText(/Virker til/).waitFor();
    await row.getByText(/I dag kl\./).waitFor();
    await assertNoBarrier(page);
    // The widest table of the portal, on a small desktop with the menu beside it, as the narrowest table, and as cards on phones.
    for (const width of [1024, 641, 390, SIZES.small.width]) {
      await page.setViewportSize({ width, height: SIZES.small.height });
      await assertNothingSideways(page);
    }
  });
});

test("J9 old FAQ «scope missing in the picker»: each says why, and what to do; nothing typed is lost, and what is given meanwhile can be chosen", async () => {
  const planted = await plant();
  const { prefix, org, developer } = planted;
  await plantRight(db, "prod", org, developer.person, "viewer");
  await give(await scope(planted, "gitt"), org);
  await scope(planted, "apen", { open_to_all: true });
  await scope(planted, "delegert", { delegation_source: "self" });
  const asked = await scope(planted, "stengt");
  await scope(planted, "krr", { allowed_integration_types: ["krr"] });
  await scope(planted, "nedlagt", { active: false });
  await scope(planted, "skjult", { visibility: "PRIVATE" });
  await scope(planted, "annet");
  await give(await scope(planted, "annet", {}, 2), org, 2);
  await scope(planted, "bare-prod", {}, 2);
  await visit(`/test/${org}/clients/new`, { as: developer.cookie }, async ({ page }) => {
    await page.getByLabel("Navn", { exact: true }).fill("Skyss");
    await page.getByLabel("Formål", { exact: true }).fill("Planlegge buss");
    await page.getByLabel("Navn, beskrivelse eller tilbyder").fill(prefix);
    for (const [name, status, reason, remedy] of [
      ["gitt", "Tildelt oss", /Tildelt \d+\./, null],
      ["apen", "Åpent for alle", null, null],
      ["delegert", "Delegerbart", /kundene som har gitt dere fullmakt/, null],
      ["stengt", "Må bes om", "Lyngvidda direktorat har ikke gitt Fjordvik kommune tilgang i test.", /^Be om tilgang/],
      ["annet", "Annet miljø", /Dere har tilgang i produksjon, men ikke i test\./, /^Be om tilgang i test/],
      ["bare-prod", "Annet miljø", "Scopet finnes i produksjon, men ikke i test.", /^Lag klienten i produksjon/],
      ["krr", "Annen klienttype", /Kan bare brukes av klienter av typen/, /^Spør tilbyderen/],
      ["nedlagt", "Deaktivert", /Lyngvidda direktorat deaktiverte scopet/, /^Spør tilbyderen/],
    ] as const) {
      const row = hit(page, `${prefix}:${name}`);
      await row.getByText(status, { exact: true }).waitFor();
      if (reason) await row.getByText(reason).waitFor();
      if (remedy) await row.locator("button, a").filter({ hasText: remedy }).waitFor();
      assert.equal(await row.getByRole("checkbox").count(), remedy ? 0 : 1, name);
    }
    assert.equal(await page.getByText("skjult").count(), 0, "another's private scope is not there");
    await page.getByRole("radio", { name: "Må bes om (3)" }).check();
    await page.getByRole("button", { name: `Be om tilgang til ${prefix}:stengt` }).click();
    await page.getByRole("heading", { name: "Be Lyngvidda direktorat om tilgang" }).waitFor();
    await page.getByRole("link", { name: "skole@lyngvidda.example" }).waitFor();
    const message = await page.getByLabel("Melding").inputValue();
    for (const piece of [`${prefix}:stengt`, org, "Planlegge buss", "Stødig Elg", "i test."]) assert.ok(message.includes(piece), `${piece} in ${message}`);
    assert.match(
      (await page.getByRole("link", { name: "Skriv e-post" }).getAttribute("href"))!,
      /^mailto:skole@lyngvidda\.example\?subject=.+&body=.+Planlegge/,
    );
    await assertNoBarrier(page);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Be om tilgang"));

    // Meanwhile the provider gives it.
    await give(asked, org);
    await page.reload();
    await hit(page, `${prefix}:stengt`).getByText("Tildelt oss").waitFor();
    assert.equal(await page.getByLabel("Navn", { exact: true }).inputValue(), "Skyss");
    await page.getByRole("checkbox", { name: `${prefix}:stengt` }).check();
    await page.getByRole("button", { name: `Fjern ${prefix}:stengt` }).waitFor();
    await page.getByLabel("Navn, beskrivelse eller tilbyder").fill("finnes ikke i det hele tatt");
    await page.getByText("Ingen treff på «finnes ikke i det hele tatt».").waitFor();
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
  });
});

test("old FAQ «Ny integrasjon» greyed out in production: why, who can help, and asking; the right that is given works without a new login (target 2)", async (t) => {
  const step = stepsOf(t, "ask for a right");
  const { org, developer } = await plant();
  await plantRight(db, "prod", org, developer.person, "viewer");
  const manager = await logIn(running, { person: { firstName: "Blid", lastName: "Rype" } });
  await plantRole(db, org, "DAGL", { person: manager.person });
  await visit(`/prod/${org}/clients`, { as: developer.cookie }, async ({ page }) => {
    await page.getByText("Ingen klienter ennå").waitFor(); // the list can be read
    step("the button, which leads to the reason");
    await page.getByRole("button", { name: /^Ny klient/ }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === "Du kan ikke lage klienter i produksjon ennå");
    await page.getByText("I test har du den.").waitFor();
    await page.getByRole("listitem").filter({ hasText: "Blid Rype" }).waitFor();
    await page.getByRole("link", { name: "Lag klienten i test i stedet" }).waitFor();
    await assertNoBarrier(page);
    step("ask");
    await page.getByRole("button", { name: "Be om rettigheten" }).click();
    await page.getByText(/Forespørselen om Integrasjonsansvarlig er sendt/).waitFor();
    await plantRight(db, "prod", org, developer.person, "client_manager");
    await page.reload();
    await page.getByRole("button", { name: "Ny klient", exact: true }).click();
    await heading(page, "Ny klient");
    await page.getByLabel("Navn", { exact: true }).waitFor();
  });
});

test("J10 a key pasted in each form is said back in plain words; a private one is refused here, sent nowhere and kept nowhere", async () => {
  const planted = await plant();
  const { prefix, org, developer } = planted;
  await scope(planted, "apen", { open_to_all: true });
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  const certificate = readFileSync(new URL("../../server/keys/certificates/made-by-openssl/seid2-p256.pem", import.meta.url), "utf8");
  await visit(`/test/${org}/clients/new`, { as: developer.cookie }, async ({ page }) => {
    const sent = everythingSent(page);
    await page.getByLabel("Navn", { exact: true }).fill("Skyss");
    await page.getByLabel("Formål", { exact: true }).fill("Buss");
    await page.getByRole("radio", { name: "Lim inn offentlig nøkkel eller sertifikat" }).check();
    const field = page.getByLabel("Offentlig nøkkel eller sertifikat", { exact: true });
    for (const [text, says] of [
      [pem, /^Dette er en privat nøkkel\. Vi har ikke lagret den\./],
      [JSON.stringify(privateKey.export({ format: "jwk" })), /^Dette er en privat nøkkel\./],
      ["nøkkelen vår", /^Vi kjenner ikke igjen dette/],
      [certificate, /^Sertifikatet til .+, P-256\.$/],
      [JSON.stringify(publicKey.export({ format: "jwk" })), "Offentlig nøkkel, RSA på 2048 bit."],
      [String(publicKey.export({ type: "spki", format: "pem" })), "Offentlig nøkkel, RSA på 2048 bit."],
    ] as const) {
      await field.fill(text);
      await page.getByText(says).last().waitFor();
      if (text === pem) {
        assert.equal(await field.inputValue(), "", "the field is emptied");
        await page.getByRole("button", { name: "Opprett klient" }).click();
        await page.getByText("Dette mangler før klienten kan opprettes").waitFor();
        await page.waitForFunction(() => document.activeElement?.className.includes("error-summary"));
        assert.ok(!(await keptIn(page)).includes("PRIVATE"), "nothing of it is kept");
      }
    }
    await page.getByRole("button", { name: "Opprett klient" }).click();
    await page.waitForURL(/\/clients\/[0-9a-f-]{36}$/);
    const id = page.url().split("/").at(-1)!;
    assert.equal(await fetchStatusWith(id), 400, "no scope: the client is known, and is told what it lacks");
    for (const text of sent) assert.ok(!text.includes("PRIVATE KEY") && !text.includes(pem.split("\n")[5]!), "a private key was sent");
  });
  async function fetchStatusWith(id: string): Promise<number> {
    const { keys } = await outside<{ keys: { kid: string }[] }>(developer.cookie, org, `/clients/${id}/keys`);
    return fetchToken(id, `${prefix}:apen`, { kid: keys[0]!.kid, alg: "RS256", pem });
  }
});

test("with the keyboard alone, in nynorsk: a client is made; an access that is lost meanwhile is told at its place", async () => {
  const planted = await plant();
  const { prefix, org, developer } = planted;
  const id = await scope(planted, "skolerute.read");
  await give(id, org);
  await visit(`/test/${org}/clients`, { as: developer.cookie, language: "nn" }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of (400|403|409|422)/);
    await heading(page, "Klientar");
    await tabTo(page, "Ny klient");
    await page.keyboard.press("Enter");
    await heading(page, "Ny klient");
    await page.keyboard.press("Tab"); // the heading has the focus; the guide comes next
    await page.keyboard.press("Tab");
    await page.keyboard.type("Skuleskyss");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Hentar ruter");
    await page.keyboard.press("Tab");
    await page.keyboard.type(prefix);
    const box = page.getByRole("checkbox", { name: `${prefix}:skolerute.read` });
    await box.waitFor();
    await page.waitForFunction((name) => document.querySelectorAll(".candidate").length === 1 && document.body.innerText.includes(name), prefix);
    for (let i = 0; i < 5 && !(await box.evaluate((element) => element === document.activeElement)); i += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.getByText("1 scope valt").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown"); // leave the key for later
    await tabTo(page, "Opprett klient");
    await db.updateTable("access").set({ ended_at: new Date(), ended_why: "removed" }).where("scope", "=", id).execute();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: `${prefix}:skolerute.read kan ikkje veljast lenger.`, exact: false }).waitFor();
    assert.deepEqual(await clientsOf(developer.cookie, org), [], "nothing was made");
    await hit(page, `${prefix}:skolerute.read`).getByText("Må bedast om").waitFor();
    await give(id, org);
    await tabTo(page, "Opprett klient");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/clients\/[0-9a-f-]{36}$/);
    assert.equal((await clientsOf(developer.cookie, org))[0]?.keys.count, 0);
  });
});

test("terms that are not signed are said before anything is filled in, and again where it was sent, with the focus", async () => {
  const { org, developer } = await plant();
  await db.deleteFrom("terms_signature").where("organization", "=", orgNumberToInt(org)).execute();
  await visit(`/test/${org}/clients/new`, { as: developer.cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 428/);
    await page.getByText("Fjordvik kommune har ikke signert bruksvilkårene.").waitFor();
    await page.getByLabel("Navn", { exact: true }).fill("Skyss");
    await page.getByLabel("Formål", { exact: true }).fill("Buss");
    await page.getByRole("radio", { name: "Legg inn senere" }).check();
    await page.getByRole("button", { name: "Opprett klient" }).click();
    await page.getByText(/La en person som kan signere for virksomheten/).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("La en person som kan signere"));
    assert.equal(await page.getByLabel("Navn", { exact: true }).inputValue(), "Skyss");
  });
});

test("what one has been given and the catalogue, in English: who gave it, what uses it, and a client with it", async () => {
  const planted = await plant();
  const { prefix, org, developer } = planted;
  await give(await scope(planted, "given"), org);
  await scope(planted, "closed", { translations: JSON.stringify({ "description#en": "School routes" }) });
  await visit(`/test/${org}/accesses`, { as: developer.cookie, language: "en" }, async ({ page }) => {
    const row = page.getByRole("row").filter({ hasText: `${prefix}:given` });
    await row.getByText("Lyngvidda direktorat").waitFor();
    await row.getByText("No client").waitFor();
    assert.equal(await page.getByText(`${prefix}:closed`).count(), 0);
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await row.getByRole("link", { name: "Create a client with this" }).click();
    await heading(page, "New client");
    await page.getByRole("button", { name: `Remove ${prefix}:given` }).waitFor();
    await page.goto(`${running.origin}/test/${org}/catalogue?q=${prefix}`);
    const closed = hit(page, `${prefix}:closed`);
    await closed.getByText("School routes").waitFor();
    await closed.getByRole("link", { name: "Team skole" }).waitFor();
    await closed.getByRole("button", { name: /^Request access/ }).waitFor();
    await assertNothingSideways(page);
    await page.setViewportSize(SIZES.desktop);
    await assertNoBarrier(page);
  });
});
