/**
 * `npm run screenshots [-- names]`: a picture of every page of the portal, on a desktop and on a phone, in `screenshots/`. To look at, beside the drawings.
 *
 * Starts an installation of its own with the synthetic set, which goes when it is done. SCREENSHOTS_URL uses one that runs (development, synthetic set).
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { CannotStart, giveUp } from "../installation/cannot-start.ts";
import { findChromium } from "./chromium.ts";
import { startInstallation } from "./own-installation.ts";
import { buildPortal } from "./portal-build.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(repository, "screenshots");
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
const [TINDOY, BJORKELIA, LYNGVIDDA, HAVSULA] = ["310801011", "310803030", "310800007", "310802026"] as const;

const CLIENT = `/test/${TINDOY}/clients/5f0c2b0e-8f0d-4d0b-9f7e-000000000005`;

type Shot = {
  name: string;
  /** Who is logged in, by first name in the synthetic set; nobody when left out. */
  as?: string;
  path: string;
  /** What is done before the picture. */
  before?: (page: Page) => Promise<void>;
  language?: "nb" | "nn" | "en";
  colors?: "light" | "dark";
};

/** A new page: a line here. The name is that of the drawing. */
const SHOTS: readonly Shot[] = [
  { name: "front", path: "/" },
  { name: "front-dark", path: "/", colors: "dark" },
  { name: "front-nn", path: "/", language: "nn" },
  { name: "front-en", path: "/", language: "en" },
  { name: "front-failed", path: "/?login=cancelled" },
  { name: "signed-out", path: `/prod/${TINDOY}` },
  { name: "organizations", as: "Blid", path: "/test/organizations" },
  { name: "organizations-none", as: "Modig", path: "/test/organizations" },
  { name: "ask", as: "Modig", path: `/test/organizations/ask?organization=${BJORKELIA}` },
  {
    name: "ask-faults",
    as: "Modig",
    path: "/test/organizations/ask",
    before: async (page) => page.getByRole("button", { name: "Send forespørsel" }).click(),
  },
  { name: "wrongorg", as: "Stødig", path: `/prod/${BJORKELIA}` },
  { name: "home", as: "Blid", path: `/test/${TINDOY}` },
  { name: "log", as: "Kvikk", path: `/test/${LYNGVIDDA}/log` },
  { name: "log-none", as: "Kvikk", path: `/test/${LYNGVIDDA}/log?q=finnes-ikke` },
  { name: "log-dark-en", as: "Kvikk", path: `/test/${LYNGVIDDA}/log?kind=clients`, language: "en", colors: "dark" },
  { name: "home-dark", as: "Blid", path: `/test/${TINDOY}`, colors: "dark" },
  { name: "home-prod", as: "Rolig", path: `/prod/${LYNGVIDDA}` },
  { name: "home-en", as: "Stødig", path: `/test/${TINDOY}`, language: "en" },
  { name: "orgpicker", as: "Blid", path: `/test/${TINDOY}`, before: async (page) => page.getByRole("button", { name: /bytt virksomhet/i }).click() },
  {
    name: "menu",
    as: "Blid",
    path: `/test/${TINDOY}`,
    before: async (page) => {
      const drawer = page.getByRole("button", { name: /^Meny/ });
      await ((await drawer.isVisible()) ? drawer : page.getByRole("button", { name: /din meny/i })).click();
    },
  },
  { name: "people", as: "Blid", path: `/test/${TINDOY}/people` },
  { name: "people-off", as: "Stødig", path: `/test/${TINDOY}/people` },
  { name: "giveright", as: "Snar", path: `/test/${TINDOY}/people/give`, before: fillGiveForm },
  {
    name: "giveright-faults",
    as: "Blid",
    path: `/test/${TINDOY}/people/give`,
    before: async (page) => page.getByRole("button", { name: "Gi rettigheten" }).click(),
  },
  {
    name: "person",
    as: "Blid",
    path: `/test/${TINDOY}/people`,
    before: async (page) => {
      await page.getByRole("link", { name: "Stødig" }).first().click();
      await page.getByRole("heading", { level: 1, name: "Stødig" }).waitFor();
    },
  },
  { name: "statistics", as: "Klok", path: "/operator/test/statistics" },
  { name: "statistics-billing", as: "Klok", path: "/operator/test/statistics?tab=billing&month=2026-11" },
  { name: "requests", as: "Blid", path: `/test/${TINDOY}/requests` },
  {
    name: "decide",
    as: "Blid",
    path: `/test/${TINDOY}/requests`,
    before: async (page) => page.getByRole("link", { name: /Behandle .* Stødig Elg/ }).click(),
  },
  {
    name: "decide-forward",
    as: "Snar",
    path: `/test/${TINDOY}/requests`,
    before: async (page) => page.getByRole("link", { name: /Behandle .* Stødig Elg/ }).click(),
  },
  { name: "requestssent", as: "Stødig", path: `/test/${TINDOY}/requests?tab=sent` },
  { name: "clients", as: "Stødig", path: `/test/${TINDOY}/clients` },
  { name: "clients-empty", as: "Blid", path: `/test/${BJORKELIA}/clients` },
  { name: "clientsoff", as: "Blid", path: `/prod/${HAVSULA}/clients` },
  { name: "newclient", as: "Stødig", path: `/test/${TINDOY}/clients/new`, before: fillClientForm },
  {
    name: "newclient-faults",
    as: "Stødig",
    path: `/test/${TINDOY}/clients/new`,
    before: async (page) => page.getByRole("button", { name: "Opprett klient" }).click(),
  },
  {
    name: "newclient-key",
    as: "Stødig",
    path: `/test/${TINDOY}/clients/new`,
    language: "nn",
    before: async (page) => {
      await page.getByRole("button", { name: "Lag nøkkelparet" }).click();
      await page.getByRole("heading", { name: "Nøkkelparet er laga" }).waitFor();
    },
  },
  {
    name: "newclient-ask",
    as: "Stødig",
    path: `/test/${TINDOY}/clients/new?q=krr`,
    before: async (page) =>
      page
        .getByRole("button", { name: /^(Be om tilgang|Spør tilbyderen)/ })
        .first()
        .click(),
  },
  { name: "accesses", as: "Stødig", path: `/test/${TINDOY}/accesses` },
  { name: "catalogue", as: "Stødig", path: `/test/${TINDOY}/catalogue` },
  { name: "catalogue-en-dark", as: "Stødig", path: `/test/${TINDOY}/catalogue?q=tilsyn`, language: "en", colors: "dark" },
  { name: "noprefix", as: "Lun", path: `/test/${HAVSULA}/prefixes` },
  { name: "prefixes", as: "Blid", path: `/test/${TINDOY}/prefixes` },
  { name: "prefixapply", as: "Lun", path: `/prod/${HAVSULA}/prefixes/apply`, before: fillApplication },
  {
    name: "prefixapply-faults",
    as: "Lun",
    path: `/test/${HAVSULA}/prefixes/apply`,
    before: async (page) => page.getByRole("button", { name: "Send søknad" }).click(),
  },
  { name: "prefixes-waiting", as: "Lun", path: `/prod/${HAVSULA}/prefixes`, before: applyAsHavsula },
  { name: "opqueue", as: "Klok", path: "/operator/prod/prefix-applications" },
  {
    name: "opqueue-taken",
    as: "Klok",
    path: "/operator/prod/prefix-applications",
    before: async (page) => {
      // Each picture finds it as the last one left it.
      const taken = page.getByText("Du behandler den").first();
      if (!(await taken.isVisible()))
        await page
          .getByRole("button", { name: /^Ta til behandling/ })
          .first()
          .click();
      await taken.waitFor();
    },
  },
  { name: "scopes", as: "Kvikk", path: `/test/${LYNGVIDDA}/scopes?inactive=true` },
  { name: "scopes-dark", as: "Kvikk", path: `/test/${LYNGVIDDA}/scopes`, colors: "dark" },
  {
    name: "newscope",
    as: "Kvikk",
    path: `/test/${LYNGVIDDA}/scopes/new`,
    before: async (page) => {
      await page.getByLabel("Subscope").fill("elevtall.read");
      await page.getByText("Navnet er ledig").waitFor();
      await page.getByRole("button", { name: "Opprett scope" }).click();
    },
  },
  {
    name: "newscope-more",
    as: "Kvikk",
    path: `/test/${LYNGVIDDA}/scopes/new`,
    before: async (page) => page.getByText(/^Flere valg/).click(),
  },
  {
    name: "scope",
    as: "Kvikk",
    path: `/test/${LYNGVIDDA}/scopes/lyngvidda/tilsyn.read`,
    before: async (page) => {
      await page.getByRole("button", { name: "Flere på en gang" }).click();
      await page.getByLabel("Organisasjonsnummer", { exact: true }).fill("310 803 030\n310804045\n310801011\n310801012");
      await page.getByText("Vi fant 2 virksomheter å gi tilgang").first().waitFor();
      // Of the first picture it is there in the second one.
      const undo = page.getByRole("button", { name: /^Angre/ });
      if (!(await undo.isVisible())) await page.getByRole("button", { name: "Fjern tilgangen til Lyngvidda direktorat" }).click();
      await undo.waitFor();
    },
  },
  {
    name: "scope-find",
    as: "Kvikk",
    path: `/test/${LYNGVIDDA}/scopes/lyngvidda/tilsyn.write`,
    before: async (page) => {
      await page.getByRole("combobox").fill("tindøy");
      await page.getByRole("option").first().waitFor();
      await page.getByRole("combobox").press("ArrowDown");
    },
  },
  { name: "scope-about", as: "Kvikk", path: `/test/${LYNGVIDDA}/scopes/lyngvidda/tilsyn.read?tab=about` },
  { name: "scope-edit", as: "Kvikk", path: `/test/${LYNGVIDDA}/scopes/lyngvidda/tilsyn.read?tab=about&edit=true` },
  { name: "scope-usage", as: "Kvikk", path: `/test/${LYNGVIDDA}/scopes/lyngvidda/tilsyn.read?tab=usage` },
  { name: "scope-off", as: "Blid", path: `/prod/${TINDOY}/scopes` },
  {
    name: "deactivate",
    as: "Kvikk",
    path: `/test/${LYNGVIDDA}/scopes/lyngvidda/tilsyn.read`,
    before: async (page) => {
      await page.getByRole("button", { name: "Deaktiver" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Deaktiver scopet" }).waitFor();
    },
  },
  { name: "deactivated", as: "Kvikk", path: `/test/${LYNGVIDDA}/scopes/lyngvidda/nedlagt.read?tab=log` },
  { name: "client", as: "Snar", path: CLIENT, before: tryOut },
  { name: "client-try", as: "Snar", path: CLIENT, before: async (page) => tryOut(page, true) },
  { name: "client-addkey", as: "Snar", path: CLIENT, before: async (page) => page.getByRole("button", { name: "Legg til nøkkel" }).click() },
  { name: "client-scopes", as: "Snar", path: `${CLIENT}?tab=scopes` },
  { name: "client-code", as: "Snar", path: `${CLIENT}?tab=code` },
  { name: "client-log", as: "Snar", path: `${CLIENT}?tab=log` },
  { name: "client-change", as: "Snar", path: `${CLIENT}/change` },
  { name: "client-deactivate", as: "Snar", path: CLIENT, before: async (page) => page.getByRole("button", { name: "Deaktiver klienten" }).click() },
  { name: "client-off", as: "Rolig", path: `/test/${LYNGVIDDA}/clients/5f0c2b0e-8f0d-4d0b-9f7e-000000000003` },
  { name: "notices", path: "/test/notices", language: "en" },
  { name: "opnotices", as: "Klok", path: "/operator/test/notices" },
  { name: "opnotice-new", as: "Klok", path: "/operator/test/notices/new" },
  { name: "terms", as: "Blid", path: `/test/${TINDOY}/terms` },
  { name: "billing", as: "Kvikk", path: `/test/${LYNGVIDDA}/billing` },
  {
    name: "billing-point",
    as: "Rolig",
    path: `/test/${LYNGVIDDA}/billing`,
    before: async (page) => page.getByRole("button", { name: "Legg til varslingspunkt" }).click(),
  },
  {
    name: "billing-point-limited",
    as: "Rolig",
    path: `/test/${LYNGVIDDA}/billing`,
    before: async (page) => {
      await page.getByRole("button", { name: "Legg til varslingspunkt" }).click();
      await page.getByLabel("Bare valgte klienter og scope").check();
      const clients = page.getByRole("group", { name: "Klienter" });
      await clients.getByRole("checkbox").first().check();
      await clients.scrollIntoViewIfNeeded();
    },
  },
  { name: "opqueue-decided", as: "Klok", path: "/operator/prod/prefix-applications?view=decided" },
  { name: "oporganizations", as: "Klok", path: "/operator/test/organizations" },
  { name: "oporganization", as: "Klok", path: `/operator/test/organizations/${TINDOY}` },
  { name: "optrace", as: "Klok", path: "/operator/test/trace", before: lookUpTrace },
  { name: "opmails", as: "Klok", path: "/operator/test/mails" },
  { name: "help", path: "/help" },
  { name: "help-page", as: "Kvikk", path: "/help?of=give-access_remove-access_deactivate-scope" },
  { name: "guide", as: "Kvikk", path: "/help/give-access" },
  { name: "guide-dark-en", path: "/help/first-token", language: "en", colors: "dark" },
  { name: "me", as: "Blid", path: "/me" },
  { name: "notfound", as: "Blid", path: `/test/${TINDOY}/nothing` },
];

/** Fetches a token from the page, so that there is something in its log. */
async function tryOut(page: Page, stay?: boolean): Promise<void> {
  await page.getByRole("button", { name: "Prøv nå" }).click();
  await page.getByRole("radio", { name: /En ny nøkkel/ }).check();
  await page.getByRole("button", { name: "Hent token" }).click();
  await page.getByRole("heading", { name: /^Klienten fikk/ }).waitFor();
  if (stay) return;
  await page.keyboard.press("Escape");
  await page.waitForLoadState("networkidle");
}

async function fillGiveForm(page: Page): Promise<void> {
  await page.getByLabel("Fødselsnummer eller D-nummer").fill("17896547003");
  await page.getByLabel("Etternavn").fill("Elg");
  await page.getByRole("button", { name: "Finn personen" }).click();
  await page.getByText("Har fra før").waitFor();
  await page.getByRole("checkbox", { name: /Leverandøransvarlig/ }).check();
  await page.getByLabel("Til en dato").check();
  await page.getByLabel("Siste dag", { exact: true }).fill("31.12.2027");
}

async function fillClientForm(page: Page): Promise<void> {
  await page.getByLabel("Navn", { exact: true }).fill("Skoleskyss – henting av ruter");
  await page.getByLabel("Formål", { exact: true }).fill("Henter skoleruter til planlegging av buss.");
  await page.getByLabel("Navn, beskrivelse eller tilbyder").fill("lese");
  await page.getByRole("checkbox", { name: "lyngvidda:tilsyn.read" }).check();
}

async function fillApplication(page: Page): Promise<void> {
  await page.getByLabel("Ønsket prefiks").fill("lyngv1dda");
  await page.getByLabel("Hva skal dere tilby?").fill("Meldinger fra hjemmet til skolen");
  await page.getByLabel("6–15").check();
  await page.getByText("Søk gjerne likevel").waitFor();
}

/** What is seen of an application needs one, and that needs billing details. Sent once more it is refused, which is as good. */
async function applyAsHavsula(page: Page): Promise<void> {
  await page.evaluate(async (org) => {
    const send = (method: string, path: string, body: object) =>
      fetch(`/prod/api/fullmakt/v1/${path}`, {
        method,
        headers: { "fullmakt-organization": org, "content-type": "application/json", "if-match": "*" },
        body: JSON.stringify(body),
      });
    await send("PUT", "billing-details", { ehf: true, reference: "4410", validFrom: "2026-01-01" });
    const answers = {
      purpose: "Meldinger fra hjemmet til skolen",
      expectedConsumers: "up_to_15",
      contactName: "Lun Oter",
      contactEmail: "lun@havsula.example.no",
    };
    for (const prefix of ["lyngv1dda", "havsula"]) await send("POST", "prefix-applications", { prefix, ...answers, acceptsPrice: true });
  }, HAVSULA);
  await page.reload();
  await page.getByText("Venter på behandling").first().waitFor();
}

/** A set that nobody has used has no token requests: the answer says so. */
async function lookUpTrace(page: Page): Promise<void> {
  await page.getByLabel("Sporings-ID").fill("0".repeat(32));
  await page.getByLabel("Grunn").fill("Spørsmål fra Tindøy kommune, sak 8812");
  await page.getByRole("button", { name: "Slå opp" }).click();
  await page.getByRole("heading", { name: "Vi finner ingen tokenforespørsel" }).waitFor();
}

async function take(browser: Browser, origin: string, shot: Shot, size: keyof typeof SIZES): Promise<void> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale: shot.language ?? "nb",
    colorScheme: shot.colors ?? "light",
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    if (shot.as) await logIn(page, origin, shot.as);
    await page.goto(origin + shot.path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await shot.before?.(page);
    await pause(400); // dialogs come in by a movement
    await page.screenshot({ path: join(FOLDER, `${shot.name}-${size}.png`), fullPage: true });
  } catch (error) {
    console.error(`${shot.name}, ${size}: ${(error as Error).message.split("\n")[0]}`);
    process.exitCode = 1;
  } finally {
    await context.close();
  }
}

/** By the double, as people do in development. */
async function logIn(page: Page, origin: string, firstName: string): Promise<void> {
  await page.goto(`${origin}/`);
  await page.locator(".door.test button").first().click();
  await page.getByRole("button", { name: firstName }).click();
  await page.waitForURL(/\/test\//);
}

try {
  const found = findChromium();
  if ("sentence" in found) throw new CannotStart(found.sentence);
  await buildPortal();
  const wanted = process.argv.slice(2);
  const shots = wanted.length === 0 ? SHOTS : SHOTS.filter(({ name }) => wanted.includes(name));
  mkdirSync(FOLDER, { recursive: true });
  const { origin, stop } = process.env.SCREENSHOTS_URL ? { origin: process.env.SCREENSHOTS_URL, stop: async () => {} } : await startInstallation();
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    for (const shot of shots) for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) await take(browser, origin, shot, size);
  } finally {
    await browser.close();
    await stop();
  }
  console.log(`${shots.length * 2} pictures in ${FOLDER}.`);
} catch (error) {
  giveUp(error);
}
