/** Where notifications and invoices go, entered once for the organisation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { plantPoint } from "../../server/mail/mail-under-test.ts";
import { plantApiClient, plantOrganization } from "../../server/test/installation.ts";
import { asPerson, logIn } from "../../server/test/logged-in.ts";
import { plantRight, plantRole } from "../../server/test/people.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest } from "./portal-under-test.ts";
import { stepsOf } from "./steps.ts";

const { visit, running } = await portalUnderTest();
const { db } = running.deps;

async function plantLeader() {
  const org = await plantOrganization(db, "Lyngvidda direktorat");
  const leader = await logIn(running, { person: { firstName: "Kvikk", lastName: "Lomvi" } });
  await plantRole(db, org, "DAGL", { person: leader.person });
  return { org, leader };
}
async function plantClient(org: OrgNumber, name: string): Promise<string> {
  const client = await plantApiClient(running.deps, "test", org, []);
  await db.updateTable("client").set({ name }).where("id", "=", client).execute();
  return client;
}
/** The same session, outside the browser. */
async function read(cookie: string, org: string, path: string) {
  const answer = await running.fetch(`/test/api/fullmakt/v1${path}`, { headers: asPerson(cookie, org as never) });
  return (await answer.json()) as {
    items?: { id: string; address: string; kinds: string[]; verifiedAt: string | null; limitedTo: object | null }[];
    details?: Record<string, unknown> | null;
  };
}

test("J16 J17 billing once per organisation (target 1), and a notification point that counts when its address is verified", async (t) => {
  const billing = stepsOf(t, "enter billing details");
  const adding = stepsOf(t, "add a notification point");
  const { org, leader } = await plantLeader();
  const [payroll] = [await plantClient(org, "Lønn"), await plantClient(org, "Arkiv")];
  await visit(`/test/${org}/billing`, { as: leader.cookie }, async ({ page, expectComplaint }) => {
    await heading(page, "Faktura og varsling");
    await page.getByText("Dere får ikke vite om feil").waitFor();
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Legg til varslingspunkt" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Legg til varslingspunkt" }).click();
    await dialog.getByText("Skriv e-postadressen som navn@virksomhet.no.").waitFor();
    await dialog.getByLabel("E-postadresse", { exact: true }).fill("drift@lyngvidda.example.no");
    await dialog.getByLabel("Endringer").check();
    await dialog.getByLabel("Bare valgte klienter og scope").check();
    await dialog.getByRole("button", { name: "Legg til varslingspunkt" }).click();
    await dialog.getByText("Velg minst én klient eller ett scope.").waitFor();
    await dialog.getByRole("group", { name: "Klienter" }).getByLabel("Lønn").check();
    await page.reload(); // nothing chosen is lost
    await page.getByRole("button", { name: "Legg til varslingspunkt" }).click();
    await dialog.getByRole("checkbox", { name: "Lønn", checked: true }).waitFor();
    await assertNoBarrier(page);
    adding("add");
    await dialog.getByRole("button", { name: "Legg til varslingspunkt" }).click();
    await page.getByText("Venter på bekreftelse").waitFor();
    await page.getByText("Får ingenting før adressen er bekreftet.").waitFor();
    const [point] = (await read(leader.cookie, org, "/notification-points")).items!;
    assert.deepEqual(
      [point!.address, point!.kinds, point!.verifiedAt],
      ["drift@lyngvidda.example.no", ["incident", "maintenance", "change", "key_expiry"], null],
    );
    assert.deepEqual(point!.limitedTo, { clients: [{ clientId: payroll, name: "Lønn", state: "active" }], scopes: [] });
    await page.getByText("bare Lønn", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Endre drift@lyngvidda.example.no" }).click();
    await dialog.getByLabel("Alt i virksomheten").check();
    const colleague = await running.fetch(`/test/api/fullmakt/v1/notification-points/${point!.id}`, {
      method: "PATCH",
      headers: { ...asPerson(leader.cookie, org), "content-type": "application/json" },
      body: JSON.stringify({ label: "Vakt" }),
    });
    assert.equal(colleague.status, 200);
    expectComplaint(/status of 412/);
    await dialog.getByRole("button", { name: "Lagre" }).click();
    await dialog.getByRole("heading", { name: "Noe er endret mens du skrev" }).waitFor();
    await dialog.getByRole("row").filter({ hasText: "Navn på punktet" }).getByText("Vakt").waitFor();
    await dialog.getByRole("row").filter({ hasText: "Gjelder" }).getByText("bare Lønn").waitFor();
    await assertNoBarrier(page);
    await dialog.getByRole("button", { name: "Behold det som står" }).click();
    await dialog.getByLabel("Alt i virksomheten").check();
    await dialog.getByRole("button", { name: "Lagre" }).click();
    await page.getByText("Varslingspunktet er lagret.").waitFor({ state: "attached" });
    await page.getByText("Vakt · ", { exact: false }).waitFor();
    await page.getByText("bare Lønn", { exact: false }).waitFor({ state: "detached" });

    await page.getByLabel("Fakturareferanse").fill("API-2026");
    await page.getByLabel("E-post hvis EHF ikke går").fill("faktura@");
    await page.getByRole("button", { name: "Lagre" }).click();
    await page.getByRole("link", { name: "Skriv e-postadressen som navn@virksomhet.no." }).click();
    await page.keyboard.type("lyngvidda.example.no");
    await page.reload(); // nothing typed is lost
    assert.equal(await page.getByLabel("E-post hvis EHF ikke går").inputValue(), "faktura@lyngvidda.example.no");
    billing("save");
    await page.getByRole("button", { name: "Lagre" }).click();
    await page.getByText("Lagret. Gjelder for hele virksomheten.").waitFor({ state: "attached" });
    await page.getByText("Sist endret i dag", { exact: false }).waitFor();
    const { details } = await read(leader.cookie, org, "/billing-details");
    assert.deepEqual([details!.ehf, details!.peppolId, details!.reference, details!.email], [true, `0192:${org}`, "API-2026", "faktura@lyngvidda.example.no"]);
  });
});

