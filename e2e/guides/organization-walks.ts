/** The walks through the guides about people, invoices and notifications. */
import { BILLING, POINTS } from "../../portal/pages/billing/texts.ts";
import { GIVE, PEOPLE } from "../../portal/pages/people/texts.ts";
import { REQUESTS } from "../../portal/pages/requests/texts.ts";
import { PERMISSIONS } from "../../portal/permissions/texts.ts";
import { RIGHT_TEXTS } from "../../vocabulary/rights.ts";
import type { Walk } from "./tour.ts";

const [TINDOY, HAVSULA] = ["310801011", "310802026"] as const;
/** Of the synthetic set: somebody who has no right yet. */
const NEWCOMER = { number: "49927846038", lastName: "Måke", name: "Modig Måke" };

export const giveRight: Walk = async ({ say, as, show, language }) => {
  const [t, people] = [say(GIVE), say(PEOPLE)];
  const right = RIGHT_TEXTS.viewer.name[language];
  const page = await as("Blid", `/test/${TINDOY}/people`);
  const begin = page.getByRole("button", { name: people("give") });
  await show("give", begin);
  await begin.click();
  const find = page.getByRole("button", { name: t("find") });
  await show("person", find);
  await page.getByLabel(t("number")).fill(NEWCOMER.number);
  await page.getByLabel(t("lastName")).fill(NEWCOMER.lastName);
  await find.click();
  await page.getByRole("button", { name: t("another") }).waitFor();
  await page.getByRole("checkbox", { name: new RegExp(right) }).check();
  const give = page.getByRole("button", { name: t("giveOne") });
  await show("confirm", give);
  await give.click();
  const remove = page.getByRole("button", { name: `${people("remove")} ${people("removeWhat", { right, person: NEWCOMER.name })}` });
  await show("remove", remove);
  await remove.click();
  await page.getByRole("button", { name: new RegExp(`^${people("undo")} `) }).waitFor();
};

export const askRight: Walk = async ({ say, as, show, language }) => {
  const t = say(REQUESTS);
  const right = RIGHT_TEXTS.access_manager.name[language];
  const page = await as("Stødig", `/test/${TINDOY}/people`);
  const locked = page.getByRole("button", { name: say(PEOPLE)("give") });
  await show("locked", locked);
  await locked.click();
  const ask = page.getByRole("button", { name: say(PERMISSIONS)("ask"), exact: true });
  await show("ask", ask);
  await ask.click();
  await ask.waitFor({ state: "hidden" });
  const theirs = await as("Blid", `/test/${TINDOY}/requests`);
  const handle = theirs.getByRole("link", { name: `${t("handle")} ${t("handleWhat", { person: "Stødig Elg", right })}` });
  await show("handle", handle);
  await handle.click();
  const approve = theirs.getByRole("button", { name: t("approve") });
  await show("approve", approve);
  await approve.click();
  await theirs.getByRole("heading", { level: 1, name: t("approvedReceipt", { person: "Stødig Elg", right }) }).waitFor();
};

export const billing: Walk = async ({ say, as, show }) => {
  const t = say(BILLING);
  const page = await as("Lun", `/test/${HAVSULA}/billing`);
  const reference = page.getByLabel(t("reference"));
  await reference.fill("4410");
  await show("fill", reference);
  const save = page.getByRole("button", { name: t("save"), exact: true });
  await show("save", save);
  await save.click();
  await page.getByText(t("saved")).waitFor({ state: "attached" });
};

export const notificationPoints: Walk = async ({ say, as, show }) => {
  const t = say(POINTS);
  const page = await as("Lun", `/test/${HAVSULA}/billing`);
  const add = page.getByRole("button", { name: t("add") });
  await show("add", add);
  await add.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t("address")).fill("drift@havsula.example.no");
  const save = dialog.getByRole("button", { name: t("add") });
  await show("save", save);
  await save.click();
  await show("verify", page.getByText(t("waiting"), { exact: true }));
};
