/** A login that is over, too weak or too old while a page is open: the person logs in beside the page, and nothing on it is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { plantOrganization } from "../../server/test/installation.ts";
import { freshIdentityNumber, logIn } from "../../server/test/logged-in.ts";
import { plantRole } from "../../server/test/people.ts";
import { assertNoBarrier, heading, portalUnderTest } from "./portal-under-test.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;

/** Logs in in the window that the click opens. */
async function logInBeside(page: Page, name: RegExp): Promise<void> {
  const opened = page.context().waitForEvent("page");
  await page.getByRole("dialog").getByRole("button", { name: "Velg en testperson" }).click();
  const window = await opened;
  const closed = window.waitForEvent("close");
  await window.getByRole("button", { name }).click();
  await closed;
}

test("SEC-123: a session that ends while something is being written: log in beside it, and it is sent as it was", async () => {
  const number = freshIdentityNumber();
  const { cookie, session } = await logIn(running, { number, person: { firstName: "Treg", lastName: "Skriver" } });
  const org = await plantOrganization(db, "Venter AS");
  await visit(`/test/organizations/ask?organization=${org}`, { as: cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 401/);
    await heading(page, "Be om rettighet i en virksomhet");
    await page.getByText("Venter AS").waitFor();
    await page.getByLabel(/Melding/).fill("Skrevet før innloggingen var over.");
    await page.getByLabel("Lesetilgang i portalen").check();
    await db.deleteFrom("session").where("id", "=", session).execute();
    await page.getByRole("button", { name: "Send forespørsel" }).click();
    await page.getByRole("dialog", { name: "Du er logget ut" }).waitFor();
    await assertNoBarrier(page);
    await logInBeside(page, /Treg Skriver/);
    await heading(page, "Forespørselen er sendt til Venter AS");
  });
  const [asked] = await db.selectFrom("right_request").select("message").where("organization", "=", Number(org)).execute();
  assert.equal(asked?.message, "Skrevet før innloggingen var over.");
});

test("a dialog that is closed without a login leaves the page as it is, and says why it could not be done", async () => {
  const { cookie, session } = await logIn(running);
  const org = await plantOrganization(db, "Venter AS");
  await visit(`/test/organizations/ask?organization=${org}`, { as: cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 401/);
    await page.getByText("Venter AS").waitFor();
    await page.getByLabel("Lesetilgang i portalen").check();
    await db.deleteFrom("session").where("id", "=", session).execute();
    await page.getByRole("button", { name: "Send forespørsel" }).click();
    await page.getByRole("dialog", { name: "Du er logget ut" }).getByRole("button", { name: "Avbryt" }).click();
    await page.getByRole("heading", { name: "Du er ikke logget inn" }).waitFor();
    assert.ok(await page.getByLabel("Lesetilgang i portalen").isChecked());
  });
});

test("a login that is too weak for production says so, is made stronger beside the page, and the page goes on", async () => {
  const number = freshIdentityNumber();
  const { cookie, person } = await logIn(running, { number, level: "substantial", person: { firstName: "Svak", lastName: "Innlogger" } });
  const org = await plantOrganization(db, "Ekte AS");
  await plantRole(db, org, "DAGL", { person });
  await visit(`/prod/${org}`, { as: cookie }, async ({ page }) => {
    await page.getByRole("heading", { name: "Innloggingen er ikke god nok for produksjon" }).waitFor();
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Logg inn med høyere nivå" }).click();
    await page.getByRole("dialog", { name: "Logg inn med høyere sikkerhetsnivå" }).waitFor();
    await logInBeside(page, /Svak Innlogger/);
    await page.getByText("Ingenting trenger oppmerksomhet akkurat nå.").waitFor();
    await heading(page, "Oversikt");
  });
});

test("two minutes before the session ends the person is warned, and goes on with one button", async () => {
  const { cookie, person } = await logIn(running);
  const org = await plantOrganization(db, "Lang pause AS");
  await plantRole(db, org, "DAGL", { person });
  await visit("/", { as: cookie }, async ({ page }) => {
    await page.clock.install();
    await page.goto(`${running.origin}/test/${org}`);
    await heading(page, "Oversikt");
    // An answer that comes after the pause is use of the session, and takes the warning away.
    await page.waitForLoadState("networkidle");
    await page.clock.fastForward("29:00");
    await page.getByRole("dialog", { name: "Du blir snart logget ut" }).waitFor();
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Fortsett" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });
});

test("a lost connection is told at once, and so is that it is back; nothing typed is lost", async () => {
  const { cookie } = await logIn(running);
  await visit("/test/organizations/ask", { as: cookie }, async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED/);
    await page.getByLabel(/Melding/).fill("Blir stående");
    await context.setOffline(true);
    await page.getByLabel("Organisasjonsnummer").fill(await plantOrganization(db, "Tilbake AS"));
    await page
      .getByRole("alert")
      .getByText(/Vi får ikke kontakt/)
      .waitFor({ state: "attached" });
    await assertNoBarrier(page);
    await context.setOffline(false);
    await page.getByText("Kontakten er tilbake.").waitFor({ state: "attached" });
    await page.getByText("Tilbake AS").waitFor();
    assert.equal(await page.getByLabel(/Melding/).inputValue(), "Blir stående");
  });
});

test("a login that counts in one environment only says so in the other, with the way in", async () => {
  const { cookie, person } = await logIn(running, { environments: ["test"] });
  const org = await plantOrganization(db, "Bare test AS");
  await plantRole(db, org, "DAGL", { person });
  await visit(`/test/${org}`, { as: cookie }, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 403/);
    await heading(page, "Oversikt");
    await page.getByRole("link", { name: "Bytt til produksjon" }).click();
    await heading(page, "Innloggingen gjelder ikke i produksjon");
    await assertNoBarrier(page);
    await page.getByRole("link", { name: "Bytt til test" }).click();
    await heading(page, "Oversikt");
  });
});

test("SEC-125: the person sees where he or she is logged in, and ends what is not known", async () => {
  const number = freshIdentityNumber();
  const { cookie } = await logIn(running, { number });
  const { session: elsewhere } = await logIn(running, { number });
  await visit("/me", { as: cookie, size: "small" }, async ({ page }) => {
    await heading(page, "Din side");
    await page.getByText("Denne").waitFor();
    await assertNoBarrier(page);
    await page.getByRole("button", { name: /^Avslutt/ }).click();
    await page.getByText(/er avsluttet/).waitFor({ state: "attached" });
    assert.equal(await page.getByRole("button", { name: /^Avslutt/ }).count(), 0);
    await page.getByLabel("Mørke").check();
    await page.getByLabel("Nynorsk", { exact: true }).check();
    await heading(page, "Sida di");
    await page.reload();
    await heading(page, "Sida di");
    assert.equal(await page.locator("html").getAttribute("data-color-scheme"), "dark");
    await assertNoBarrier(page);
  });
  const { ended_why } = await db.selectFrom("session").select("ended_why").where("id", "=", elsewhere).executeTakeFirstOrThrow();
  assert.equal(ended_why, "ended_by_person");
});
