import assert from "node:assert/strict";
import { before, test } from "node:test";
import { LANGUAGES } from "../../vocabulary/language.ts";
import { refusal, REFUSALS, type RefusalName } from "../../vocabulary/refusals/refusals.ts";
import { createApp } from "../app.ts";
import { testDeps } from "../test/installation.ts";

let app: ReturnType<typeof createApp>;
let support: string | undefined = "https://hjelp.example.no/fullmakt";
before(async () => {
  const deps = await testDeps((settings) => {
    Object.defineProperty(settings, "support", { get: () => support });
    settings.operator.name = `Nord & <b>"Sør"</b>`;
    settings.environments.prod.aliases = ["http://gammel.example.no/"];
  });
  app = createApp(deps);
});
const get = (path: string, headers: Record<string, string> = {}) => app.fetch(new Request(`http://localhost:8080${path}`, { headers }));

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#39;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

test("SEC-126 every code has its page in every language, its texts escaped and nothing left out", async () => {
  for (const name of Object.keys(REFUSALS) as RefusalName[]) {
    const { code, title, meaning, remedy, status, error } = refusal(name);
    for (const language of LANGUAGES) {
      const answer = await get(`/test/errors/${code}`, { "accept-language": language });
      const page = await answer.text();
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-language"), language);
      assert.ok(page.includes(`<html lang="${language}">`));
      for (const text of [code, title[language], meaning[language], remedy[language], String(status), error])
        assert.ok(page.includes(escaped(text)), `${code} ${text}`);
      assert.ok(page.includes("Nord &amp; &lt;b&gt;&quot;Sør&quot;&lt;/b&gt;"));
      assert.doesNotMatch(page, /undefined|\[object|<script|style=|\{\w+\}<\/code>/);
    }
  }
});

for (const [says, query, header, language] of [
  ["nothing wished", "", undefined, "nb"],
  ["the browser's wish", "", "nn-NO,nn;q=0.9,en;q=0.5", "nn"],
  ["a choice by hand wins", "?lang=nn", "en", "nn"],
  ["a choice that we do not have", "?lang=sv", "en", "en"],
] as const)
  test(`the language of the page: ${says} -> ${language}`, async () => {
    const answer = await get(`/test/errors/MP-250${query}`, header === undefined ? {} : { "accept-language": header });
    assert.equal(answer.headers.get("content-language"), language);
    assert.equal(answer.headers.get("vary"), "Accept-Language");
  });

test("SEC-124 a page loads nothing but its stylesheet, cannot be framed, and may be cached", async () => {
  const { headers } = await get("/test/errors/MP-250");
  assert.equal(headers.get("content-security-policy"), "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.match(headers.get("content-type") ?? "", /^text\/html; charset=utf-8$/i);
  assert.match(headers.get("cache-control") ?? "", /^public, max-age=\d+$/);
});

for (const address of ["/test/errors/MP-250", "/test/errors/MP-250/", "/test/errors", "/test/errors/", "/prod/errors/FM-401", "/prod/errors/none"])
  test(`the stylesheet and the links of ${address} lead somewhere`, async () => {
    const page = await (await get(address)).text();
    const links = [...page.matchAll(/href="([^"#]+)"/g)]
      .map(([, href]) => new URL(href!, `http://localhost:8080${address}`))
      .filter(({ host }) => host === "localhost:8080");
    assert.ok(links.length >= 3);
    for (const { pathname, search } of links) {
      const answer = await get(pathname + search);
      assert.ok(answer.status === 200 || pathname.endsWith("/none"), pathname);
      if (pathname.endsWith(".css")) {
        assert.match(answer.headers.get("content-type") ?? "", /^text\/css/);
        assert.match(answer.headers.get("cache-control") ?? "", /immutable/);
      }
    }
  });

test("at an alias without a path the links stay at the alias", async () => {
  const answer = await app.fetch(new Request("http://gammel.example.no/errors/MP-100", { headers: { host: "gammel.example.no" } }));
  const page = await answer.text();
  assert.match(page, /href="\/errors\/style\.css/);
  assert.match(page, /Produksjonsmiljø/);
});

test("the index names every code once, and keeps a language chosen by hand", async () => {
  const page = await (await get("/test/errors?lang=en")).text();
  for (const { code } of Object.values(REFUSALS)) assert.equal(page.split(`/test/errors/${code}?lang=en"`).length, 2, code);
});

for (const path of ["/test/errors/MP-999", "/test/errors/constructor", "/test/errors/%3Cscript%3E", "/test/errors/%E0%A4%A", "/test/errors/__proto__"])
  test(`SEC-044 no such code: ${path} is 404 in the same dress and does not repeat the address`, async () => {
    const answer = await get(path, { "accept-language": "en" });
    const page = await answer.text();
    assert.equal(answer.status, 404);
    assert.match(page, /There is no such code/);
    assert.doesNotMatch(page, /<script|constructor|__proto__|MP-999/);
    assert.match(answer.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  });

test("a code in small letters is understood", async () => assert.equal((await get("/test/errors/mp-250")).status, 200));

for (const [setting, shown] of [
  ["https://hjelp.example.no/fullmakt", `<a href="https://hjelp.example.no/fullmakt">`],
  ["hjelp@example.no", `<a href="mailto:hjelp@example.no">`],
  ["Ring <b>22 00 00 00</b>", "Ring &lt;b&gt;22 00 00 00&lt;/b&gt;"],
  ["javascript:alert(1)", "spørre: javascript:alert(1)"],
] as const)
  test(`where to ask: ${setting}`, async () => {
    support = setting;
    const page = await (await get("/test/errors/MP-250", { "accept-language": "nb" })).text();
    assert.ok(page.includes(shown), page.slice(page.indexOf("trace_id")));
    assert.match(page, /trace_id i error_description/);
  });

test("without a place to ask the page still tells of the trace id", async () => {
  support = undefined;
  const page = await (await get("/test/errors/MP-250", { "accept-language": "en" })).text();
  assert.match(page, /Quote it/);
  assert.doesNotMatch(page, /Where to ask/);
});
