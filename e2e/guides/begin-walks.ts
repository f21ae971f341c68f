/** The walks through the guides with which one begins. */
import type { Page } from "playwright-core";
import { KEYS } from "../../portal/keys/texts.ts";
import { NEW } from "../../portal/pages/clients/new-texts.ts";
import { PICKER } from "../../portal/pages/clients/picker-texts.ts";
import { TRY } from "../../portal/pages/client/try-texts.ts";
import { STEPS } from "../../portal/pages/home/attention-texts.ts";
import { TERMS } from "../../portal/pages/terms/texts.ts";
import { LOGIN } from "../../portal/text/login.ts";
import type { Tour, Walk } from "./tour.ts";

const BJORKELIA = "Bjørkelia Regnskap AS";

export const firstToken: Walk = async (tour) => {
  const { say, stranger, keep, show } = tour;
  const page = await stranger();
  const door = page.locator(".door.test").getByRole("button", { name: say(LOGIN)("chooseTestPerson") });
  await show("log-in", door);
  await door.click();
  await page.getByRole("button", { name: /Lun Oter/ }).click();
  keep("Lun", page);
  const organization = page.getByRole("link", { name: new RegExp(`^${BJORKELIA}`) });
  await show("organization", organization);
  await organization.click();
  const sign = page.getByRole("main").getByRole("link", { name: say(STEPS)("termsNow") });
  await show("overview", sign);
  await sign.click();
  await page.getByRole("radio", { name: say(TERMS)("private") }).check();
  await page.getByRole("checkbox").check();
  const signNow = page.getByRole("button", { name: say(TERMS)("sign") });
  await show("terms", signNow);
  await signNow.click();
  await page.getByRole("link", { name: say(TERMS)("toOverview") }).click();
  await page
    .getByRole("main")
    .getByRole("link", { name: say(STEPS)("newClient") })
    .click();
  await page.getByLabel(say(NEW)("name"), { exact: true }).fill("Kart i regnskapet");
  await page.getByLabel(say(NEW)("purpose"), { exact: true }).fill("Slår opp stedsnavn for faktura.");
  await page.getByRole("searchbox", { name: say(PICKER)("search") }).fill("stedsnavn");
  await page.getByRole("checkbox", { name: "lyngvidda:stedsnavn.read" }).check();
  await makeKey(tour, page);
  const create = page.getByRole("button", { name: say(NEW)("create") });
  await show("client", create);
  await create.click();
  await page.getByRole("button", { name: say(TRY)("open") }).click();
  const fetch = page.getByRole("dialog").getByRole("button", { name: say(TRY)("fetch") });
  await show("token", fetch);
  await fetch.click();
  await page.getByRole("heading", { name: say(TRY)("success") }).waitFor();
};

/** A key pair is made in the browser and saved; of the kind that is made fastest. */
export async function makeKey({ say }: Tour, page: Page, before: () => Promise<void> = async () => {}): Promise<void> {
  const t = say(KEYS);
  await page.getByLabel(t("kind")).selectOption("P-256");
  await before();
  await page.getByRole("button", { name: t("makeNow") }).click();
  await page.getByRole("button", { name: t("download") }).click();
  await page.getByText(t("downloaded")).first().waitFor();
}
