/** Rights of people in the browser: given in three steps, taken in two, asked for where they are missing and answered in two; each looked at from outside too. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { heldBy } from "../../server/people/standing.ts";
import { renewProofs } from "../../server/organizations/domain-renewal.ts";
import { plantOrganization } from "../../server/test/installation.ts";
import { asPerson, freshIdentityNumber, logIn } from "../../server/test/logged-in.ts";
import { nameServer } from "../../server/test/name-server.ts";
import { plantPerson, plantRight, plantRole } from "../../server/test/people.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, SIZES, tabTo } from "./portal-under-test.ts";
import { stepsOf } from "./steps.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;

/** An organisation with a managing director and an access manager who are logged in, and somebody with a number. */
async function plantPeople() {
  const org = await plantOrganization(db, "Fjordvik kommune");
  const leader = await logIn(running, { person: { firstName: "Blid", lastName: "Rype" } });
  await plantRole(db, org, "DAGL", { person: leader.person });
  const manager = await logIn(running, { person: { firstName: "Snar", lastName: "Tiur" } });
  for (const right of ["access_manager", "client_manager"] as const) await plantRight(db, "test", org, manager.person, right);
  const number = freshIdentityNumber();
  const developer = await logIn(running, { number, person: { firstName: "Stødig", lastName: "Elg" } });
  return { org, leader, manager, developer, number };
}
const rightsOf = async (person: string, org: OrgNumber, env: "test" | "prod" = "test") =>
  (await heldBy(db, env, person, org))
    .map(({ right }) => right)
    .toSorted()
    .join(" ");
/** What the API tells somebody that he or she may do: the same session, outside the browser. */
async function mayOutside(cookie: string, org: OrgNumber, action: string): Promise<boolean> {
  const answer = await running.fetch("/test/api/fullmakt/v1/permissions", { headers: asPerson(cookie, org) });
  const { items = [] } = (await answer.json()) as { items?: { action: string; allowed: boolean }[] };
  return items.find((item) => item.action === action)?.allowed ?? false; // who was logged out may nothing
}

async function find(page: Page, number: string, lastName: string): Promise<void> {
  await page.getByLabel("Fødselsnummer eller D-nummer").fill(number);
  await page.getByLabel("Etternavn").fill(lastName);
  await page.getByRole("button", { name: "Finn personen" }).click();
}

test("SEC-081 J4 a right in three steps (target 3), working at once without a new login; taken in two, and undone", async (t) => {
  const give = stepsOf(t, "give a colleague a right");
  const take = stepsOf(t, "take a right away");
  const { org, leader, developer, number } = await plantPeople();
  await visit(`/test/${org}/people`, { as: leader.cookie }, async ({ page }) => {
    await heading(page, "Personer og rettigheter");
    await page.getByRole("button", { name: "Gi rettighet" }).click();
    await heading(page, "Gi rettighet til en person");
    give("the person");
    await find(page, `${number.slice(0, 6)} ${number.slice(6)}`, "elg");
    await page.getByText("Har ingen rettigheter her fra før").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.includes("Stødig Elg")), true, "the focus is where the news is");
    give("the right");
    await page.getByRole("checkbox", { name: /Integrasjonsansvarlig/ }).check();
    await page.getByRole("radio", { name: "Til en dato" }).check();
    await page.getByLabel("Siste dag", { exact: true }).fill("1.6.2029");
    await page.getByText("fredag 1. juni 2029").first().waitFor();
    assert.equal(await mayOutside(developer.cookie, org, "client.create"), false);
    give("confirm");
    await page.getByRole("button", { name: "Gi rettigheten" }).click();
    await heading(page, "Personer og rettigheter");
    await page.getByText(/Gitt av Blid Rype i dag kl\. .*, til og med 1\. juni 2029/).waitFor();
    await page.getByText("Stødig Elg har fått Integrasjonsansvarlig.").waitFor({ state: "attached" });
    assert.equal(await mayOutside(developer.cookie, org, "client.create"), true, "it works in the session that was there before");
    assert.equal((await heldBy(db, "test", developer.person, org)).length, 1);

    take("remove"); // nothing is asked, since it can be undone
    await page.getByRole("button", { name: "Fjern rettigheten Integrasjonsansvarlig fra Stødig Elg" }).click();
    const undo = page.getByRole("button", { name: /^Angre/ });
    await undo.waitFor();
    assert.equal(await mayOutside(developer.cookie, org, "client.create"), false);
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Angre"));
    await page.reload(); // the undo is the server's
    await page.getByText(/Blid Rype fjernet dette kl\. \d\d\.\d\d\. Kan angres til kl\. \d\d\.\d\d\./).waitFor();
    await undo.click();
    await page.getByRole("button", { name: "Fjern rettigheten Integrasjonsansvarlig fra Stødig Elg" }).waitFor();
    await page.getByText(/til og med 1\. juni 2029/).waitFor();
    // Who lost the last right was logged out (SEC-125), so this is asked of the database.
    assert.equal(await rightsOf(developer.person, org), "client_manager");

    // From the page to how one does it, and back to the same page of the same organisation.
    await page.getByRole("main").getByRole("link", { name: "Slik gjør du" }).click();
    await heading(page, "Gi en kollega en rettighet, og ta den bort");
    await page.getByRole("link", { name: "Gå til Personer og rettigheter for Fjordvik kommune" }).click();
    await heading(page, "Personer og rettigheter");
    assert.equal(new URL(page.url()).pathname, `/test/${org}/people`);
  });
});

