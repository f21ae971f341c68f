/** The walks through the guides of those who use APIs. */
import { CLIENT_KEYS } from "../../portal/pages/client/key-texts.ts";
import { CLIENT_SCOPES } from "../../portal/pages/client/scopes-texts.ts";
import { DEACTIVATION } from "../../portal/pages/client/deactivation-texts.ts";
import { TRY } from "../../portal/pages/client/try-texts.ts";
import { CLIENT, WHY } from "../../portal/pages/client/texts.ts";
import { NEW } from "../../portal/pages/clients/new-texts.ts";
import { PICKER } from "../../portal/pages/clients/picker-texts.ts";
import { CLIENTS } from "../../portal/pages/clients/texts.ts";
import { KEYS } from "../../portal/keys/texts.ts";
import { makeKey } from "./begin-walks.ts";
import { NEW_NAME } from "./provider-walks.ts";
import type { Walk } from "./tour.ts";

const [TINDOY, HAVSULA] = ["310801011", "310802026"] as const;
const clientPath = (org: string, n: number) => `/test/${org}/clients/5f0c2b0e-8f0d-4d0b-9f7e-00000000000${n}`;
export const REFUSED_CLIENT = { org: HAVSULA, id: "5f0c2b0e-8f0d-4d0b-9f7e-000000000004" } as const;

export const newClient: Walk = async (tour) => {
  const { say, as, show } = tour;
  const t = say(NEW);
  const page = await as("Snar", `/test/${TINDOY}/clients`);
  const begin = page.getByRole("button", { name: say(CLIENTS)("create") });
  await show("new", begin);
  await begin.click();
  const name = page.getByLabel(t("name"), { exact: true });
  await name.fill("Skoleskyss");
  await page.getByLabel(t("purpose"), { exact: true }).fill("Henter rapporter til planlegging av skyss.");
  await show("name", name);
  const search = page.getByRole("searchbox", { name: say(PICKER)("search") });
  await search.fill("tilsyn");
  const scope = page.getByRole("checkbox", { name: "lyngvidda:tilsyn.read" });
  await scope.check();
  await show("scopes", search);
  await makeKey(tour, page, () => show("key", page.getByRole("button", { name: say(KEYS)("makeNow") })));
  const create = page.getByRole("button", { name: t("create") });
  await show("create", create);
  await create.click();
  await page.getByRole("heading", { level: 1, name: /Skoleskyss/ }).waitFor();
};

export const renewKey: Walk = async (tour) => {
  const { say, as, show } = tour;
  const t = say(CLIENT_KEYS);
  const ending = await as("Snar", clientPath(TINDOY, 8));
  const renew = ending.getByRole("button", { name: new RegExp(`^${t("renew")} `) });
  await show("renew", renew);
  await renew.click();
  await renew.waitFor({ state: "detached" });
  const page = await as("Snar", clientPath(TINDOY, 5));
  const add = page.getByRole("button", { name: t("add") });
  await show("add", add);
  await add.click();
  await makeKey(tour, page);
  const save = page.getByRole("dialog").getByRole("button", { name: t("add") });
  await show("save", save);
  await save.click();
  await save.waitFor({ state: "hidden" });
  // The keys of the synthetic set are called after the set: the new one has a long name.
  const remove = page.getByRole("button", { name: new RegExp(`^${t("remove")} ${t("renewWhat", { kid: "" })}`) }).first();
  await show("remove", remove);
  await remove.click();
  const undo = page.getByRole("button", { name: new RegExp(`^${t("undo")} `) });
  await undo.click();
  await undo.waitFor({ state: "hidden" });
};

export const addScopes: Walk = async ({ say, as, show }) => {
  const t = say(CLIENT_SCOPES);
  const page = await as("Snar", `${clientPath(TINDOY, 5)}?tab=scopes`);
  const add = page.getByRole("button", { name: t("add") });
  await show("add", add);
  await add.click();
  const dialog = page.getByRole("dialog");
  const search = dialog.getByRole("searchbox");
  await search.fill("skoleruter");
  await dialog.getByRole("checkbox", { name: NEW_NAME }).check();
  await show("choose", search);
  const save = dialog.getByRole("button", { name: t("addOne") });
  await show("save", save);
  await save.click();
  await page.getByRole("tab", { name: say(CLIENT)("scopes", { n: 5 }) }).waitFor();
};

export const whyRefused: Walk = async ({ say, as, show }) => {
  const [t, attempt] = [say(WHY), say(TRY)];
  const path = clientPath(REFUSED_CLIENT.org, 4);
  const page = await as("Lun", path);
  await page.getByRole("button", { name: attempt("open") }).click();
  const dialog = page.getByRole("dialog");
  for (const [name, isWanted] of [
    ["lyngvidda:kart/eiendom.read", false],
    ["lyngvidda:tilsyn.read", true],
  ] as const)
    await dialog.getByRole("checkbox", { name }).setChecked(isWanted);
  await dialog.getByRole("radio", { name: attempt("make") }).check();
  await dialog.getByRole("button", { name: attempt("fetch") }).click();
  await dialog.getByRole("heading", { name: attempt("failure") }).waitFor();
  await page.goto(new URL(path, page.url()).href);
  await show("open", page.locator(".request.refused .request-what").first());
  const links = page.getByRole("button", { name: t("showLinks") }).first();
  await show("links", links);
  await links.click();
  await show("mend", page.getByRole("button", { name: t("contact", { organization: "Lyngvidda direktorat" }) }).first());
};

export const deactivateClient: Walk = async ({ say, as, show }) => {
  const t = say(DEACTIVATION);
  const page = await as("Snar", clientPath(TINDOY, 6));
  const open = page.getByRole("button", { name: t("open") });
  await show("open", open);
  await open.click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: t("open") });
  await show("confirm", confirm);
  await confirm.click();
  const undo = page.getByRole("button", { name: new RegExp(`^${t("undo")} `) });
  await show("undo", undo);
  await undo.click();
  await open.waitFor();
};
