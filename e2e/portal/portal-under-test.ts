/** The portal in a real browser, against an installation of its own. Whatever the browser complains of, and any barrier that axe finds, fails the test. */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Language } from "../../vocabulary/language.ts";
import { type RunningInstallation, runningInstallation } from "../../server/test/running.ts";
import { axeOf } from "../axe.ts";

export const SIZES = { desktop: { width: 1280, height: 900 }, small: { width: 320, height: 640 } } as const;

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** Says what the browser may complain of in this test: answers that are refused are written to its console. */
  expectComplaint: (pattern: RegExp) => void;
};
export type VisitOptions = {
  /** The `Cookie` header of somebody who is logged in (server/test/logged-in.ts); nobody when left out. */
  as?: string;
  size?: keyof typeof SIZES;
  language?: Language;
  colors?: "light" | "dark";
};

export type PortalUnderTest = {
  running: RunningInstallation;
  /** Opens a browser window of its own, and looks at the end whether anything was complained of. */
  visit: (path: string, options: VisitOptions, story: (visit: Visit) => Promise<void>) => Promise<void>;
};

export async function portalUnderTest(): Promise<PortalUnderTest> {
  const running = await runningInstallation();
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM!, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  });
  after(() => browser?.close());
  return {
    running,
    async visit(path, { as, size = "desktop", language = "nb", colors = "light" }, story) {
      const context = await browser.newContext({ viewport: SIZES[size], locale: language, colorScheme: colors, reducedMotion: "reduce" });
      try {
        if (as) await context.addCookies(as.split("; ").map((cookie) => cookieOf(cookie, running.origin)));
        const page = await context.newPage();
        const complaints = listen(page, running.origin);
        const expected: RegExp[] = [];
        await page.goto(running.origin + path);
        await story({ page, context, expectComplaint: (pattern) => expected.push(pattern) });
        assert.deepEqual(
          complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
          [],
          "the browser complains of nothing",
        );
      } finally {
        await context.close();
      }
    },
  };
}

function cookieOf(cookie: string, origin: string) {
  const [name = "", value = ""] = cookie.split("=");
  return { name, value, url: origin.replace("http:", "https:"), httpOnly: true, secure: true, sameSite: "Lax" as const };
}

/** What the browser writes to its console as an error (a broken policy among it), what no script caught, and requests to other hosts. */
function listen(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(`${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => !request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()) && complaints.push(`asked ${request.url()}`));
  return complaints;
}

/**
 * Nothing that axe knows of stands in anybody's way, with no rule off; in light and in dark. The second look is at what colours decide: the rest of the page
 * is the same in both. Nor does anything stand out of the window at its side.
 */
export async function assertNoBarrier(page: Page): Promise<void> {
  await assertNothingSideways(page);
  const first = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const second = first === "dark" ? "light" : "dark";
  const found = await barriersIn(page, axeOf(page), first);
  await showColors(page, second);
  found.push(...(await barriersIn(page, axeOf(page).withRules(["color-contrast", "link-in-text-block"]), second)));
  await showColors(page, first);
  assert.deepEqual(found, []);
}

/** Colours change over time, even where nothing moves: a look before they have come to rest would see what nobody sees. */
async function showColors(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async () => {
    await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
}

async function barriersIn(page: Page, axe: AxeBuilder, colors: string): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} (${colors}): ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Nothing stands out of the window at its side: it need not be scrolled sideways. */
export async function assertNothingSideways(page: Page): Promise<void> {
  const outside = await page.evaluate(async () => {
    // What slides in is outside until it is there.
    const ends = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ends.map(({ finished }) => finished));
    const hidden = (element: Element) => element.closest(".vh, dialog:not([open]), [popover]:not(:popover-open)") !== null;
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5 && !hidden(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
  assert.deepEqual(outside, []);
}

/** Waits for the heading of a page. */
export const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();

/** Presses Tab until something with this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      return element?.getAttribute("aria-label") ?? element?.innerText.replaceAll(/\s+/g, " ").trim() ?? "";
    });
    if (typeof name === "string" ? text === name : name.test(text)) return;
  }
  throw new Error(`The Tab key does not reach ${name}.`);
}