test("J4 a right that is missing is asked for where it is missing, and answered in two steps (target 2 and 2)", async (t) => {
  const answer = stepsOf(t, "answer who asks for a right");
  const { org, manager, developer } = await plantPeople();
  await plantRight(db, "test", org, developer.person, "viewer");
  await visit(`/test/${org}/people`, { as: developer.cookie }, async ({ page }) => {
    await page.getByRole("button", { name: /Gi rettighet/ }).click(); // never grey: it leads to the reason
    await page.waitForFunction(() => document.activeElement?.textContent === "Du kan ikke gi rettigheter her ennå");
    await page.getByRole("listitem").filter({ hasText: "Snar Tiur" }).waitFor();
    await page.getByRole("button", { name: "Be om rettigheten" }).click();
    await page.getByText("Forespørselen om Tilgangsstyrer er sendt.").waitFor();
    await visit(`/test/${org}/requests`, { as: manager.cookie }, async ({ page: theirs }) => {
      await theirs.getByRole("tab", { name: "Mottatte (1)" }).waitFor();
      answer("look");
      await theirs.getByRole("link", { name: "Behandle forespørselen fra Stødig Elg om Tilgangsstyrer" }).click();
      await heading(theirs, /Stødig Elg ber om rettigheten Tilgangsstyrer/);
      await theirs.getByLabel(/Svar til Stødig Elg/).fill("Velkommen");
      answer("approve");
      await theirs.getByRole("button", { name: "Godkjenn" }).click();
      await heading(theirs, "Stødig Elg har fått rettigheten Tilgangsstyrer");
      assert.equal(await theirs.evaluate(() => document.activeElement?.tagName), "H1");
    });
    assert.equal(await mayOutside(developer.cookie, org, "right.give"), true);
    await page.goto(`${running.origin}/test/${org}/requests?tab=sent`);
    await page.getByText("Godkjent").waitFor();
    await page.getByText("Velkommen").waitFor();
    await page.goto(`${running.origin}/test/${org}/people`);
    await page.getByRole("button", { name: "Gi rettighet", exact: true }).click();
    await heading(page, "Gi rettighet til en person");
  });
});

test("rejected: the person sees it and why, and can withdraw another", async () => {
  const { org, leader, developer } = await plantPeople();
  await visit(`/test/organizations/ask?organization=${org}&right=api_manager`, { as: developer.cookie }, async ({ page }) => {
    await page.getByText("Fjordvik kommune").first().waitFor();
    await page.getByRole("button", { name: "Send forespørsel" }).click();
    await heading(page, "Forespørselen er sendt til Fjordvik kommune");
  });
  await visit(`/test/${org}/requests`, { as: leader.cookie }, async ({ page }) => {
    await page.getByRole("link", { name: /Behandle/ }).click();
    await page.getByLabel(/Svar til/).fill("Spør Snar heller.");
    await page.getByRole("button", { name: "Avslå" }).click();
    await heading(page, "Forespørselen fra Stødig Elg er avslått");
    await page.getByRole("link", { name: "Til forespørslene" }).click();
    await page.getByText("Ingen venter på svar.").waitFor();
    await page.getByRole("tab", { name: "Behandlet" }).click();
    await page.getByText("Avslått").waitFor();
  });
  assert.equal(await rightsOf(developer.person, org), "");
});

