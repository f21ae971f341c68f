/** Prefixes in the browser: why there is none and how one is got, the operator's queue, the answer; each looked at from outside too (J2). */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { OPERATOR_RIGHT } from "../../vocabulary/rights.ts";
import { freshAddress, mailsTo, plantEmail } from "../../server/mail/mail-under-test.ts";
import { plantOrganization, plantPrefix, plantPrefixApplication } from "../../server/test/installation.ts";
import { asPerson, logIn } from "../../server/test/logged-in.ts";
import { plantRight } from "../../server/test/people.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, SIZES, tabTo } from "./portal-under-test.ts";
import { stepsOf } from "./steps.ts";

const { visit, running } = await portalUnderTest();
const { db, settings } = running.deps;
const operatorNumber = settings.operator.orgNumber;
const freshPrefix = () => `fjord${randomBytes(5).toString("hex").replaceAll(/[015]/g, "x")}`;

/** An organisation with its API manager, and somebody who decides at the operator. */
async function plantManager() {
  const org = await plantOrganization(db, "Fjordvik kommune");
  const manager = await logIn(running, { person: { firstName: "Kvikk", lastName: "Lomvi" } });
  for (const env of ["test", "prod"] as const) await plantRight(db, env, org, manager.person, "api_manager");
  const address = await plantEmail(db, manager.person);
  return { org, manager, address, prefix: freshPrefix() };
}
async function plantOperator() {
  const itself = { number: Number(operatorNumber), name: settings.operator.name };
  await db
    .insertInto("organization")
    .values(itself)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const operator = await logIn(running, { person: { firstName: "Klok", lastName: "Ugle" } });
  for (const env of ["test", "prod"] as const) await plantRight(db, env, operatorNumber, operator.person, OPERATOR_RIGHT);
  return { operator, operatorAddress: await plantEmail(db, operator.person) };
}

