/** Small pictures of what a guide tells: cut around what is pressed, which has a frame, with nothing in them that differs from run to run. */
import type { Locator, Page } from "playwright-core";

export type Cut = { width: number; height: number };

/** @returns a WebP of what lies around `target` */
export async function pictureAround(target: Locator, cut: Cut): Promise<Buffer> {
  const page = target.page();
  await target.evaluate((element) => element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" }));
  await target.evaluate((element) => {
    const { style } = element as HTMLElement;
    style.outline = "3px solid #b4531f";
    style.outlineOffset = "3px";
    // Where one writes blinks: what is open while a field has the focus stays so.
    document.documentElement.style.caretColor = "transparent";
  });
  await standStill(page);
  const { x, y, width, height } = (await target.boundingBox())!;
  // A page beside a menu is shown in its whole width, and without the menu.
  const isBesideMenu = await target.evaluate((element) => element.closest(".wide main") !== null && element.closest("dialog") === null);
  const { width: windowWidth, height: windowHeight } = page.viewportSize()!;
  const within = (middle: number, size: number, all: number) => Math.max(0, Math.min(Math.round(middle - size / 2), all - size));
  const picture = await capture(page, {
    x: isBesideMenu ? windowWidth - cut.width : within(x + width / 2, cut.width, windowWidth),
    y: within(y + height / 2, cut.height, windowHeight),
    ...cut,
  });
  await goOn(page);
  await target.evaluate((element) => (element as HTMLElement).style.removeProperty("outline"));
  return picture;
}

/** The whole window. */
export async function pictureOfWindow(page: Page): Promise<Buffer> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await standStill(page);
  const picture = await capture(page, { x: 0, y: 0, ...page.viewportSize()! });
  await goOn(page);
  return picture;
}

async function capture(page: Page, { x, y, width, height }: Cut & { x: number; y: number }): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const [left, top] = await page.evaluate(() => [scrollX, scrollY] as const);
  const clip = { x: x + left, y: y + top, width, height, scale: 1 };
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 60, clip });
  await session.detach();
  return Buffer.from(data, "base64");
}

/** Times, days and ids that were made just now are shown as others, the same each time, until {@link goOn}. */
async function standStill(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    const MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember";
    const STEADY: [RegExp, string][] = [
      [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "0b8d6f2e-41c7-4a5e-9d3c-7f21c0a4e6b8"],
      [/\b[0-9a-f]{32}\b/g, "4f1c9a7e2b6d4830a5e9c3f7d1b08264"],
      [/(?<![\w:/-])[\w-]{43}(?![\w-])/g, "mQ3vT8kZr1Xc5LpYb7NwHs2JdGf9UaEo4Ri6KtVxBqM"],
      [/kl\. \d\d\.\d\d(\.\d\d)?/g, "kl. 10.31"],
      [/\b\d\d:\d\d(:\d\d)?\b/g, "10:31"],
      [new RegExp(`\\d{1,2}\\. (${MONTHS}) \\d{4}`, "g"), "1. desember 2026"],
      [/\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, "1 December 2026"],
      [/^\d\d\.\d\d\.\d{4}$/g, "01.12.2026"],
      [/^\d\d\.\d\d$/g, "10.31"],
    ];
    const steady = (text: string) => STEADY.reduce((said, [pattern, instead]) => said.replaceAll(pattern, instead), text);
    const held: (() => void)[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode() as Text | null; node; node = texts.nextNode() as Text | null) {
      const [said, instead, at] = [node.data, steady(node.data), node];
      if (said === instead) continue;
      node.data = instead;
      held.push(() => void (at.data === instead && (at.data = said)));
    }
    // Long names may break within: they stand in several pieces.
    for (const broken of new Set([...document.querySelectorAll("wbr")].map(({ parentElement }) => parentElement!))) {
      const pieces = [...broken.childNodes].filter((node) => node instanceof Text);
      const said = pieces.map(({ data }) => data);
      const instead = steady(said.join(""));
      if (said.join("") === instead) continue;
      pieces.forEach((piece, i) => (piece.data = i === 0 ? instead : ""));
      held.push(() => pieces.forEach((piece, i) => (piece.data = said[i]!)));
    }
    for (const field of document.querySelectorAll("input")) {
      if (field.type !== "text") continue;
      const [said, instead] = [field.value, steady(field.value)];
      if (said === instead) continue;
      field.value = instead;
      held.push(() => void (field.value = said));
    }
    (window as unknown as { goOn: () => void }).goOn = () => held.forEach((undo) => undo());
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
  });
}

const goOn = (page: Page): Promise<void> => page.evaluate(() => (window as unknown as { goOn: () => void }).goOn());
