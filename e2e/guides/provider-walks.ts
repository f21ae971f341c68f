/** The walks through the guides of those who offer APIs. */
import { ACCESSES, GIVE } from "../../portal/pages/scope/access-texts.ts";
import { SCOPE } from "../../portal/pages/scope/texts.ts";
import { FIELDS, NEW_SCOPE } from "../../portal/pages/scopes/form-texts.ts";
import { SCOPES } from "../../portal/pages/scopes/texts.ts";
import { APPLY } from "../../portal/pages/prefixes/apply-texts.ts";
import { NO_PREFIX } from "../../portal/pages/prefixes/no-prefix-texts.ts";
import { PREFIXES } from "../../portal/pages/prefixes/texts.ts";
import type { Walk } from "./tour.ts";

const [LYNGVIDDA, HAVSULA, BJORKELIA] = ["310800007", "310802026", "310803030"] as const;
export const NEW_NAME = "lyngvidda:skoleruter.read";
const SCOPE_PATH = `/test/${LYNGVIDDA}/scopes/${NEW_NAME.replace(":", "/")}`;
const TINDOY = "Tindøy kommune";

export const prefix: Walk = async ({ say, as, show }) => {
  const t = say(APPLY);
  const page = await as("Lun", `/test/${HAVSULA}/prefixes`);
  const apply = page.getByRole("main").getByRole("button", { name: say(NO_PREFIX)("apply") });
  await show("apply", apply);
  await apply.click();
  const name = page.getByLabel(t("prefix"));
  await name.fill("havsula");
  await page.getByText(t("free"), { exact: true }).waitFor();
  await show("name", name);
  await page.getByLabel(t("purpose")).fill("Meldinger fra hjemmet til skolen");
  await page.getByLabel(t("up_to_15")).check();
  await page.getByLabel(t("contactEmail")).fill("lun@havsula.example.no");
  const send = page.getByRole("button", { name: t("send") });
  await show("send", send);
  await send.click();
  const ready = page.getByText(say(PREFIXES)("ready"));
  await show("ready", ready);
};

export const newScope: Walk = async ({ say, as, show }) => {
  const t = say(FIELDS);
  const page = await as("Kvikk", `/test/${LYNGVIDDA}/scopes`);
  const begin = page.getByRole("button", { name: say(SCOPES)("create") });
  await show("new", begin);
  await begin.click();
  const subscope = page.getByLabel(t("subscope"));
  await subscope.fill(NEW_NAME.split(":")[1]!);
  await page.getByText(t("free")).waitFor();
  await show("name", subscope);
  const description = page.getByLabel(t("description"), { exact: true });
  await description.fill("Skoleruter for skyss");
  await show("describe", description);
  const create = page.getByRole("button", { name: say(NEW_SCOPE)("create") });
  await show("create", create);
  await create.click();
  await page.getByText(say(ACCESSES)("none")).waitFor();
};

export const giveAccess: Walk = async ({ say, as, show }) => {
  const t = say(GIVE);
  const page = await as("Kvikk", SCOPE_PATH);
  const find = page.getByRole("combobox");
  await find.fill("tindøy");
  const hit = page.getByRole("option").filter({ hasText: "310\u00A0801\u00A0011" });
  await hit.waitFor();
  await show("find", find);
  await hit.click();
  await page.getByText(t("foundOne")).first().waitFor();
  const give = page.getByRole("button", { name: t("giveOne"), exact: true });
  await show("give", give);
  await give.click();
  await page
    .getByText(t("oneGiven", { organization: TINDOY, scope: NEW_NAME }))
    .first()
    .waitFor();
  const many = page.getByRole("button", { name: t("toMany") });
  await show("many", many);
  await many.click();
  await page.getByLabel(t("many"), { exact: true }).fill(`${BJORKELIA}\n${HAVSULA}`);
  await page.getByRole("button", { name: t("giveMany", { n: 2 }) }).click();
  await page
    .getByText(t("manyGiven", { n: 2, scope: NEW_NAME }))
    .first()
    .waitFor();
};

export const removeAccess: Walk = async ({ say, as, show }) => {
  const t = say(ACCESSES);
  const page = await as("Kvikk", SCOPE_PATH);
  const remove = page.getByRole("button", { name: `${t("remove")} ${t("removeWhat", { organization: TINDOY })}` });
  await show("remove", remove);
  await remove.click();
  const undo = page.getByRole("button", { name: new RegExp(`^${t("undo")} `) });
  await show("undo", undo);
  await undo.click();
  await remove.waitFor();
};

export const deactivateScope: Walk = async ({ say, as, show }) => {
  const t = say(SCOPE);
  const page = await as("Kvikk", SCOPE_PATH);
  const deactivate = page.getByRole("button", { name: t("deactivate"), exact: true });
  await show("open", deactivate);
  await deactivate.click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: t("confirm") });
  await show("confirm", confirm);
  await confirm.click();
  const undo = page.getByRole("button", { name: new RegExp(`^${t("undo")} `) });
  await show("undo", undo);
  await undo.click();
  await deactivate.waitFor();
};