test("of two who change the billing details the second sees the difference; English, 320 px; who may only read sees it all", async () => {
  const { org, leader } = await plantLeader();
  const put = (reference: string, etag: string) =>
    running.fetch("/test/api/fullmakt/v1/billing-details", {
      method: "PUT",
      headers: { ...asPerson(leader.cookie, org), "content-type": "application/json", "if-match": etag },
      body: JSON.stringify({ ehf: true, reference, validFrom: "2026-01-01" }),
    });
  assert.equal((await put("Første", '"0"')).status, 200);
  const archive = await plantClient(org, "Arkiv");
  await db.updateTable("client").set({ active: false }).where("id", "=", archive).execute();
  await plantPoint(db, org, { limitedTo: { clients: [archive], scopes: ["lyngvidda:gone.read"] } });
  await visit(`/test/${org}/billing`, { as: leader.cookie, language: "en", size: "small" }, async ({ page, expectComplaint }) => {
    await page.getByText("Deactivated: Arkiv. No longer there: lyngvidda:gone.read.", { exact: false }).waitFor();
    await page.getByRole("button", { name: /^Change post-/ }).click();
    await page.getByRole("dialog").getByRole("checkbox", { name: "lyngvidda:gone.read", checked: true }).waitFor();
    await assertNothingSideways(page);
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expectComplaint(/status of 412/);
    await page.getByLabel(/Invoice reference/).fill("Mine");
    assert.equal((await put("Theirs", '"1"')).status, 200);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Something was changed while you were writing" }).waitFor();
    await page.getByRole("cell", { name: "Theirs" }).waitFor();
    await assertNothingSideways(page);
    await assertNoBarrier(page);
    await page.getByRole("button", { name: "Keep what stands" }).click();
    assert.equal(await page.getByLabel(/Invoice reference/).inputValue(), "Theirs");
  });
  const reader = await logIn(running);
  await plantRight(db, "test", org, reader.person, "viewer");
  await visit(`/test/${org}/billing`, { as: reader.cookie, language: "nn" }, async ({ page }) => {
    await page.getByText("Theirs").waitFor();
    await page.getByRole("heading", { name: "Du kan ikkje endre faktureringa enno" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Lagre" }).count(), 0);
    await assertNoBarrier(page);
  });
});
