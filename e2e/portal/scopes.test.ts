/** What a provider does with scopes in the browser: makes one, gives and takes access, sees the use, takes it out of use; each looked at with real tokens too. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { replaceOrganization } from "../../server/organizations/operations.ts";
import { SYSTEM } from "../../server/scopes/testing.ts";
import { plantOrganization, plantPrefix } from "../../server/test/installation.ts";
import { asPerson, logIn } from "../../server/test/logged-in.ts";
import { plantRight } from "../../server/test/people.ts";
import { grantFor } from "../../server/test/running.ts";
import { fetchToken, plantKey, plantScope, type Planted } from "../../server/test/token-client.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, SIZES, tabTo } from "./portal-under-test.ts";
import { stepsOf } from "./steps.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;

/** A provider with a prefix and an API manager who is logged in. */
async function plantProvider() {
  const org = await plantOrganization(db, "Lyngvidda direktorat");
  const prefix = await plantPrefix(db, "test", org);
  const manager = await logIn(running, { person: { firstName: "Kvikk", lastName: "Lomvi" } });
  await plantRight(db, "test", org, manager.person, "api_manager");
  return { org, prefix, manager };
}

/** The same with a scope, and a consumer whose client carries it and has no access to it yet. */
async function plantScoped({ access = false } = {}) {
  const provider = await plantProvider();
  const { org, prefix } = provider;
  const consumer = await plantOrganization(db, `Tindøy kommune ${prefix}`);
  const clientId = randomUUID();
  await db
    .insertInto("client")
    .values({ env: 1, id: clientId, org: Number(consumer) })
    .execute();
  const key = await plantKey(running.deps, "test", clientId);
  const scope = `${prefix}:skole/rute.read`;
  await plantScope(running.deps, "test", org, scope, clientId, access ? consumer : null);
  const planted: Planted = { env: "test", clientId, owner: consumer, provider: org, scope, key };
  /** `200` for a token, else the code of the refusal: asked of the token endpoint, as the consumer's program does. */
  const token = async () => {
    const { status, code } = await fetchToken(running, grantFor(running, planted));
    return status === 200 ? "200" : code;
  };
  return { ...provider, consumer, scope, token, path: `/test/${org}/scopes/${prefix}/skole/rute.read` };
}

