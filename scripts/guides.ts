/**
 * `npm run guides`: walks every guide in every language and takes its pictures, which are part of the repository; and those of README. Each language has an
 * installation of its own with the synthetic set, which goes when it is done.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { CannotStart, giveUp } from "../installation/cannot-start.ts";
import { type Language, LANGUAGES } from "../vocabulary/language.ts";
import { pictureAround, pictureOfWindow } from "../e2e/guides/picture.ts";
import { walkGuides } from "../e2e/guides/tour.ts";
import { WALKS } from "../e2e/guides/walks.ts";
import { findChromium } from "./chromium.ts";
import { startInstallation } from "./own-installation.ts";
import { buildPortal } from "./portal-build.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const GUIDE_PICTURES = join(repository, "portal/pages/help/pictures");
const README_PICTURES = join(repository, "docs/pictures");
/** As the page lays them out (portal/pages/help/pictures.ts). */
const CUT = { width: 760, height: 440 };
const README_WINDOW = { width: 1200, height: 1080 };

/** What README shows, after everything was walked: one refusal with its remedy, who has access, where one begins. */
const SHOWN: readonly { name: string; as: string; path: string }[] = [
  { name: "client", as: "Lun", path: "/test/310802026/clients/5f0c2b0e-8f0d-4d0b-9f7e-000000000004" },
  { name: "scope", as: "Kvikk", path: "/test/310800007/scopes/lyngvidda/tilsyn.read" },
  { name: "overview", as: "Blid", path: "/test/310801011" },
];

async function takeAll(browser: Browser, language: Language): Promise<void> {
  const folder = join(GUIDE_PICTURES, language);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { origin, stop } = await startInstallation();
  try {
    const picture: Parameters<typeof walkGuides>[0]["picture"] = async (guide, step, target) =>
      writeFileSync(join(folder, `${guide.name}-${step.id}.webp`), await pictureAround(target, CUT));
    const { pages, close } = await walkGuides({ browser, origin, language, walks: WALKS, picture });
    if (language === "nb") await takeForReadme(pages, origin);
    await close();
  } finally {
    await stop();
  }
}

async function takeForReadme(pages: ReadonlyMap<string, Page>, origin: string): Promise<void> {
  mkdirSync(README_PICTURES, { recursive: true });
  for (const { name, as, path } of SHOWN) {
    const page = pages.get(as)!;
    await page.setViewportSize(README_WINDOW);
    await page.goto(origin + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    writeFileSync(join(README_PICTURES, `${name}.webp`), await pictureOfWindow(page));
  }
}

try {
  const found = findChromium();
  if ("sentence" in found) throw new CannotStart(found.sentence);
  await buildPortal();
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    for (const language of LANGUAGES) await takeAll(browser, language);
  } finally {
    await browser.close();
  }
  const files = readdirSync(GUIDE_PICTURES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".webp"));
  const bytes = files.reduce((sum, name) => sum + statSync(join(GUIDE_PICTURES, name)).size, 0);
  console.log(`${files.length} pictures in ${GUIDE_PICTURES}, ${(bytes / 1_000_000).toFixed(1)} MB; ${SHOWN.length} in ${README_PICTURES}.`);
} catch (error) {
  giveUp(error);
}
