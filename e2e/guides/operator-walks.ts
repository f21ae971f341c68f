/** The walks through the guides of those who run the service. */
import assert from "node:assert/strict";
import { EVENT_KIND_NAMES } from "../../vocabulary/event-kinds.ts";
import { LANGUAGES } from "../../vocabulary/language.ts";
import { NOTICE_PAGE } from "../../portal/pages/notices/texts.ts";
import { QUEUE } from "../../portal/pages/operator/texts.ts";
import { TRACE } from "../../portal/pages/operator/trace-texts.ts";
import { REFUSED_CLIENT } from "./consumer-walks.ts";
import type { Walk } from "./tour.ts";

const PREFIX = "havsula";

export const decidePrefix: Walk = async ({ say, as, show }) => {
  const t = say(QUEUE);
  const applicant = await as("Lun", `/prod/${REFUSED_CLIENT.org}/prefixes`);
  const status = await applicant.evaluate(
    async ([org, prefix]) => {
      const answers = { purpose: "Meldinger fra hjemmet til skolen", expectedConsumers: "up_to_15", contactName: "Lun Oter" };
      const body = JSON.stringify({ prefix, ...answers, contactEmail: "lun@havsula.example.no", acceptsPrice: true });
      const headers = { "fullmakt-organization": org, "content-type": "application/json" };
      return (await fetch("/prod/api/fullmakt/v1/prefix-applications", { method: "POST", headers, body })).status;
    },
    [REFUSED_CLIENT.org, PREFIX] as const,
  );
  assert.equal(status, 201);
  const page = await as("Klok", "/operator/prod/prefix-applications");
  const asked = page.locator(".queue").getByText(PREFIX, { exact: true }).first();
  await show("read", asked);
  // An older one of the synthetic set is open.
  await asked.click();
  const allot = page.getByRole("button", { name: t("allot", { prefix: PREFIX }) });
  await show("allot", allot);
  await allot.click();
  await allot.waitFor({ state: "detached" });
};

export const lookUpTrace: Walk = async ({ say, as, show }) => {
  const t = say(TRACE);
  const owner = await as("Lun", `/test/${REFUSED_CLIENT.org}`);
  const id = await owner.evaluate(async ({ org, id: clientId }) => {
    const path = `/test/api/fullmakt/v1/clients/${clientId}/token-requests?outcome=refused`;
    const { items } = (await (await fetch(path, { headers: { "fullmakt-organization": org } })).json()) as { items: { traceId: string }[] };
    return items[0]!.traceId;
  }, REFUSED_CLIENT);
  const page = await as("Klok", "/operator/test/trace");
  await page.getByLabel(t("id")).fill(id);
  await page.getByLabel(t("reason")).fill("Sak 8812");
  const lookUp = page.getByRole("button", { name: t("lookUp") });
  await show("look-up", lookUp);
  await lookUp.click();
  await show("read", page.getByRole("heading", { name: t("chain") }));
};

export const publishNotice: Walk = async ({ say, as, show, language }) => {
  const t = say(NOTICE_PAGE);
  const page = await as("Klok", "/operator/test/notices");
  const write = page.getByRole("button", { name: t("write") });
  await show("new", write);
  await write.click();
  await page.getByRole("radio", { name: EVENT_KIND_NAMES.maintenance[language] }).check();
  for (const one of LANGUAGES) {
    const english = one === "en";
    await page.getByLabel(t("title", { language: t(one) })).fill(english ? "A short outage tonight" : "Kort stans i kveld");
    await page.getByLabel(t("text", { language: t(one) })).fill(english ? "Tokens may be missing for some minutes." : "Token kan utebli ei kort stund.");
  }
  const publish = page.getByRole("button", { name: t("publish") });
  await show("publish", publish);
  await publish.click();
  const withdraw = page.getByRole("button", { name: new RegExp(`^${t("withdraw")} `) });
  await show("withdraw", withdraw);
  await withdraw.click();
  await withdraw.waitFor({ state: "hidden" });
};