test("an access manager is told what he or she cannot give, and who can", async () => {
  const { org, manager } = await plantPeople();
  await visit(`/test/${org}/people/give`, { as: manager.cookie }, async ({ page }) => {
    const locked = page.locator(".choice.locked").filter({ hasText: "API-ansvarlig" });
    await locked.getByText("Du kan ikke gi denne fordi du selv mangler den. Blid Rype kan gi den.").waitFor();
    assert.equal(await page.getByRole("checkbox", { name: /API-ansvarlig/ }).count(), 0);
    await page.getByRole("checkbox", { name: /Integrasjonsansvarlig/ }).check();
    await page.getByText("Du kan ikke gi alt du har valgt, i produksjon.").waitFor();
  });
});

test("what is missing is said on top, and nothing typed is lost: by reload, another language, Back", async () => {
  const { org, leader, number } = await plantPeople();
  await visit(`/test/${org}/people/give`, { as: leader.cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 400/);
    await page.getByRole("button", { name: "Gi rettigheten" }).click();
    await page.getByText("Dette mangler før rettigheten kan gis").waitFor();
    for (const missing of ["Finn personen som skal få rettigheten.", "Velg minst én rettighet."]) await page.getByRole("link", { name: missing }).waitFor();
    await assertNoBarrier(page);
    await find(page, number, "Rev");
    await page.getByText("Nummeret og navnet hører ikke sammen").waitFor();
    await find(page, number, "Elg");
    await page.getByRole("button", { name: "Velg en annen person" }).waitFor();
    await page.getByRole("checkbox", { name: /API-ansvarlig/ }).check();
    await page.getByRole("radio", { name: "Til en dato" }).check();
    await page.getByLabel("Siste dag", { exact: true }).fill("31.2.2029");
    await page.getByRole("button", { name: "Gi rettigheten" }).click();
    await page.getByRole("link", { name: "Skriv dagen som 31.12.2027." }).waitFor();

    await page.reload();
    const filledIn = async () => {
      await page.getByText("Stødig Elg").first().waitFor();
      assert.equal(await page.getByRole("checkbox", { name: /API-ansvar|API manager/ }).isChecked(), true);
      assert.equal(await page.getByLabel(/^(Siste dag|Last day)$/).inputValue(), "31.2.2029");
    };
    await filledIn();
    await page.getByRole("contentinfo").getByText("English").click();
    await heading(page, "Give a right to a person");
    await filledIn();
    await page.getByRole("link", { name: "People and rights" }).first().click();
    await heading(page, "People and rights");
    await page.goBack();
    await filledIn();
    const kept = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
    assert.ok(!kept.includes(number), "an identity number is kept nowhere");
    assert.ok(!page.url().includes(number));
  });
});

for (const [language, size] of [["nn", "small"]] as const)
  test(`people, giving, requests and deciding in ${language}, ${size}: no barrier, nothing sideways`, async () => {
    const { org, leader, developer, manager } = await plantPeople();
    const asked = await running.fetch("/test/api/fullmakt/v1/right-requests", {
      method: "POST",
      headers: { ...asPerson(developer.cookie, org), "content-type": "application/json" },
      body: JSON.stringify({ organization: org, right: "supplier_manager", message: "Jeg overtar fagsystemet etter jul." }),
    });
    const { id } = (await asked.json()) as { id: string };
    await plantPerson(db);
    await visit(`/test/${org}/people`, { as: leader.cookie, language, size }, async ({ page }) => {
      const look = async () => {
        await assertNothingSideways(page);
        await assertNoBarrier(page);
      };
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await page.getByText("Snar Tiur").first().waitFor();
      await look();
      await page.locator(".row-action button").first().click();
      await page.locator("tr.undone button").waitFor();
      await look();
      await page.goto(`${running.origin}/test/${org}/people/give`);
      await page.getByRole("radio").last().check();
      await look();
      await page.goto(`${running.origin}/test/${org}/requests`);
      await page.getByText("Stødig Elg").first().waitFor();
      await look();
      await page.goto(`${running.origin}/test/${org}/requests/${id}`);
      await page.getByText("Jeg overtar fagsystemet etter jul.").waitFor();
      await look();
    });
    await visit(`/test/${org}/requests/${id}`, { as: manager.cookie, language, size }, async ({ page }) => {
      await page.getByText("Jeg overtar fagsystemet etter jul.").waitFor();
      await page.getByText("Du kan ikkje godkjenne fordi du sjølv manglar Leverandøransvarleg. Send vidare til nokon som har han.").waitFor();
      await assertNoBarrier(page); // who cannot approve
      await assertNothingSideways(page);
      await page.getByRole("button", { name: "Send vidare til Blid Rype" }).click();
      await page.getByText(/^Send vidare til Blid Rype av Snar Tiur i dag kl\. \d\d\.\d\d\.$/).waitFor();
      await page.waitForFunction(() => document.activeElement?.id === "request-forwards");
      await assertNoBarrier(page);
      const read = await running.fetch(`/test/api/fullmakt/v1/right-requests/${id}`, { headers: asPerson(leader.cookie, org) });
      const { forwarded } = (await read.json()) as { forwarded: { by: { name: string }; to: { id: string } }[] };
      assert.deepEqual(
        forwarded.map(({ by, to }) => [by.name, to.id]),
        [["Snar Tiur", leader.person]],
      );
    });
  });

