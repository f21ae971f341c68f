import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { serve, type ServerType } from "@hono/node-server";
import { type Browser, chromium } from "playwright-core";
import { LANGUAGES } from "../vocabulary/language.ts";
import { createApp } from "../server/app.ts";
import { testDeps } from "../server/test/installation.ts";
import { axeOf } from "./axe.ts";

let browser: Browser;
let origin: string;
let server: ServerType;
before(async () => {
  const deps = await testDeps((settings) => {
    settings.support = "hjelp@nordlys.example.no";
  });
  const app = createApp(deps);
  server = serve({ fetch: (request) => app.fetch(request), port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM!, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** The code pages in every language and both colours; the others share their dress, so each is seen once. */
const VISITS = [
  ...LANGUAGES.flatMap((language) => (["light", "dark"] as const).map((colors) => ["test/errors/MP-250", language, colors] as const)),
  ["prod/errors/FM-140", "nn", "dark"],
  ["prod/errors", "en", "light"],
  ["test/errors/MP-999", "nb", "dark"],
] as const;

for (const [path, language, colorScheme] of VISITS)
  test(`${path} in ${language}, ${colorScheme}: no barrier, nothing sideways at 320 px, nothing blocked`, async () => {
    const context = await browser.newContext({ locale: language, colorScheme, viewport: { width: 320, height: 640 } });
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => message.type() === "error" && !message.text().includes("404") && complaints.push(message.text()));
      await page.goto(`${origin}/${path}`);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      const { scroll, client, background } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
        background: getComputedStyle(document.body).backgroundColor,
      }));
      assert.ok(scroll <= client, `${scroll} px of content in ${client}`);
      assert.equal(background, colorScheme === "dark" ? "rgb(19, 25, 28)" : "rgb(255, 255, 255)", "the stylesheet is in force");
      const { violations } = await axeOf(page).analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
        [],
      );
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  });

test("the language is changed with the keyboard alone, and stays when one goes on to the list of codes", async () => {
  const page = await browser.newPage({ locale: "nb" });
  await page.goto(`${origin}/test/errors/MP-251`);
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(":focus").innerText(), "Hopp til innholdet");
  await page.getByRole("link", { name: "Nynorsk" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/MP-251?lang=nn");
  await page.getByRole("heading", { name: "Fullmakta til leverandøren manglar" }).waitFor();
  await page.getByRole("link", { name: "Alle feilkodar" }).click();
  await page.waitForURL("**/errors?lang=nn");
  await page.getByRole("link", { name: "MP-012" }).click();
  await page.getByRole("heading", { name: "JWT-granten er brukt før" }).waitFor();
  await page.close();
});
