/** A person's way through the frame: in, to an organisation, to another, to the other environment, out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { plantOrganization, plantPrefix } from "../../server/test/installation.ts";
import { logIn } from "../../server/test/logged-in.ts";
import { plantPerson, plantRight, plantRole } from "../../server/test/people.ts";
import { grantFor } from "../../server/test/running.ts";
import { fetchToken, plantClient } from "../../server/test/token-client.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, tabTo } from "./portal-under-test.ts";
import { stepsOf } from "./steps.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;

/** Somebody who leads one organisation with a unit below it, and has a right in another in test. */
async function plantLeader(firstName: string): Promise<{ main: OrgNumber; other: OrgNumber }> {
  const main = await plantOrganization(db, `${firstName} kommune`);
  const unit = await plantOrganization(db, `${firstName} kommune, avdeling skole`);
  const other = await plantOrganization(db, `${firstName} Regnskap AS`);
  const below = { parent: orgNumberToInt(main), form: "BEDR" };
  await db.updateTable("organization").set(below).where("number", "=", orgNumberToInt(unit)).execute();
  const person = await plantPerson(db, { firstName, lastName: "Vandrer" });
  await plantRole(db, main, "DAGL", { person });
  await plantRight(db, "test", other, person, "client_manager");
  return { main, other };
}

test("from the front page through the login, to an organisation, another, the other environment, and out", () =>
  visit("/", {}, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 401/); // what is asked after the log-out
    const { main, other } = await plantLeader("Blid");
    await page.locator(".door.test").getByRole("button", { name: "Velg en testperson" }).click();
    await page.getByRole("button", { name: /Blid Vandrer/ }).click();
    await heading(page, "Velg virksomhet");
    await page.getByRole("link", { name: /^Blid kommune \d/ }).click();
    await heading(page, "Oversikt");
    await page.getByText("Hovedadministrator").waitFor();
    await page.waitForFunction(() => document.title === "Oversikt – Blid kommune – Testmiljø – Fullmakt");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1", "the heading has the focus on a new page");
    await page.goBack();
    await heading(page, "Velg virksomhet");
    assert.match(await page.locator(":focus").innerText(), /^Blid kommune/, "after Back, what had it when the page was left");
    await page.keyboard.press("Enter");
    await heading(page, "Oversikt");

    await page.getByRole("button", { name: /Blid kommune.*Bytt virksomhet/ }).click();
    const picker = page.getByRole("dialog", { name: "Velg virksomhet" });
    await picker.getByText("Daglig leder i hovedenheten").waitFor();
    await assertNoBarrier(page);
    await picker.getByRole("link", { name: /Blid Regnskap AS/ }).click();
    await page.waitForURL(`**/test/${other}`);
    await picker.waitFor({ state: "hidden" });
    await page.getByText("Integrasjonsansvarlig").waitFor();

    await page.goBack();
    await page.waitForURL(`**/test/${main}`);
    await page.getByRole("link", { name: "Bytt til produksjon" }).click();
    await page.waitForURL(`**/prod/${main}`);
    await page.getByRole("region", { name: "Miljø" }).getByText("Produksjonsmiljø").waitFor();
    await page.waitForFunction(() => document.title === "Oversikt – Blid kommune – Produksjonsmiljø – Fullmakt");

    await page.getByRole("button", { name: /Blid Vandrer/ }).click();
    await page.getByRole("button", { name: "Logg ut" }).click();
    await heading(page, /Gi, be om og vis/);
    await page.goto(`${running.origin}/test/${main}`);
    await heading(page, "Logg inn for å se siden");
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Velg en testperson" }).click();
    await page.getByRole("button", { name: /Blid Vandrer/ }).click();
    await page.waitForURL(`**/test/${main}`);
    await heading(page, "Oversikt");
  }));

test("who has one organisation is sent on to it; who is logged in is not shown the front page", async () => {
  const { cookie, person } = await logIn(running);
  const org = await plantOrganization(db, "Eneste AS");
  await plantRole(db, org, "DAGL", { person });
  await visit("/", { as: cookie }, async ({ page }) => {
    await page.waitForURL(`**/test/${org}`);
    await heading(page, "Oversikt");
  });
});

test("an address of an organisation that is not one's own, any below it too, says so and leads on, and tells no more than its name", async () => {
  const { cookie, person } = await logIn(running);
  const own = await plantOrganization(db, "Egen AS");
  await plantRole(db, own, "DAGL", { person });
  const foreign = await plantOrganization(db, "Fremmed AS");
  await visit(`/prod/${foreign}`, { as: cookie, size: "small" }, async ({ page }) => {
    for (const below of ["/people", "/people/give?right=viewer", "/clients/new", "/scopes/a/b.read", "/no/such/page", ""]) {
      await page.goto(`${running.origin}/prod/${foreign}${below}`);
      await heading(page, "Du kan ikke representere Fremmed AS");
    }
    await assertNothingSideways(page);
    await assertNoBarrier(page);
    assert.equal(
      await page.getByRole("link", { name: "Be om rettighet", exact: true }).getAttribute("href"),
      `/prod/organizations/ask?organization=${foreign}`,
    );
    await page.getByRole("link", { name: "Gå til Egen AS" }).click();
    await page.waitForURL(`**/prod/${own}`);
  });
});