test("J4 a person's page: what each right opens and where it is from, taken in two with undo; more is given from there", async () => {
  const { org, leader, developer } = await plantPeople();
  for (const right of ["client_manager", "viewer"] as const) await plantRight(db, "test", org, developer.person, right);
  const asked = await running.fetch("/test/api/fullmakt/v1/right-requests", {
    method: "POST",
    headers: { ...asPerson(developer.cookie, org), "content-type": "application/json" },
    body: JSON.stringify({ organization: org, right: "supplier_manager", message: "Jeg overtar fagsystemet." }),
  });
  const { id } = (await asked.json()) as { id: string };
  await visit(`/test/${org}/requests`, { as: leader.cookie }, async ({ page }) => {
    await page.getByRole("link", { name: "Stødig Elg", exact: true }).click();
    await heading(page, "Stødig Elg");
    const integrations = page.getByRole("listitem").filter({ hasText: "Integrasjonsansvarlig" });
    await integrations.getByText(/Lage og endre klienter, nøkler og scope på klienter\..*Gitt da tjenesten ble satt opp/).waitFor();
    await page.getByRole("button", { name: "Fjern rettigheten Integrasjonsansvarlig fra Stødig Elg" }).click();
    const undo = page.getByRole("button", { name: /^Angre/ });
    await undo.waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Angre"));
    assert.equal(await mayOutside(developer.cookie, org, "client.create"), false);
    await assertNoBarrier(page);
    await undo.click();
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Fjern"));
    assert.equal(await mayOutside(developer.cookie, org, "client.create"), true);
    const answered = await running.fetch(`/test/api/fullmakt/v1/right-requests/${id}/decision`, {
      method: "POST",
      headers: { ...asPerson(leader.cookie, org), "content-type": "application/json" },
      body: JSON.stringify({ approve: false, answer: "Spør Snar Tiur." }),
    });
    assert.equal(answered.status, 200);
    await page.reload();
    await page.getByText("Spør Snar Tiur.").waitFor();
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await page.getByRole("button", { name: "Gi flere rettigheter" }).click();
    await page.getByText(/Har fra før: .*Integrasjonsansvarlig/).waitFor();
    const path = new URL(page.url()).pathname;
    await page.goto(`${running.origin}${path.replace("give", "11111111-1111-4111-8111-111111111111")}`);
    await heading(page, "Vi finner ikke personen her");
  });
});

test("with the keyboard alone: found, given, removed, undone", async () => {
  const { org, leader, number } = await plantPeople();
  await visit(`/test/${org}/people/give`, { as: leader.cookie }, async ({ page }) => {
    await heading(page, "Gi rettighet til en person");
    await page.getByLabel("Fødselsnummer eller D-nummer").focus();
    await page.keyboard.type(number);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Elg");
    await page.keyboard.press("Enter");
    await page.getByText("Har ingen rettigheter her fra før").waitFor();
    await tabTo(page, "Velg en annen person");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space"); // the narrowest comes first
    await page.getByRole("checkbox", { name: /Lesetilgang/, checked: true }).waitFor();
    await tabTo(page, "Gi rettigheten");
    await page.keyboard.press("Enter");
    await heading(page, "Personer og rettigheter");
    await page.waitForFunction(() => document.activeElement?.tagName === "H1"); // a new page begins at its heading
    await tabTo(page, /Fjern rettigheten Lesetilgang i portalen fra Stødig Elg/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Angre"));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Fjern"));
  });
});

