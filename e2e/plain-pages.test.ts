/** The API reference, as people meet it: any language, any colours, a small screen, a keyboard, no script. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { runningInstallation } from "../server/test/running.ts";
import { axeOf } from "./axe.ts";

const running = await runningInstallation();
let browser: Browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM!, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
});
after(() => browser?.close());

const COLORS = ["light", "dark"] as const;
/** The reference is in English, whoever reads it. */
const VISITS = COLORS.map((colors) => ({ path: "/api-reference", wished: "nb", language: "en", colors }));

for (const { path, wished, language, colors } of VISITS)
  test(`${path} for a reader of ${wished}, ${colors}: no barrier, headings in order, nothing sideways at 320 px, nothing blocked`, async () => {
    const context = await browser.newContext({ locale: wished, colorScheme: colors, viewport: { width: 320, height: 640 } });
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      await page.goto(running.origin + path);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.equal(
        await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor),
        colors === "dark" ? "rgb(19, 25, 28)" : "rgb(255, 255, 255)",
      );
      assert.deepEqual(await sideways(page), []);
      assert.deepEqual(await leapsOfHeadings(page), []);
      // Of each group of operations two: they share their dress, and all of them keep axe busy for half a minute.
      const axe = axeOf(page).exclude(".operation ~ .operation ~ .operation");
      // What stands on the page is the same in both: in the dark the colours are looked at alone.
      const { violations } = await (colors === "light" ? axe : axe.withRules(["color-contrast", "link-in-text-block"])).analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
        [],
      );
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  });

/** What stands out of the window to the right. */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 100)),
  );

/** Headings that are more than one level below the one before. */
const leapsOfHeadings = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    return headings.filter((heading, i) => Number(heading.tagName[1]) > Number(headings[i - 1]?.tagName[1] ?? 0) + 1).map((heading) => heading.outerHTML);
  });

test("the reference shows names as names: no mark of its source is left", async () => {
  const page = await browser.newPage();
  try {
    await page.goto(`${running.origin}/api-reference`);
    assert.equal((await page.locator("main").innerText()).includes("`"), false);
    assert.ok((await page.locator("main p code", { hasText: /^If-None-Match$/ }).count()) > 0);
  } finally {
    await page.close();
  }
});

for (const width of [1280, 768, 320])
  test(`the reference at ${width} px: each explanation has room for whole words`, async () => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    try {
      await page.goto(`${running.origin}/api-reference`);
      const narrow = await page
        .locator("dd")
        .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().width < 160).map((each) => each.outerHTML));
      assert.deepEqual(narrow, []);
    } finally {
      await page.close();
    }
  });

test("without a script, and with the keyboard alone: through the contents to an operation of the API", async () => {
  const context = await browser.newContext({ locale: "nn", javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(`${running.origin}/api-reference`);
    assert.equal(await tabTo(page, "Skip to content"), 1, "it comes first");
    await tabTo(page, "Signing keys");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/api-reference#signing-keys");
    await tabTo(page, "Makes and publishes the next key");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/api-reference#rotateSigningKey");
    await page.getByRole("heading", { name: "Makes and publishes the next key" }).waitFor();
  } finally {
    await context.close();
  }
});

/** Presses Tab until a link with this text has the focus. @returns how often */
async function tabTo(page: Page, text: string): Promise<number> {
  for (let pressed = 1; pressed <= 200; pressed += 1) {
    await page.keyboard.press("Tab");
    if ((await page.locator(":focus").innerText()).trim() === text) return pressed;
  }
  throw new Error(`The Tab key does not reach ${text}.`);
}

test("every link of the reference leads somewhere", async () => {
  const page = await browser.newPage({ locale: "nb" });
  try {
    await page.goto(`${running.origin}/api-reference`);
    const links = await page.locator("a").evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
    assert.ok(links.length > 8);
    for (const link of new Set(links)) {
      const { hash } = new URL(link);
      if (hash) assert.equal(await page.locator(`[id="${hash.slice(1)}"]`).count(), 1, link);
      else assert.equal((await fetch(link)).status, 200, link);
    }
  } finally {
    await page.close();
  }
});