async function api(cookie: string, org: OrgNumber, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await running.fetch(`/test/api/fullmakt/v1${path}`, {
    method,
    headers: { ...asPerson(cookie, org), ...(body && { "content-type": "application/json" }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- read member by member
  return { status: answer.status, etag: answer.headers.get("etag"), body: (await answer.json()) as any };
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
const spaced = (number: string) => number.replace(/(...)(...)(...)/, "$1 $2 $3");

test("J5 a scope in three steps (target 3): name, description, create; the name is told to be free or taken while it is typed", async (t) => {
  const step = stepsOf(t, "create a scope");
  const { org, prefix, manager } = await plantProvider();
  await visit(`/test/${org}/scopes`, { as: manager.cookie }, async ({ page }) => {
    await page.getByText("Ingen scope ennå").waitFor();
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Nytt scope" }).click();
    await heading(page, "Nytt scope");
    step("the name");
    await page.getByLabel("Subscope").fill("skole/elevtall.read");
    await page.getByText("Navnet er ledig").waitFor();
    // What is missing is said on top, and nothing typed is lost by reload and another language.
    await page.getByRole("button", { name: "Opprett scope" }).click();
    await page.getByRole("link", { name: "Skriv en beskrivelse." }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Dette mangler"));
    await assertNoBarrier(page);
    await page.reload();
    await page.getByRole("contentinfo").getByText("Nynorsk").click();
    await heading(page, "Nytt scope");
    assert.equal(await page.getByLabel("Subscope").inputValue(), "skole/elevtall.read");
    await page.getByText("Namnet er ledig").waitFor();
    await page.getByRole("contentinfo").getByText("Bokmål").click();
    step("the description");
    await page.getByLabel("Beskrivelse", { exact: true }).fill("Antall elever per trinn");
    await page.getByText(/^Flere valg/).click();
    await page.getByLabel(/^Lengste levetid for token/).fill("60");
    await assertNoBarrier(page);
    step("create");
    await page.getByRole("button", { name: "Opprett scope" }).click();
    await heading(page, `${prefix}:skole/elevtall.read Aktivt`);
    await page.getByText("Ingen virksomheter har tilgang ennå.").waitFor();
    const { body } = await api(manager.cookie, org, "GET", `/scopes/${encodeURIComponent(`${prefix}:skole/elevtall.read`)}`);
    assert.deepEqual([body.description, body.maxTokenAgeSeconds, body.visibility, body.openToAll], ["Antall elever per trinn", 60, "PUBLIC", false]);
    await page.goto(`${running.origin}/test/${org}/scopes/new`);
    await page.getByLabel("Subscope").fill("skole/elevtall.read");
    await page.getByText("Dere har det alt").waitFor();
  });
});

test("J6 access for one organisation, found by name, in three steps (target 3); it works at once, ends at once, and comes back by undo", async (t) => {
  const step = stepsOf(t, "give one organisation access");
  const { org, manager, consumer, scope, token, path } = await plantScoped();
  assert.equal(await token(), "MP-250");
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    await page.getByText("Ingen virksomheter har tilgang ennå.").waitFor();
    step("the name");
    step("the hit");
    await page.getByRole("combobox").fill(`tindøy kommune ${scope.split(":")[0]}`);
    await page.getByRole("option", { name: spaced(consumer).replaceAll(" ", "\u00A0") }).click();
    await page.getByText("Vi fant én virksomhet å gi tilgang").first().waitFor();
    await assertNoBarrier(page);
    step("give");
    await page.getByRole("button", { name: "Legg til tilgang", exact: true }).click();
    await page.getByText(`har fått tilgang til ${scope}`).first().waitFor();
    assert.match(await focused(page), /har fått tilgang/);
    assert.equal(await token(), "200");

    const remove = page.getByRole("button", { name: /^Fjern tilgangen til Tindøy kommune/ });
    await remove.click();
    const undo = page.getByRole("button", { name: /^Angre/ });
    await undo.waitFor();
    assert.equal(await token(), "MP-250");
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Angre"));
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.setViewportSize(SIZES.desktop);
    await page.reload(); // the undo is the server's
    await page.getByText(/ fjernet dette kl\. \d\d\.\d\d\. Kan angres til kl\. \d\d\.\d\d\./).waitFor();
    await undo.click();
    await remove.waitFor();
    assert.equal(await token(), "200");
    await page.getByRole("cell", { name: /^I dag kl/ }).waitFor(); // last used

    await page.getByRole("tab", { name: "Logg" }).click();
    const logged = page.getByRole("listitem").filter({ hasText: "Kvikk Lomvi" });
    await logged.filter({ hasText: /angret at tilgangen til .* ble fjernet for Tindøy kommune/ }).waitFor();
    await logged.filter({ hasText: /fjernet tilgangen til .* for Tindøy kommune/ }).waitFor();
    await assertNoBarrier(page);
    await page.getByRole("tab", { name: "Bruk" }).click();
    await page.getByRole("img", { name: /^2 token til 1 virksomhet fra .* og 2 avvist/ }).waitFor();
    await page.getByText("365 dager").click();
    await page.getByRole("img", { name: /^2 token/ }).waitFor();
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
  });
  const { body } = await api(manager.cookie, org, "GET", `/scopes/${encodeURIComponent(scope)}/usage`);
  assert.deepEqual(body.total, { tokens: 2, refused: 2, consumers: 1 });
});

test("J6 hundreds at once, from a sheet: each is shown by name before, and the lines that are wrong stay to be mended", async () => {
  const { org, manager, scope, path } = await plantScoped({ access: true });
  const many = await Promise.all(Array.from({ length: 60 }, (_, i) => plantOrganization(db, `Kommune nr. ${i}`)));
  const deleted = await plantOrganization(db, "Grålia Drift AS");
  await replaceOrganization(running.deps, SYSTEM, deleted, { name: "Grålia Drift AS", deletedOn: "2026-03-31" });
  const sheet = ["Navn;Nummer", ...many.map((number, i) => `Kommune nr. ${i};${number}`), "Feil;310801012", `Borte;${deleted}`, `Igjen;${many[0]}`].join(
    "\r\n",
  );
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Last opp CSV-fil" }).click();
    await (await choosing).setFiles({ name: "kommuner.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
    await page.getByText("Vi fant 60 virksomheter å gi tilgang").first().waitFor();
    await page.getByText("Organisasjonsnummeret stemmer ikke. Sjekk sifrene.").waitFor();
    await page.getByText("Slettet i registeret 31. mars 2026. Den får ingen nye tilganger.").waitFor();
    await page.getByLabel("Gjelder til og med (valgfritt)", { exact: true }).fill("31.12.2031");
    await page.getByText("Startdato og begrunnelse").click();
    await page.getByLabel(/^Begrunnelse/).fill("Avtale 7");
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Gi 60 virksomheter tilgang" }).click();
    await page.getByText(`60 virksomheter har fått tilgang til ${scope}. 2 ble ikke gitt, og står igjen i feltet.`).first().waitFor();
    assert.equal(await page.getByLabel("Organisasjonsnummer", { exact: true }).inputValue(), `310801012\n${deleted}`);
    await page.getByRole("tab", { name: "Tilganger (61)" }).waitFor();
    await page.getByText("Viser 50 av 61").waitFor();
    await page.getByRole("button", { name: "Vis flere" }).click();
    await page.waitForFunction(() => document.activeElement?.tagName === "TR");
    await page.getByRole("searchbox", { name: "Søk på navn eller nummer" }).fill(spaced(many[7]!));
    await page.getByRole("cell", { name: /^Kommune nr\. 7/ }).waitFor();
    await page.getByText("Til og med 31. desember 2031").waitFor();
  });
  const { body } = await api(manager.cookie, org, "GET", `/scopes/${encodeURIComponent(scope)}/accesses?limit=1000`);
  const given = body.items.filter(({ reason }: { reason: string | null }) => reason === "Avtale 7");
  assert.deepEqual([body.items.length, given.length, given[0].validTo], [61, 60, "2031-12-31T23:00:00.000Z"]);
});

test("J7 a scope out of use in two steps (target 2), with who is hit shown first and told; at once, and undone", async (t) => {
  const step = stepsOf(t, "deactivate a scope");
  const { org, manager, scope, token, path } = await plantScoped({ access: true });
  assert.equal(await token(), "200");
  await visit(path, { as: manager.cookie }, async ({ page, expectComplaint }) => {
    const dialog = page.getByRole("dialog");
    // Who is hit cannot be counted: it says so, and it can be done all the same.
    expectComplaint(/status of 500/);
    await page.route("**/impact", (route) => route.fulfill({ status: 500, body: "{}" }));
    await page.getByRole("button", { name: "Deaktiver", exact: true }).click();
    await dialog.getByText("Vi kunne ikke telle hvem som rammes akkurat nå. Du kan gjøre det likevel.").waitFor();
    await dialog.getByRole("button", { name: "Deaktiver scopet" }).waitFor();
    await page.keyboard.press("Escape");
    await page.unroute("**/impact");
    step("deactivate");
    await page.getByRole("button", { name: "Deaktiver", exact: true }).click();
    await dialog.getByText("1 virksomhet mister tilgangen, og 1 klient slutter å virke med dette scopet.").waitFor();
    await dialog.getByText("1 token", { exact: true }).waitFor();
    await assertNoBarrier(page);
    await dialog.getByLabel(/^Beskjed til dem som rammes/).fill("Se https://ond.example");
    await dialog.getByRole("button", { name: "Deaktiver scopet" }).click();
    await dialog.getByText("Skriv beskjeden uten nettadresser").waitFor();
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.setViewportSize(SIZES.desktop);
    await dialog.getByLabel(/^Beskjed til dem som rammes/).fill("Bruk v2 i stedet.");
    assert.equal(await token(), "200", "nothing has happened yet");
    step("confirm");
    await dialog.getByRole("button", { name: "Deaktiver scopet" }).click();
    await page.getByText(/Kvikk Lomvi deaktiverte det i dag kl\./).waitFor();
    assert.equal(await token(), "MP-200");
    assert.equal(await focused(page), "Scopet er deaktivert");
    await page.getByRole("tab", { name: "Logg" }).click();
    await page
      .getByRole("listitem")
      .filter({ hasText: `Kvikk Lomvideaktiverte scopet ${scope}. Beskjed: «Bruk v2 i stedet.»` })
      .waitFor();
    await assertNoBarrier(page);
    await page.reload();
    await page.getByRole("button", { name: /^Angre/ }).click();
    await page.getByRole("button", { name: "Deaktiver", exact: true }).waitFor();
    assert.equal(await token(), "200");
    await page.getByRole("button", { name: "Deaktiver", exact: true }).click();
    await dialog.getByRole("button", { name: "Avbryt" }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === "Deaktiver"); // where it was opened
  });
  assert.equal((await api(manager.cookie, org, "GET", `/scopes/${encodeURIComponent(scope)}`)).body.active, true);
});

test("two people change the same scope: the second sees both values, and nothing is lost", async () => {
  const { org, manager, scope, path } = await plantScoped();
  const other = await logIn(running, { person: { firstName: "Snar", lastName: "Tiur" } });
  await plantRight(db, "test", org, other.person, "api_manager");
  const at = `/scopes/${encodeURIComponent(scope)}`;
  const MEMBERS = ["name", "prefix", "subscope", "owner", "active", "locked", "usable", "createdAt", "updatedAt"];
  const changeMeanwhile = async (description: string) => {
    const { body, etag } = await api(other.cookie, org, "GET", at);
    const wish = Object.fromEntries(Object.entries(body as object).filter(([member]) => !MEMBERS.includes(member)));
    assert.equal((await api(other.cookie, org, "PUT", at, { ...wish, description }, { "if-match": etag! })).status, 200);
  };
  await visit(path, { as: manager.cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 412/);
    await page.getByRole("button", { name: "Endre" }).click();
    await page.getByLabel("Beskrivelse", { exact: true }).fill("Min tekst");
    await changeMeanwhile("Den andres tekst");
    await page.getByRole("button", { name: "Lagre" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Snar Tiur endret dette i dag kl\. .*, mens du skrev/).waitFor();
    await dialog.getByRole("cell", { name: "Den andres tekst" }).waitFor();
    await dialog.getByRole("cell", { name: "Min tekst" }).waitFor();
    await assertNoBarrier(page);
    assert.equal((await api(manager.cookie, org, "GET", at)).body.description, "Den andres tekst");
    await dialog.getByRole("button", { name: "Lagre det jeg skrev" }).click();
    await page.getByRole("definition").filter({ hasText: "Min tekst" }).waitFor();
    assert.equal((await api(manager.cookie, org, "GET", at)).body.description, "Min tekst");
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
  });
});

test("who may only read sees everything and is told who can help; the list in English finds by old words too", async () => {
  const { org, prefix, consumer, token } = await plantScoped({ access: true });
  await token();
  for (const name of ["b.read", "c.read", "d.read"])
    await plantScope(running.deps, "test", org, `${prefix}:${name}`, null, null, name === "d.read" ? { active: false } : {});
  const viewer = await logIn(running, { person: { firstName: "Stødig", lastName: "Elg" } });
  await plantRight(db, "test", org, viewer.person, "viewer");
  await visit(`/test/${org}/scopes`, { as: viewer.cookie, language: "en" }, async ({ page }) => {
    await page.getByText("You cannot create scopes here yet").waitFor();
    await page.getByRole("button", { name: /New scope/ }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === "You cannot create scopes here yet");
    const row = page.getByRole("row", { name: /skole\/rute\.read/ });
    await row.getByRole("cell", { name: "1", exact: true }).first().waitFor();
    assert.equal(await page.getByText("d.read").count(), 0, "deactivated ones on request");
    await assertNoBarrier(page);
    await page.getByRole("searchbox").fill("mine api");
    await page.getByText("4 scopes").waitFor();
    await page.getByRole("searchbox").fill("rute");
    await page.getByText("1 scope", { exact: true }).waitFor();
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await row.getByRole("link").click();
    await heading(page, /skole\/rute\.read/);
    await page.getByText(`Tindøy kommune ${prefix}`).first().waitFor();
    assert.equal(await page.getByRole("button", { name: /^Remove/ }).count(), 0);
    await assertNoBarrier(page);
  });
  assert.ok(consumer);
});

test("with the keyboard alone: found, given, removed, undone", async () => {
  const { manager, scope, token, path } = await plantScoped();
  await visit(path, { as: manager.cookie }, async ({ page }) => {
    await page.getByText("Ingen virksomheter har tilgang ennå.").waitFor();
    await page.getByRole("combobox").focus();
    await page.keyboard.type(`tindøy kommune ${scope.split(":")[0]}`);
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText("Vi fant én virksomhet å gi tilgang").first().waitFor();
    await tabTo(page, "Legg til tilgang");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("har fått tilgang"));
    assert.equal(await token(), "200");
    await tabTo(page, /^Fjern tilgangen til Tindøy kommune/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Angre"));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Fjern"));
  });
});
