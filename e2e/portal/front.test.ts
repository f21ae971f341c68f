/** The front page, for everybody who is not logged in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, tabTo } from "./portal-under-test.ts";

const { visit, running } = await portalUnderTest();
const HEADINGS = { nb: "Gi, be om og vis tilgang til API-er", nn: "Gi, be om og vis tilgang til API", en: "Give, request and show access to APIs" } as const;

for (const [language, colors, background] of [
  ["nb", "light", "rgb(255, 255, 255)"],
  ["nn", "dark", "rgb(19, 25, 28)"],
  ["en", "light", "rgb(255, 255, 255)"],
] as const)
  test(`in ${language}, ${colors}, on a small screen: no barrier, nothing sideways, nothing asked of others`, () =>
    visit("/", { language, colors, size: "small" }, async ({ page }) => {
      await heading(page, HEADINGS[language]);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.equal(await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor), background);
      await assertNothingSideways(page);
      await assertNoBarrier(page);
    }));

test("a login that came to nothing is explained in words, whatever the reason", () =>
  visit("/", {}, async ({ page }) => {
    for (const [failure, says] of [
      ["cancelled", "Innloggingen ble avbrutt"],
      ["failed", "Innloggingen ble ikke fullført"],
      ["level", "Sikkerhetsnivået var for lavt"],
      ["down", "Innloggingstjenesten svarer ikke"],
      ["cookie", "Nettleseren tok ikke imot informasjonskapselen"],
      ["other_person", "En annen person logget inn"],
    ] as const) {
      await page.goto(`${running.origin}/?login=${failure}`);
      await page.getByRole("heading", { level: 2, name: says }).waitFor();
    }
    await assertNoBarrier(page); // they share their dress
  }));

test("a code leads to the page that explains it; what is none is answered with what one looks like", () =>
  visit("/", {}, async ({ page }) => {
    await page.getByLabel("Feilkode", { exact: true }).fill("what");
    await page.getByRole("button", { name: "Slå opp" }).click();
    await page.getByText(/En kode er MP eller FM/).waitFor();
    await assertNoBarrier(page);
    await page.getByLabel("Feilkode", { exact: true }).fill("mp 250");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/test/errors/MP-250");
  }));

test("another language is chosen without loading anything anew, and nothing typed is lost; the next page has it from the start", () =>
  visit("/", {}, async ({ page }) => {
    await page.getByLabel("Feilkode", { exact: true }).fill("MP-1");
    await page.getByRole("contentinfo").getByRole("button", { name: "English" }).click();
    await heading(page, HEADINGS.en);
    assert.equal(await page.getByLabel("Error code", { exact: true }).inputValue(), "MP-1");
    await page.getByText("The page is now in English.").waitFor({ state: "attached" });
    const shell = await page.request.get(`${running.origin}/`, { headers: { accept: "text/html" } });
    assert.match(await shell.text(), /<html lang="en"/);
  }));

test("with the keyboard alone: the content first, then each login, then the rest", () =>
  visit("/", {}, async ({ page }) => {
    await heading(page, HEADINGS.nb);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").innerText(), "Hopp til innholdet");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    await tabTo(page, "Velg en testperson");
    await tabTo(page, "Velg en testperson");
    await tabTo(page, "Slå opp");
    await tabTo(page, "Nynorsk");
    await page.keyboard.press("Enter");
    await heading(page, HEADINGS.nn);
  }));

test("every link leads somewhere", () =>
  visit("/", {}, async ({ page }) => {
    await page.getByText("Metadata for test").waitFor();
    const links = await page.locator("main a, header a").evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
    assert.ok(links.length >= 5);
    for (const link of links) assert.equal((await fetch(link, { headers: { accept: "text/html" } })).status, 200, link);
  }));

test("without a script it says in three languages what needs one and what does not", async () => {
  const answer = await running.fetch("/", { headers: { accept: "text/html" } });
  const [, noscript = ""] = /<noscript>([\s\S]*)<\/noscript>/.exec(await answer.text()) ?? [];
  for (const sentence of ["Portalen trenger JavaScript", "Portalen treng JavaScript", "The portal needs JavaScript"])
    assert.match(noscript, new RegExp(sentence));
  for (const [, link] of noscript.matchAll(/href="([^"]+)"/g)) assert.equal((await running.fetch(link!)).status, 200, link);
});
