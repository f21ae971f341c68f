/** The portal as the server sends it: which addresses, with which headers, in which language. What is on the page is told in e2e/portal. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { readSettings, type Settings } from "../config.ts";
import { environmentOf } from "./environment-of.ts";
import { portal } from "./portal.ts";

const folder = mkdtempSync(join(tmpdir(), "fullmakt-portal-"));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "assets", "index-abc123.js"), "console.log('å')");
writeFileSync(join(folder, ".built"), "secret");
const SHELL = '<!doctype html><html lang="nb" data-color-scheme="auto" data-size="md"><head><title>Fullmakt</title></head><body></body></html>';
writeFileSync(join(folder, "index.html"), SHELL);

const settingsWith = (change: Partial<Settings> = {}, env: Record<string, string> = {}): Settings => ({
  ...readSettings({ FULLMAKT_DATA: folder, ...env }, () => folder),
  ...change,
});
const PAGE = { accept: "text/html,application/xhtml+xml" };

/** @returns null when the portal leaves the request to others */
async function get(path: string, { headers = PAGE as Record<string, string>, settings = settingsWith(), method = "GET", at = folder } = {}) {
  return (await portal(settings, at).answer(new Request(`http://localhost:8080${path}`, { method, headers }), path)) ?? null;
}

for (const path of [
  "/",
  "/test/organizations",
  "/prod/organizations/ask",
  "/test/310801011",
  "/prod/310801011/people/give",
  "/me",
  "/help/first-client",
  "/operator/test/trace",
])
  test(`${path} is an address of the portal`, async () => {
    const answer = await get(path);
    assert.equal(answer?.status, 200);
    assert.match((await answer?.text()) ?? "", /<!doctype html>/);
  });

for (const path of [
  "/test/",
  "/test/token",
  "/test/jwk",
  "/test/api/fullmakt/v1/scopes",
  "/test/api/v1/scopes",
  "/test/organizations/310801011",
  "/test/31080101",
  "/test/3108010111",
  "/test/errors/MP-250",
  "/test/.well-known/oauth-authorization-server",
  "/other/310801011",
  "/health/ready",
  "/openapi.json",
  "/api-reference",
  "/login/done",
  "/dev/login",
  "/menu",
])
  test(`${path} is none of the portal's`, async () => assert.equal(await get(path), null));

test("a program that wants JSON is not sent a page, and a change is not answered with one", async () => {
  assert.equal(await get("/test/310801011", { headers: { accept: "application/json" } }), null);
  assert.equal(await get("/test/310801011", { method: "POST" }), null);
  assert.equal((await get("/", { headers: { accept: "*/*" } }))?.status, 200, "the front page is nobody else's");
  for (const path of ["/", "/me", "/installation.json", "/assets/a.js"]) {
    const refused = await get(path, { method: "DELETE" });
    assert.deepEqual([refused?.status, refused?.headers.get("allow")], [405, "GET, HEAD"], path);
  }
});

for (const { says, headers, language } of [
  { says: "without a wish", headers: {}, language: "nb" },
  { says: "by Accept-Language", headers: { "accept-language": "en;q=0.5, nn" }, language: "nn" },
  { says: "by the choice made before", headers: { "accept-language": "nn", cookie: "a=b; fullmakt-language=en" }, language: "en" },
  { says: "not by a cookie that is no language", headers: { "accept-language": "nn", cookie: 'fullmakt-language="><script>' }, language: "nn" },
])
  test(`the language is right before any script runs: ${says}`, async () => {
    const page = await (await get("/", { headers: { ...PAGE, ...headers } as Record<string, string> }))!.text();
    assert.match(page, new RegExp(`<html lang="${language}" data-color-scheme="auto" data-size="md">`));
  });

test("title, colours and whether there is a session are right before any script runs", async () => {
  const of = async (path: string, cookie: string) => (await get(path, { headers: { ...PAGE, cookie } }))!.text();
  assert.match(await of("/prod/310801011", "fullmakt-language=en"), /<title>Production environment – Fullmakt<\/title>/);
  assert.match(await of("/", "fullmakt-colors=dark"), /data-color-scheme="dark" data-size/);
  assert.match(await of("/", "__Host-fullmakt-8080=anything"), /<html lang="nb" data-color-scheme="auto" data-session /);
  assert.doesNotMatch(await of("/", "fullmakt-colors=pink"), /pink|data-session/);
});

test("SEC-124: the page lets nothing run, load or be framed but what is ours, and is never kept", async () => {
  const { headers } = (await get("/"))!;
  assert.deepEqual(
    Object.fromEntries(headers),
    {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store, private",
    },
    "and no HSTS: this is plain http on this machine",
  );
});

test("SEC-124: over https browsers are told to stay there for a year, for loopback never", async () => {
  const hsts = async (address: string) => (await get("/", { settings: settingsWith({}, { PUBLIC_URL: address }) }))!.headers.get("strict-transport-security");
  assert.equal(await hsts("https://fullmakt.example.no"), "max-age=31536000");
  assert.equal(await hsts("https://localhost:8443"), null);
  assert.equal(await hsts("http://fullmakt.example.no"), null);
});