test("SEC-123 making an administrator asks for a fresh login beside the page: another person is turned away, the same one goes on, and nothing typed is lost", async () => {
  const org = await plantOrganization(db, "Fjordvik kommune");
  const name = { firstName: "Fersk", lastName: `Rype${org.slice(4)}` };
  const leader = await logIn(running, { person: name, ageMs: 20 * 60_000 });
  await plantRole(db, org, "DAGL", { person: leader.person });
  await plantPerson(db, { firstName: "Annen", lastName: `Rev${org.slice(4)}` });
  const number = freshIdentityNumber();
  await plantPerson(db, { firstName: "Stødig", lastName: "Elg", number });
  await visit(`/test/${org}/people/give`, { as: leader.cookie }, async ({ page, context, expectComplaint }) => {
    expectComplaint(/status of 401/);
    await find(page, number, "Elg");
    await page.getByRole("checkbox", { name: /Tilgangsstyrer/ }).check();
    await page.getByRole("button", { name: "Gi rettigheten" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await assertNoBarrier(page);
    const logInAs = async (who: string) => {
      const opening = context.waitForEvent("page");
      await dialog.getByRole("button", { name: "Velg en testperson" }).click();
      const popup = await opening;
      await popup.getByRole("button", { name: who }).click();
      return popup;
    };
    const wrong = await logInAs(`Annen Rev${org.slice(4)}`);
    await wrong.getByRole("heading", { name: "Innloggingen ble ikke fullført" }).waitFor();
    await wrong.getByText("En annen person enn den som var innlogget, logget inn.").waitFor();
    await wrong.close();
    await logInAs(`Fersk Rype${org.slice(4)}`);
    await heading(page, "Personer og rettigheter");
    await page.getByText(/Gitt av Fersk Rype/).waitFor();
  });
});

test("SEC-087 a domain is proven and suggests the organisation to who has an address of it; it opens nothing", async () => {
  const names = await nameServer();
  running.deps.settings.dnsServers.push(names.address);
  const { org, leader, developer } = await plantPeople();
  const domain = `${org}.example.no`;
  await visit(`/test/${org}/people`, { as: leader.cookie }, async ({ page, expectComplaint }) => {
    const field = page.getByLabel("Domene", { exact: true });
    await field.fill("gmail.com");
    await page.getByRole("button", { name: "Legg til domenet" }).click();
    await page.getByText("Hos gmail.com kan alle få adresse.", { exact: false }).waitFor();
    await field.fill(`kari@${domain}`);
    await page.getByRole("button", { name: "Legg til domenet" }).click();
    const check = page.getByRole("button", { name: `Sjekk domenet ${domain}` });
    expectComplaint(/409/);
    await check.click();
    await page.getByRole("heading", { name: "Domenet er ikke bevist" }).waitFor();
    await assertNoBarrier(page);
    const { items } = (await (await running.fetch("/test/api/fullmakt/v1/email-domains", { headers: asPerson(leader.cookie, org) })).json()) as {
      items: { record: { name: string; value: string } }[];
    };
    await page.getByText(items[0]!.record.value, { exact: false }).first().waitFor();
    names.records.set(items[0]!.record.name, [items[0]!.record.value]);
    await check.click();
    await page.getByText("Bevist til og med").waitFor();
    await page.setViewportSize(SIZES.small);
    names.records.delete(items[0]!.record.name);
    await db
      .updateTable("organization_domain")
      .set({ proven_until: new Date(Date.now() + 10 * 86_400_000) })
      .where("domain", "=", domain)
      .execute();
    await renewProofs(running.deps);
    await page.reload();
    await page.getByText("fant den ikke. Legg den inn igjen i DNS", { exact: false }).waitFor();
    await page.getByText(items[0]!.record.value, { exact: false }).first().waitFor();
    await assertNothingSideways(page);
  });
  await db
    .insertInto("person_email")
    .values({ person: developer.person, address: `elg@${domain}`, verified_at: new Date() })
    .execute();
  await visit("/test/organizations", { as: developer.cookie }, async ({ page }) => {
    await page.getByRole("heading", { name: /^Jobber du i / }).waitFor();
    await assertNoBarrier(page);
    await page.getByRole("link", { name: "Be om rettighet", exact: true }).click();
    await heading(page, "Be om rettighet i en virksomhet");
    await page.getByText("Fjordvik kommune").first().waitFor();
  });
  assert.equal(await rightsOf(developer.person, org), "");
});