/** Our API with the same session, outside the browser. */
async function outside(cookie: string, org: OrgNumber, env: EnvironmentName, method: string, path: string, body?: object) {
  const answer = await running.fetch(`/${env}/api/fullmakt/v1${path}`, {
    method,
    headers: { ...asPerson(cookie, org), ...(body && { "content-type": "application/json", "if-match": "*" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- read member by member
  return { status: answer.status, body: (await answer.json()) as any };
}
const prefixesOf = async (cookie: string, org: OrgNumber, env: EnvironmentName): Promise<string[]> =>
  (await outside(cookie, org, env, "GET", "/prefixes")).body.items.map(({ prefix }: { prefix: string }) => prefix);

async function fill(page: Page, prefix: string): Promise<void> {
  await page.getByLabel("Ønsket prefiks").fill(prefix);
  await page.getByLabel("Hva skal dere tilby?").fill("Byggesak for fagsystemer");
  await page.getByLabel("6–15").check();
}

test("J2 no prefix: why, and one form (target 1): test at once, production sent; what is missing is named and nothing typed is lost", async (t) => {
  const step = stepsOf(t, "apply for a prefix");
  const { org, manager, address, prefix } = await plantManager();
  const { operatorAddress } = await plantOperator();
  // Where the old form had an empty list of prefixes, and said nothing.
  await visit(`/test/${org}/scopes/new`, { as: manager.cookie }, async ({ page, expectComplaint }) => {
    await page.getByRole("heading", { name: "Dere trenger et prefiks før dere kan lage scope" }).waitFor();
    await page.getByText("Vil dere tilby et API?").waitFor();
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Søk om prefiks" }).click();
    await heading(page, "Søk om prefiks");
    // The one form.
    await page.getByRole("button", { name: "Send søknad" }).click();
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Dette mangler før søknaden kan sendes"));
    await assertNoBarrier(page);
    await fill(page, "Stor");
    await page.getByText("Bruk 2 til 64 tegn").first().waitFor();
    await page.getByLabel("Ønsket prefiks").fill("maskinporten");
    await page.getByText("Reservert", { exact: true }).waitFor();
    await page.getByLabel("Ønsket prefiks").fill(prefix);
    await page.getByText("Ledig", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("E-post til kontaktpersonen").inputValue(), address, "whoever applies is suggested");
    await page.getByRole("checkbox", { name: "Produksjonsmiljø" }).check();
    await page.getByText("Fakturaopplysningene mangler.").waitFor();
    await page.getByText(/Inntil 97\s500\skr det første året med 6–15 virksomheter/).waitFor();
    await page.getByText("Slik regnes prisen ut").click();
    await page.getByText(/Aldri mer enn 799\s500\skr i året/).waitFor();
    await page.reload();
    assert.equal(await page.getByLabel("Hva skal dere tilby?").inputValue(), "Byggesak for fagsystemer");
    await page.getByRole("checkbox", { name: /Vi godtar prisen/ }).check();
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.setViewportSize(SIZES.desktop);
    expectComplaint(/428/);
    await page.getByRole("button", { name: "Send søknad" }).click();
    await page.getByRole("heading", { name: "Fakturaopplysninger mangler" }).waitFor();
    await page.getByText("Sendt for test.").waitFor();
    assert.deepEqual(await prefixesOf(manager.cookie, org, "test"), [prefix], "what was refused in production does not undo test");
    assert.equal(
      (await outside(manager.cookie, org, "prod", "PUT", "/billing-details", { ehf: true, reference: "4410", validFrom: "2026-01-01" })).status,
      200,
    );
    step("the form");
    await page.getByRole("button", { name: "Send søknad" }).click();
    await heading(page, "Prefikser");
    await page.getByText("Klart til bruk").waitFor();
    await page.getByText("Venter på behandling").first().waitFor();
    await page.getByText(`Søknaden om ${prefix} i produksjon er sendt til Nordlys Plattform.`).waitFor({ state: "attached" });
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
  });
  assert.deepEqual(
    (await outside(manager.cookie, org, "prod", "GET", "/prefix-applications")).body.items.map(({ state }: { state: string }) => state),
    ["submitted"],
  );
  const [{ acceptedPrice }] = (await outside(manager.cookie, org, "prod", "GET", "/prefix-applications")).body.items;
  assert.deepEqual(acceptedPrice, settings.prefixPrice, "what was shown is what was accepted");
  assert.equal((await mailsTo(db, operatorAddress))[0]!.content.subject, `Fjordvik kommune søker om prefikset ${prefix}`);
  assert.equal((await outside(manager.cookie, org, "test", "POST", "/scopes", { prefix, subscope: "sak.read", description: "Lese saker" })).status, 201);
});

test("J2 the operator rejects with a reason (target 2), it is applied for anew with the old answers, allotted, and seen without a new login", async (t) => {
  const step = stepsOf(t, "decide an application for a prefix");
  const { org, manager, address, prefix } = await plantManager();
  const { operator } = await plantOperator();
  await outside(manager.cookie, org, "prod", "PUT", "/billing-details", { ehf: true, reference: "4410", validFrom: "2026-01-01" });
  const answers = { purpose: "Byggesak for fagsystemer", expectedConsumers: "up_to_15", contactName: "Kvikk Lomvi", contactEmail: address, acceptsPrice: true };
  assert.equal((await outside(manager.cookie, org, "prod", "POST", "/prefix-applications", { prefix, ...answers })).status, 201);
  const decide = (page: Page) => page.locator(".queue > *").filter({ hasText: prefix });
  // The first one is open already.
  const open = async (page: Page) => {
    const [row, reason] = [decide(page), decide(page).getByLabel(/Begrunnelse/)];
    await row.waitFor();
    if (!(await reason.isVisible())) await row.getByText(prefix, { exact: true }).first().click();
    await reason.waitFor();
  };
  await visit("/operator/prod/prefix-applications", { as: operator.cookie }, async ({ page }) => {
    await heading(page, "Søknader om prefiks");
    await page.getByRole("navigation", { name: "Hovedmeny" }).getByText("Drift", { exact: true }).waitFor();
    await open(page);
    await decide(page).getByText("Bruksvilkår signert, fakturaopplysninger lagt inn").waitFor();
    await decide(page)
      .getByText(/^Inntil 97\s500\skr/)
      .waitFor();
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.setViewportSize(SIZES.desktop);
    await decide(page)
      .getByRole("button", { name: /^Avslå/ })
      .click(); // nothing is rejected without a reason
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Skriv hvorfor"));
    step("the reason");
    step("the decision");
    await decide(page)
      .getByLabel(/Begrunnelse/)
      .fill("Velg heller navnet på kommunen.");
    await decide(page)
      .getByRole("button", { name: /^Avslå/ })
      .click();
    await page.getByText(`Søknaden fra Fjordvik kommune om ${prefix} er avslått.`).waitFor({ state: "attached" });
  });
  assert.equal((await mailsTo(db, address))[0]!.content.subject, `Søknaden om prefikset ${prefix} er avslått`);
  await visit("/dev/mail", {}, async ({ page }) => {
    await page.getByRole("listitem").filter({ hasText: address }).first().getByRole("link").click();
    await page.getByText("Begrunnelse: Velg heller navnet på kommunen.").first().waitFor();
  });
  await visit(`/prod/${org}/prefixes`, { as: manager.cookie }, async ({ page }) => {
    await page.getByText("Velg heller navnet på kommunen.").waitFor();
    await page.getByRole("link", { name: /^Søk på nytt/ }).click();
    await heading(page, "Søk om prefiks");
    await page.getByText("Forrige søknad ble avslått: Velg heller navnet på kommunen.").waitFor();
    assert.equal(await page.getByLabel("Hva skal dere tilby?").inputValue(), "Byggesak for fagsystemer");
    assert.equal(await page.getByLabel("6–15").isChecked(), true);
    await page.getByText("Fakturaen går til Fjordvik kommune, referanse 4410.").waitFor();
    await page.getByRole("checkbox", { name: /Vi godtar prisen/ }).check();
    await page.getByRole("button", { name: "Send søknad" }).click();
    await heading(page, "Prefikser");
    await page.getByText("Venter på behandling").first().waitFor();

    await visit("/operator/prod/prefix-applications", { as: operator.cookie }, async ({ page: theirs }) => {
      await heading(theirs, "Søknader om prefiks");
      await open(theirs);
      await decide(theirs)
        .getByRole("button", { name: /^Ta til behandling/ })
        .click();
      await theirs.waitForFunction(() => document.activeElement?.textContent?.startsWith("Du tok den til behandling"));
      await page.reload();
      await page.getByText("Under behandling", { exact: true }).first().waitFor();
      await page.getByText(/^Nordlys Plattform begynte/).waitFor();
      assert.equal(await page.getByText("Klok Ugle").count(), 0, "who of the operator's people is not the applicant's to know");
      await decide(theirs)
        .getByRole("button", { name: `Tildel ${prefix}` })
        .click();
      await theirs.getByText(`Fjordvik kommune har fått prefikset ${prefix}.`).waitFor({ state: "attached" });
      await theirs.getByRole("link", { name: "Avgjorte søknader" }).click();
      await theirs.getByText("Velg heller navnet på kommunen.").first().waitFor();
      await assertNoBarrier(theirs);
    });
    await page.reload();
    await page.getByText("Klart til bruk").waitFor();
    await page.getByText("Tildelt", { exact: true }).waitFor();
  });
  assert.deepEqual(await prefixesOf(manager.cookie, org, "prod"), [prefix]);
  assert.equal((await outside(manager.cookie, org, "prod", "POST", "/scopes", { prefix, subscope: "sak.read", description: "Lese saker" })).status, 201);
  assert.equal((await mailsTo(db, address))[0]!.content.subject, `Fjordvik kommune har fått prefikset ${prefix}`);
});

test("a look-alike is allotted by who has seen whom it is like; withdrawn is withdrawn; the queue is for the operator alone (nn)", async () => {
  const { org, manager, prefix } = await plantManager();
  const { operator } = await plantOperator();
  const owner = await plantOrganization(db, "Lyngvidda direktorat");
  const theirs = await plantPrefix(db, "prod", owner, `${prefix}lo`);
  const id = await plantPrefixApplication(db, "prod", org, `${prefix}1o`);
  await plantPrefixApplication(db, "prod", org, `${prefix}.ny`);
  const colleague = await logIn(running, { person: { firstName: "Rask", lastName: "Hegre" } });
  await plantRight(db, "prod", operatorNumber, colleague.person, OPERATOR_RIGHT);
  assert.equal((await outside(colleague.cookie, operatorNumber, "prod", "PUT", `/prefix-applications/${id}/handling`, {})).status, 200);
  await visit("/operator/prod/prefix-applications", { as: operator.cookie, language: "nn" }, async ({ page }) => {
    const row = page.locator(".queue > *").filter({ hasText: `${prefix}1o` });
    await row.waitFor();
    await row.getByText("Under behandling av Rask Hegre").waitFor();
    const takeOver = row.getByRole("button", { name: /^Ta over/ });
    if (!(await takeOver.isVisible())) await row.getByText(`${prefix}1o`, { exact: true }).first().click();
    assert.equal(await row.getByRole("button", { name: /^Tildel/ }).count(), 0);
    await assertNoBarrier(page);
    await takeOver.click();
    await row.getByText(`Liknar på ${theirs}, som høyrer til Lyngvidda direktorat.`).waitFor();
    await row.getByRole("button", { name: `Tildel ${prefix}1o likevel` }).click();
    await page.getByText(`Fjordvik kommune har fått prefikset ${prefix}1o.`).waitFor({ state: "attached" });
  });
  assert.equal((await outside(manager.cookie, org, "prod", "GET", `/prefix-applications/${id}`)).body.state, "allotted");
  await visit(`/prod/${org}/prefixes`, { as: manager.cookie, language: "nn" }, async ({ page, expectComplaint }) => {
    await page.getByRole("button", { name: /^Trekk søknaden/ }).click();
    await page.getByText(`Søknaden om ${prefix}.ny er trekt.`).waitFor({ state: "attached" });
    assert.equal((await outside(manager.cookie, org, "prod", "GET", "/prefix-applications")).body.items[0].state, "withdrawn");
    expectComplaint(/40[34]/);
    await page.goto(`${running.origin}/operator/prod/prefix-applications`);
    await heading(page, /Nordlys Plattform/);
    assert.equal(await page.getByText("Drift", { exact: true }).count(), 0);
  });
});

test("the contact is entered once, and what a colleague wrote meanwhile is shown before it is overwritten (en)", async () => {
  const { org, manager } = await plantManager();
  await plantPrefix(db, "test", org);
  const address = freshAddress();
  await visit(`/test/${org}/prefixes`, { as: manager.cookie, language: "en" }, async ({ page, expectComplaint }) => {
    await page.getByLabel("Name", { exact: true }).fill("Team API");
    await page.getByRole("button", { name: "Save the contact" }).click();
    await page.getByRole("link", { name: "Enter an e-mail address or a web address." }).waitFor();
    await page.getByLabel("E-mail address").fill(address);
    const colleague = await outside(manager.cookie, org, "prod", "PUT", "/provider-contact", { name: "Support desk", url: "https://fjordvik.example.no/api" });
    assert.equal(colleague.status, 200);
    expectComplaint(/412/);
    await page.getByRole("button", { name: "Save the contact" }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === "Something was changed while you were writing");
    await page.getByRole("cell", { name: "Support desk" }).waitFor();
    await page.getByRole("cell", { name: "Team API" }).waitFor();
    await assertNoBarrier(page);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.getByRole("button", { name: "Save what I wrote" }).click();
    await page.getByText("The contact has been saved.").waitFor({ state: "attached" });
    await page.getByText("Changed by Kvikk Lomvi").waitFor();
  });
  const { details } = (await outside(manager.cookie, org, "prod", "GET", "/provider-contact")).body;
  assert.deepEqual([details.name, details.email, details.url], ["Team API", address, null]);
});

test("with the keyboard alone: from the page without a prefix to one that is allotted", async () => {
  const { org, manager, prefix } = await plantManager();
  await visit(`/test/${org}/prefixes`, { as: manager.cookie }, async ({ page }) => {
    await page.getByRole("button", { name: "Søk om prefiks" }).waitFor();
    await tabTo(page, "Søk om prefiks");
    await page.keyboard.press("Enter");
    await heading(page, "Søk om prefiks");
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    await page.keyboard.press("Tab"); // the guide
    await page.keyboard.press("Tab");
    await page.keyboard.type(prefix);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Byggesak");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await tabTo(page, "Send søknad");
    await page.keyboard.press("Enter");
    await heading(page, "Prefikser");
    await page.getByText("Klart til bruk").waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  });
  assert.deepEqual(await prefixesOf(manager.cookie, org, "test"), [prefix]);
});