test("SEC-124: forms lead to ourselves and to the login services, which stand below the host of their issuer", async () => {
  const environments: ["test"] = ["test"];
  const service = { id: "idporten", name: "ID-porten", kind: "idporten" as const, clientId: "1", keyFile: "k", environments };
  const policy = async (issuer: string) =>
    (await get("/", { settings: settingsWith({ login: [{ ...service, issuer }] }) }))!.headers
      .get("content-security-policy")!
      .match(/form-action ([^;]+)/)?.[1];
  assert.equal(await policy("https://test.idporten.no"), "'self' https://test.idporten.no https://*.test.idporten.no");
  assert.equal(await policy("http://localhost:3000/double"), "'self' http://localhost:3000");
});

test("files are kept for a year, compressed as the browser takes them, and nothing beside them is read", async () => {
  const js = async (encoding: string) => (await get("/assets/index-abc123.js", { headers: { "accept-encoding": encoding } }))!;
  const plain = await js("");
  assert.equal(plain.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(plain.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.equal(await plain.text(), "console.log('å')");
  const decoded = async (encoding: string, decode: (data: Buffer) => Buffer) => {
    const answer = await js(encoding);
    return [answer.headers.get("content-encoding"), decode(Buffer.from(await answer.arrayBuffer())).toString()];
  };
  assert.deepEqual(await decoded("gzip, deflate", gunzipSync), ["gzip", "console.log('å')"]);
  assert.deepEqual(await decoded("gzip, br", brotliDecompressSync), ["br", "console.log('å')"]);
  for (const name of ["../.built", "..%2f.built", ".built", "index-zzz.js", "", "index-abc123.js/"])
    assert.equal((await get(`/assets/${name}`))?.status, 404, name);
});

test("a portal that is not built yet says so, and is there as soon as it is", async () => {
  const later = join(folder, "later");
  const sending = portal(settingsWith(), later);
  const ask = () => sending.answer(new Request("http://localhost:8080/", { headers: PAGE }), "/")!;
  const before = await ask();
  assert.deepEqual([before.status, before.headers.get("retry-after")], [503, "3"]);
  mkdirSync(later);
  writeFileSync(join(later, "index.html"), SHELL);
  assert.equal((await ask()).status, 200);
});

test("what everybody may know of the installation names no secret, and has the portal call its own origin", async () => {
  const settings = settingsWith({ support: "hjelp@nordlys.example", privacyStatement: "https://nordlys.example/personvern" });
  settings.environments.prod.issuer = "https://prod.example.no/";
  settings.login = [
    {
      id: "idporten",
      name: "ID-porten",
      kind: "idporten",
      issuer: "https://idporten.no",
      clientId: "secret-client",
      keyFile: "/etc/key",
      environments: ["prod"],
    },
    { id: "double", name: "Testinnlogging", kind: "double", environments: ["test"] },
  ];
  const answer = (await get("/installation.json", { settings, headers: {} }))!;
  assert.deepEqual(await answer.json(), {
    mode: "development",
    mail: true,
    operator: { name: "Nordlys Plattform", number: "310806064" },
    support: "hjelp@nordlys.example",
    terms: { version: "1", address: null },
    prefixPrice: settings.prefixPrice,
    accessibilityStatement: null,
    privacyStatement: "https://nordlys.example/personvern",
    environments: [
      { name: "test", api: "/test/api/fullmakt/v1", issuer: "http://localhost:8080/test/" },
      { name: "prod", api: "/prod/api/fullmakt/v1", issuer: "https://prod.example.no/" },
    ],
    loginServices: [
      { id: "idporten", name: "ID-porten", kind: "idporten", environments: ["prod"] },
      { id: "double", name: "Testinnlogging", kind: "double", environments: ["test"] },
    ],
  });
});

test("every environment answers below the public address too, whatever its issuer is", () => {
  const settings = settingsWith({}, { PUBLIC_URL: "https://fullmakt.example.no" });
  settings.environments.prod.issuer = "https://prod.example.no/";
  settings.environments.test.issuer = "https://fullmakt.example.no/elsewhere/";
  const at = (host: string, path: string) => {
    const place = environmentOf(settings, host, path);
    return place && [place.environment.name, place.path];
  };
  assert.deepEqual(at("fullmakt.example.no", "/prod/api/fullmakt/v1/me"), ["prod", "/api/fullmakt/v1/me"]);
  assert.deepEqual(at("fullmakt.example.no", "/test/api/fullmakt/v1/me"), ["test", "/api/fullmakt/v1/me"]);
  assert.deepEqual(at("prod.example.no", "/token"), ["prod", "/token"]);
  assert.deepEqual(at("fullmakt.example.no", "/elsewhere/token"), ["test", "/token"]);
  assert.equal(at("fullmakt.example.no", "/token"), null);
});
