/** A person's address is entered, confirmed by the mail that lies at /dev/mail, and then told who asks for a right that he or she can give. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../../vocabulary/language.ts";
import { plantOrganization } from "../../server/test/installation.ts";
import { asPerson, logIn } from "../../server/test/logged-in.ts";
import { plantRole } from "../../server/test/people.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest } from "./portal-under-test.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;

test("SEC-152 an address counts once its link was followed and confirmed; then the mail about a request leads to it", async () => {
  const org = await plantOrganization(db, "Fjordvik kommune");
  const leader = await logIn(running, { person: { firstName: "Blid", lastName: "Rype" } });
  await plantRole(db, org, "DAGL", { person: leader.person });
  const address = `blid-${org}@fjordvik.example`;
  const asks = async (person: string) => {
    const { cookie } = await logIn(running, { person: { firstName: person, lastName: "Måke" } });
    const { status } = await running.fetch("/test/api/fullmakt/v1/right-requests", {
      method: "POST",
      headers: { ...asPerson(cookie, org), "content-type": "application/json" },
      body: JSON.stringify({ organization: org, right: "viewer" }),
    });
    assert.equal(status, 201);
  };
  await visit("/me", { as: leader.cookie }, async ({ page }) => {
    await page.getByText("Ingen adresse er lagt inn. Du får ingen e-post.").waitFor();
    await page.getByLabel("E-postadresse").fill("blid");
    await page.getByRole("button", { name: "Send bekreftelse" }).click();
    await page.getByText("Skriv én adresse, som navn@virksomhet.no.").waitFor();
    await page.getByLabel("E-postadresse").fill(address);
    await page.getByRole("button", { name: "Send bekreftelse" }).click();
    await page.getByText("Venter på bekreftelse").waitFor();
    await assertNoBarrier(page);
    await asks("Tidlig"); // nothing is sent to an address that is not confirmed

    await page.goto(`${running.origin}/dev/mail`);
    await page.getByText(address).first().waitFor();
    assert.equal(await page.getByText(address).count(), 1);
    await page.getByRole("listitem").filter({ hasText: address }).getByRole("link").click();
    await page.locator("a[href*='/verify']").first().click();
    await page.getByRole("button").first().click();
    await page.goto(`${running.origin}/me`);
    await page.getByText("Bekreftet").waitFor();

    await asks("Modig");
    await page.goto(`${running.origin}/dev/mail`);
    await page.getByRole("listitem").filter({ hasText: address }).first().getByRole("link").click();
    await page.getByText("Modig Måke").first().waitFor();
    await page.locator(`a[href*='/test/${org}/requests']`).first().click();
    await heading(page, /Forespørsler|Modig Måke ber om/);
    await page.getByText("Modig Måke").first().waitFor();
  });
});

for (const language of LANGUAGES)
  test(`the person's own page in ${language} at 320 px: no barrier, nothing sideways`, async () => {
    const { cookie } = await logIn(running);
    await visit("/me", { as: cookie, language, size: "small" }, async ({ page }) => {
      await page.getByRole("textbox").waitFor();
      await assertNothingSideways(page);
      await assertNoBarrier(page);
    });
  });
