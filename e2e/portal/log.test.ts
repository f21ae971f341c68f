/** The activity log, as somebody reads it who wants to know who did what. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { deed } from "../../server/audit/deed.ts";
import { plantOrganization } from "../../server/test/installation.ts";
import { logIn } from "../../server/test/logged-in.ts";
import { plantPerson, plantRight } from "../../server/test/people.ts";
import { assertNoBarrier, assertNothingSideways, heading, portalUnderTest, SIZES } from "./portal-under-test.ts";

const { running, visit } = await portalUnderTest();
const { db } = running.deps;

async function plant() {
  const [org, tindoy] = [await plantOrganization(db, "Lyngvidda direktorat"), await plantOrganization(db, "Tindøy kommune")];
  const reader = await logIn(running, { person: { firstName: "Kvikk", lastName: "Lomvi" } });
  await plantRight(db, "test", org, reader.person, "viewer");
  const leader = await plantPerson(db, { firstName: "Rolig", lastName: "Fjellrev" });
  await deed(db, { actor: { kind: "person", person: leader, org }, traceId: "0".repeat(32), address: null }, async (_tx, note) => {
    for (let i = 0; i < 50; i += 1) note({ env: "test", action: "scope.create", object: { scope: `lyngvidda:del${i}` }, orgs: [org] });
    note({
      env: "test",
      action: "access.give",
      object: { scope: "lyngvidda:skolerute.read", organization: tindoy },
      orgs: [org, tindoy],
      details: { reason: "Avtale 12" },
    });
    note({ env: "test", action: "right.give", object: { organization: org, person: reader.person, right: "viewer" }, orgs: [org] });
  });
  return { org, ...reader };
}

test("who did what: leafed through, narrowed by words and kind, sent as an address, and taken along as CSV", async () => {
  const { org, cookie } = await plant();
  await visit(`/test/${org}/log`, { as: cookie }, async ({ page }) => {
    await heading(page, "Aktivitetslogg");
    await page.getByRole("heading", { level: 2, name: /^I dag, / }).waitFor();
    const rows = page.locator(".log").getByRole("listitem");
    await rows.filter({ hasText: "Rolig Fjellrevga Kvikk Lomvi rettigheten Lesetilgang i portalen" }).waitFor();
    await page.getByText("1–50 av 52 hendelser").waitFor();
    await assertNoBarrier(page);
    await page.getByRole("link", { name: "Neste" }).click();
    await page.getByText("51–52 av 52 hendelser").waitFor();
    await page.goBack();
    await page.getByText("1–50 av 52 hendelser").waitFor();

    await page.getByLabel("Person, virksomhet eller ting").pressSequentially("tindøy");
    await page.getByText("1–1 av 1 hendelser").waitFor();
    await rows.filter({ hasText: "ga Tindøy kommune tilgang til lyngvidda:skolerute.read. Grunn: «Avtale 12»" }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get("q"), "tindøy");
    await page.getByLabel("Hva", { exact: true }).selectOption({ label: "Klienter og nøkler" });
    await page.getByRole("heading", { name: "Ingen treff" }).waitFor();
    await page.getByRole("button", { name: "Vis alt" }).click();
    await page.getByText("1–50 av 52 hendelser").waitFor();
    assert.equal(await page.getByLabel("Person, virksomhet eller ting").inputValue(), "");

    await page.getByLabel("Til", { exact: true }).fill("1.1.2020");
    await page.getByText("onsdag 1. januar 2020").waitFor();
    await page.getByRole("heading", { name: "Ingen treff" }).waitFor();
    await page.getByLabel("Til", { exact: true }).fill("");
    await page.getByLabel("Hva", { exact: true }).selectOption({ label: "Personer og rettigheter" });
    await page.getByText("1–1 av 1 hendelser").waitFor();
    const arriving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Last ned CSV" }).click();
    const file = await arriving;
    assert.equal(file.suggestedFilename(), `log-${org}-test.csv`);
    const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
    assert.ok(lines[0]!.startsWith("\uFEFF"), "spreadsheets know it for UTF-8");
    assert.match(lines[1]!, /"Rolig Fjellrev","ga Kvikk Lomvi rettigheten Lesetilgang i portalen"/);
    assert.equal(lines.at(-1), '"end",1');
    // What was fetched is itself done.
    await page.goto(`${running.origin}/test/${org}/log`);
    await rows.filter({ hasText: "Kvikk Lomvilastet ned loggen" }).waitFor();
    await page.setViewportSize(SIZES.small);
    await assertNothingSideways(page);
  });
});
