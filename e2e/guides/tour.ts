/**
 * A way through the portal as a guide describes it, with the synthetic set and the people of it. `npm run guides` takes the pictures on it; the test only walks.
 * A walk says nothing in words of its own: it takes the portal's, so that it goes in every language.
 */
import assert from "node:assert/strict";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { Language } from "../../vocabulary/language.ts";
import type { GuideName } from "../../portal/frame/guides-of-pages.ts";
import type { Guide, GuideStep } from "../../portal/pages/help/guide.ts";
import { GUIDES } from "../../portal/pages/help/guides/all.ts";
import { LOGIN } from "../../portal/text/login.ts";
import { type Texts, type Translate, translator } from "../../portal/text/text.ts";

/** Wide enough for the menu at the side, and no wider: the pictures are cut from it. */
export const WINDOW = { width: 1040, height: 680 } as const;

export type Tour = {
  say: <T extends Texts>(texts: T) => Translate<T>;
  language: Language;
  /** A page of somebody of the synthetic set, at an address; logged in the first time. */
  as: (firstName: string, path: string) => Promise<Page>;
  /** A page of nobody, at the front page; {@link keep} says who has logged in on it. */
  stranger: () => Promise<Page>;
  keep: (firstName: string, page: Page) => void;
  /** Here the guide's step is: what is pressed or filled in is seen. */
  show: (step: string, target: Locator) => Promise<void>;
};
export type Walk = (tour: Tour) => Promise<void>;
export type Picture = (guide: Guide, step: GuideStep, target: Locator) => Promise<void>;

type TourOptions = { browser: Browser; origin: string; language: Language; walks: Record<GuideName, Walk>; picture?: Picture };

/**
 * Walks every guide, in the order of the list: later ones find what earlier ones made.
 *
 * @returns what the browser complained of, and the page of each person who came along
 */
export async function walkGuides({ browser, origin, language, walks, picture }: TourOptions) {
  const pages = new Map<string, Page>();
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: WINDOW, locale: language, colorScheme: "light", reducedMotion: "reduce" });
    contexts.push(context);
    context.on("weberror", (error) => complaints.push(String(error.error())));
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${origin}/`);
    return page;
  };
  const say = <T extends Texts>(texts: T) => translator(texts, language);
  const as = async (firstName: string, path: string): Promise<Page> => {
    const page = pages.get(firstName) ?? (await logIn(await open(), firstName, say(LOGIN)("chooseTestPerson")));
    pages.set(firstName, page);
    await page.goto(origin + path);
    return page;
  };
  const close = () => Promise.all(contexts.map((context) => context.close()));
  try {
    for (const guide of GUIDES) {
      const shown: string[] = [];
      const show = async (id: string, target: Locator): Promise<void> => {
        const step = guide.steps.find((each) => each.id === id);
        assert.ok(step, `${guide.name} has no step ${id}`);
        await target.waitFor();
        await assertNamed(guide, step, target, language);
        shown.push(id);
        await picture?.(guide, step, target);
      };
      try {
        await walks[guide.name]({ say, language, as, stranger: open, keep: (firstName, page) => void pages.set(firstName, page), show });
      } catch (error) {
        throw new Error(`The guide ${guide.name} stopped after ${shown.at(-1) ?? "nothing"} (${language}).`, { cause: error });
      }
      assert.deepEqual(
        shown,
        guide.steps.filter(({ withoutPicture }) => !withoutPicture).map(({ id }) => id),
        `${guide.name}: every step, in order`,
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { pages, complaints, close };
}

async function logIn(page: Page, firstName: string, choose: string): Promise<Page> {
  await page.locator(".door.test").getByRole("button", { name: choose }).click();
  await page.getByRole("button", { name: firstName }).click();
  await page.waitForURL(/\/test\//);
  return page;
}

/** The button is called in the guide what it is called in the portal. */
async function assertNamed(guide: Guide, { heading, text }: GuideStep, target: Locator, language: Language): Promise<void> {
  const name = await target.evaluate((element) => {
    if (!element.matches("button, [role=tab]")) return null;
    const copy = element.cloneNode(true) as Element;
    for (const hidden of copy.querySelectorAll(".vh")) hidden.remove();
    return copy.textContent!.trim();
  });
  if (name === null) return;
  const words = [...`${heading[language]} ${text[language]}`.matchAll(/«([^»]+)»/g)].map(([, word]) => word!);
  assert.ok(
    words.some((word) => name.startsWith(word)),
    `${guide.name}: the button is called «${name}», and the guide says ${words.join(", ")}`,
  );
}