test("an address of one's own organisation that no page has says so, and leads back", async () => {
  const { cookie, person } = await logIn(running);
  const own = await plantOrganization(db, "Egen AS");
  await plantRole(db, own, "DAGL", { person });
  await visit(`/test/${own}/no/such/page`, { as: cookie }, async ({ page }) => {
    await heading(page, "Denne siden finnes ikke");
    await page.getByRole("link", { name: "Gå til oversikten" }).click();
    await heading(page, "Oversikt");
  });
});

test("with the keyboard alone: open the picker, search among many, choose; open the menu of a small screen, and close it again", async () => {
  const { cookie, person } = await logIn(running, { person: { firstName: "Flink", lastName: "Finger" } });
  const orgs: OrgNumber[] = [];
  for (const name of ["Ask", "Bjørk", "Einer", "Furu", "Gran", "Hassel", "Lind", "Osp", "Rogn"]) {
    const org = await plantOrganization(db, `${name} AS`);
    await plantRight(db, "test", org, person, "viewer");
    orgs.push(org);
  }
  await visit(`/test/${orgs[0]}`, { as: cookie, size: "small" }, async ({ page }) => {
    await heading(page, "Oversikt");
    await tabTo(page, /^Ask AS .*Bytt virksomhet$/);
    await page.keyboard.press("Enter");
    const picker = page.getByRole("dialog", { name: "Velg virksomhet" });
    await picker.waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H2");
    await assertNothingSideways(page);
    await tabTo(page, "Navn eller organisasjonsnummer");
    await page.keyboard.type("gra");
    await page.getByText("Vi fant 1 virksomhet.").waitFor({ state: "attached" });
    await tabTo(page, /^Gran AS/);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/test/${orgs[4]}`);
    await picker.waitFor({ state: "hidden" });

    await tabTo(page, /^Gran AS .*Bytt virksomhet$/);
    await page.keyboard.press("Enter");
    await picker.waitFor();
    await page.keyboard.press("Escape");
    await picker.waitFor({ state: "hidden" });
    assert.match(await page.locator(":focus").innerText(), /Gran AS/, "what opened it has the focus again");

    await page.keyboard.press("Tab");
    assert.match(await page.locator(":focus").innerText(), /^Meny/);
    await page.keyboard.press("Enter");
    const menu = page.getByRole("dialog", { name: "Meny" });
    await menu.getByRole("link", { name: "Oversikt" }).waitFor();
    await assertNoBarrier(page);
    await assertNothingSideways(page);
    await tabTo(page, "Din side");
    await page.keyboard.press("Enter");
    await heading(page, "Din side");
  });
});

test("who represents nobody is told what would change that, and can ask: the number is checked, the name shown, the request sent", async () => {
  const { cookie } = await logIn(running);
  const org = await plantOrganization(db, "Spurt AS");
  await visit("/test/organizations", { as: cookie, size: "small" }, async ({ page }) => {
    await heading(page, "Du representerer ingen virksomhet ennå");
    await assertNoBarrier(page);
    await page.getByRole("link", { name: "Be om rettighet i en virksomhet" }).click();
    await heading(page, "Be om rettighet i en virksomhet");
    await page.getByRole("button", { name: "Send forespørsel" }).click();
    await page.getByRole("link", { name: "Velg rettigheten du trenger." }).waitFor();
    await assertNoBarrier(page);
    await assertNothingSideways(page);
    await page.getByLabel("Organisasjonsnummer").fill(String(org).replace(/(...)(...)(...)/, "$1 $2 $3"));
    await page.getByText("Spurt AS").waitFor();
    await page.getByLabel("Integrasjonsansvarlig").check();
    await page.getByLabel(/Melding/).fill("Jeg skal lage klienter.");
    await page.getByRole("button", { name: "Send forespørsel" }).click();
    await heading(page, "Forespørselen er sendt til Spurt AS");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
    await assertNoBarrier(page);
  });
  const asked = await db.selectFrom("right_request").selectAll().where("organization", "=", orgNumberToInt(org)).execute();
  assert.equal(asked.length, 1);
});

test("a locked organisation says so first, and nothing is shown as broken", async () => {
  const { cookie, person } = await logIn(running);
  const org = await plantOrganization(db, "Sperret AS");
  await plantRole(db, org, "DAGL", { person });
  await db.updateTable("organization").set({ locked_at: new Date(), lock_reason: "Prøve" }).where("number", "=", orgNumberToInt(org)).execute();
  await visit(`/test/${org}`, { as: cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 403/);
    await page.getByText("Sperret AS er sperret").waitFor();
    assert.equal(await page.getByRole("heading", { level: 2 }).count(), 1 + (await page.locator("nav h2").count()));
  });
});

/** A scope that everybody may use. @returns its prefix */
async function plantOpenScope(): Promise<string> {
  const owner = await plantOrganization(db, "Lyngvidda direktorat");
  const prefix = await plantPrefix(db, "test", owner);
  const named = { name: `${prefix}:aapent.read`, prefix, subscope: "aapent.read", description: "Åpent for alle" };
  await db
    .insertInto("scope")
    .values({ env: 1, owner: orgNumberToInt(owner), open_to_all: true, ...named })
    .execute();
  return prefix;
}

test("J1 a newcomer is led from the terms to the first token (target 6), and what needs attention stands on top when something does", async (t) => {
  const step = stepsOf(t, "first token, guided");
  const org = await plantOrganization(db, "Nytt Selskap AS", { termsSigned: false });
  const leader = await logIn(running, { person: { firstName: "Rask", lastName: "Oter" } });
  await plantRole(db, org, "DAGL", { person: leader.person });
  const prefix = await plantOpenScope();
  await visit(`/test/${org}`, { as: leader.cookie }, async ({ page }) => {
    await page.getByText("2 av 6 gjort").waitFor();
    await assertNoBarrier(page);
    step("to the terms");
    await page.getByRole("link", { name: "Signer bruksvilkårene" }).click();
    await heading(page, "Bruksvilkår");
    await page.getByRole("radio", { name: "Privat virksomhet" }).check();
    await page.getByRole("button", { name: "Signer bruksvilkårene" }).click();
    await page.getByText("Kryss av for at du har lest vilkårene.").waitFor();
    await page.getByRole("checkbox", { name: /Jeg har lest vilkårene/ }).check();
    step("sign");
    await page.getByRole("button", { name: "Signer bruksvilkårene" }).click();
    await page.getByText("Privat virksomhet, versjon 1, i dag", { exact: false }).waitFor();
    await assertNoBarrier(page);
    await page.getByRole("link", { name: "Gå til oversikten" }).click();
    await page.getByText("3 av 6 gjort").waitFor();
    await page.getByText("Rask Oter").first().waitFor();
    step("to the new client");
    await page.getByRole("link", { name: "Ny klient" }).click();
    await heading(page, "Ny klient");
    await page.getByLabel("Navn", { exact: true }).fill("Vår første");
    await page.getByLabel("Formål", { exact: true }).fill("Prøver ut.");
    await page.getByLabel("Navn, beskrivelse eller tilbyder").fill(prefix);
    await page.getByRole("checkbox", { name: `${prefix}:aapent.read` }).check();
    await page.getByLabel("Type nøkkel").selectOption("P-256");
    await page.getByRole("button", { name: "Lag nøkkelparet" }).click();
    await page.getByRole("button", { name: "Last ned privat nøkkel (PEM)" }).click();
    step("create");
    await page.getByRole("button", { name: "Opprett klient" }).click();
    await heading(page, "Vår første");
    step("try");
    await page.getByRole("button", { name: "Prøv nå" }).click();
    step("fetch");
    await page.getByRole("dialog").getByRole("button", { name: "Hent token" }).click();
    await page.getByRole("heading", { name: "Klienten fikk et token" }).waitFor();
    await page.goto(`${running.origin}/test/${org}`);
    await heading(page, "Oversikt");
    await page.getByText("Ingenting trenger oppmerksomhet").waitFor();
    const latest = page.getByRole("listitem").filter({ hasText: /^I dag kl\. \d\d\.\d\d/ });
    await latest.filter({ hasText: "Rask Oter opprettet klienten «Vår første»" }).waitFor();
    assert.ok((await latest.count()) > 1, "what else was done lately");
    assert.equal(await page.getByText("av 6 gjort").count(), 0, "who has come so far needs no guide");
    await page.getByRole("link", { name: "Hele aktivitetsloggen" }).click();
    await heading(page, "Aktivitetslogg");
  });
  const planted = await plantClient(running);
  const manager = await logIn(running);
  await plantRight(db, "test", planted.owner, manager.person, "client_manager");
  assert.equal((await fetchToken(running, grantFor(running, planted, { scope: "a:b" }))).code, "MP-200");
  await visit(`/test/${planted.owner}`, { as: manager.cookie, language: "nn", size: "small" }, async ({ page }) => {
    await page.getByText("1 token blei avvist for", { exact: false }).waitFor();
    await page.getByText("Ein nøkkel går ut om", { exact: false }).waitFor();
    await page.getByText("5 av 6 gjort").waitFor();
    await assertNothingSideways(page);
    await assertNoBarrier(page);
    await page.getByRole("link", { name: "Sjå årsaka" }).click();
    await page.getByText("Scopet står ikkje på klienten").first().waitFor();
  });
});
