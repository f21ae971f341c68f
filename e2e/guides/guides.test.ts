/** The guides cannot rot: each is walked as it says, its pictures are there, and its page leads to it. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { LANGUAGES } from "../../vocabulary/language.ts";
import { GUIDES } from "../../portal/pages/help/guides/all.ts";
import { setUpOperator } from "../../server/setup/operator.ts";
import { plantSyntheticSet } from "../../server/setup/synthetic.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, SIZES, tabTo } from "../portal/portal-under-test.ts";
import { walkGuides } from "./tour.ts";
import { WALKS } from "./walks.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;
await setUpOperator(running.deps);
await plantSyntheticSet(running.deps, null);

test("every step of every guide is as it says, in order, with the buttons it names; and what it was about is done", async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM!, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    const { complaints } = await walkGuides({ browser, origin: running.origin, language: "nb", walks: WALKS });
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
  const scope = await db.selectFrom("scope").select(["id", "active"]).where("name", "=", "lyngvidda:skoleruter.read").executeTakeFirstOrThrow();
  assert.equal(scope.active, true);
  assert.equal((await db.selectFrom("access").select("id").where("scope", "=", scope.id).where("ended_at", "is", null).execute()).length, 3);
  const prefixes = await db.selectFrom("prefix").select(["env", "owner"]).where("prefix", "=", "havsula").execute();
  assert.deepEqual(prefixes.map(({ env, owner }) => `${env} ${owner}`).toSorted(), ["1 310802026", "2 310802026"]);
  assert.equal((await db.selectFrom("client").select("id").where("name", "in", ["Skoleskyss", "Kart i regnskapet"]).execute()).length, 2);
});

test("every step that has a picture has it in every language", () => {
  const missing = GUIDES.flatMap(({ name, steps }) =>
    steps
      .filter(({ withoutPicture }) => !withoutPicture)
      .flatMap(({ id }) => LANGUAGES.map((language) => `${language}/${name}-${id}.webp`))
      .filter((path) => !existsSync(fileURLToPath(new URL(`../../portal/pages/help/pictures/${path}`, import.meta.url)))),
  );
  assert.deepEqual(missing, [], "npm run guides takes them");
});

test("the guides are read without a login: found by an old name, with pictures, in every language, on any screen, by keyboard", () =>
  visit("/help", {}, async ({ page, expectComplaint }) => {
    expectComplaint(/status of 401/);
    await heading(page, "Slik gjør du");
    await assertNoBarrier(page);
    await page.getByRole("searchbox", { name: "Søk i veiledningene" }).focus();
    await page.keyboard.type("ny integrasjon");
    await page.getByText("1 treff").waitFor({ state: "attached" });
    await tabTo(page, "Opprett en klient med nøkkel");
    await page.keyboard.press("Enter");
    await heading(page, "Opprett en klient med nøkkel");
    await page.getByText("Het Ny integrasjon, Integrasjoner og Virksomhetens tjenester før.").waitFor();
    const pictures = page.getByRole("img", { name: /^Bilde: / });
    assert.equal(await pictures.count(), 5);
    assert.equal(await pictures.first().evaluate((picture: HTMLImageElement) => picture.decode().then(() => picture.naturalWidth)), 760);
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
    await assertNoBarrier(page);
    await page.getByRole("contentinfo").getByText("Nynorsk").click();
    await heading(page, "Opprett ein klient med nøkkel");
    await page.getByRole("contentinfo").getByText("English").click();
    await heading(page, "Create a client with a key");
    await page.goto(`${running.origin}/help/nothing-like-it`);
    await heading(page, "We have no guide at this address");
    await page.getByRole("link", { name: "Create a scope" }).click();
    await heading(page, "Create a scope");
    await page.goto(`${running.origin}/help`);
    await assertNothingSideways(page);
  }));
