/** The page of the login double, as people meet it: any language, any colours, a small screen, a keyboard, no script. And the whole login in a browser. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { orgNumberToInt } from "../vocabulary/org-number.ts";
import { plantOrganization } from "../server/test/installation.ts";
import { freshIdentityNumber, logIn } from "../server/test/logged-in.ts";
import { runningInstallation } from "../server/test/running.ts";
import { axeOf } from "./axe.ts";

const running = await runningInstallation();
const { deps, origin } = running;
const org = await plantOrganization(deps.db, "Tindøy kommune");
const PEOPLE = [
  ["Blid", "Rype", "DAGL"],
  ["Stødig", "Elg", "MEDL"],
  ["Modig", "Måke", null],
] as const;
for (const [firstName, lastName, code] of PEOPLE) {
  const { person } = await logIn(running, { person: { firstName, lastName } });
  if (code)
    await deps.db
      .insertInto("register_role")
      .values({ organization: orgNumberToInt(org), code, person })
      .execute();
}

let browser: Browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM!, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
});
after(() => browser?.close());

/** A window on the page where one chooses, after a click on a button of a page of ours. */
async function atTheChoice(options: BrowserContextOptions, look: (page: Page, complaints: string[]) => Promise<void>, form: Record<string, string> = {}) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, ...options });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    // The front page is the portal's; any page of our origin has the same right to post here.
    await page.route(`${origin}/begin`, (route) => {
      const fields = Object.entries({ service: "double", return: "/login/done", ...form });
      const inputs = fields.map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join("");
      return route.fulfill({ contentType: "text/html", body: `<form method="post" action="/login">${inputs}<button>in</button></form>` });
    });
    await page.goto(`${origin}/begin`);
    await page.getByRole("button").click();
    await page.waitForURL(/\/dev\/login\/choose\//);
    await look(page, complaints);
  } finally {
    await context.close();
  }
}

const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *:not(.default)")]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 100)),
  );

const TITLES = { nb: "Velg en testperson", nn: "Vel ein testperson", en: "Choose a test person" };

for (const [language, colorScheme] of [
  ["nb", "light"],
  ["nn", "dark"],
  ["en", "light"],
] as const)
  test(`the double for a reader of ${language}, ${colorScheme}: no barrier, nothing sideways at 320 px, nothing blocked, marked as a test`, () =>
    atTheChoice({ locale: language, colorScheme, javaScriptEnabled: true }, async (page, complaints) => {
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), TITLES[language]);
      assert.match((await page.getByRole("region").first().textContent())!, /Test –/);
      for (const open of [false, true]) {
        if (open) await page.locator("summary").click();
        assert.deepEqual(await sideways(page), []);
        const { violations } = await axeOf(page).analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
          [],
        );
      }
      assert.deepEqual(complaints, []);
    }));

test("without a script and with a keyboard: search, choose, logged in", () =>
  atTheChoice({ javaScriptEnabled: false, locale: "nb", viewport: { width: 1280, height: 800 } }, async (page) => {
    await page.getByRole("searchbox").fill("daglig leder");
    await page.keyboard.press("Enter");
    const people = page.locator(".people button");
    await page.waitForURL(/q=/);
    assert.deepEqual(await people.allInnerTexts().then((texts) => texts.map((text) => text.replaceAll(/\s+/g, " "))), [
      "BR Blid Rype Daglig leder Tindøy kommune",
    ]);
    await people.first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${origin}/login/done`);
    const names = (await page.context().cookies()).map(({ name }) => name);
    assert.ok(names.includes(`__Host-fullmakt-${new URL(origin).port}`), names.join(" "));
  }));

test("a number typed and Enter pressed logs in whom it names, and not the first of the list; a real one is refused on the page", () =>
  atTheChoice({ viewport: { width: 1280, height: 800 }, locale: "nb" }, async (page) => {
    await page.locator("summary").click();
    await page.getByLabel("Syntetisk fødselsnummer").fill("0101 39 50000");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    assert.match((await page.getByRole("alert").textContent())!, /^Dette er ikke et syntetisk fødselsnummer/);
    const number = freshIdentityNumber();
    await page.getByLabel("Syntetisk fødselsnummer").fill(number);
    await page.getByLabel("Betydelig").check();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${origin}/login/done`);
    const session = await deps.db
      .selectFrom("session")
      .innerJoin("person", "person.id", "session.person")
      .select("level")
      .where("identity_number", "=", number)
      .executeTakeFirst();
    assert.equal(session?.level, "substantial");
  }));

test("the window where a login ends tells the page behind it, and closes", async () => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.route(`${origin}/begin`, (route) => route.fulfill({ contentType: "text/html", body: "<p>writing</p>" }));
    await page.goto(`${origin}/begin`);
    const heard = page.evaluate(
      () =>
        new Promise((resolve) => {
          new BroadcastChannel("fullmakt-login").addEventListener("message", ({ data }) => resolve(data), { once: true });
          window.open("/login/done");
        }),
    );
    assert.deepEqual(await heard, { done: true });
  } finally {
    await context.close();
  }
});
