/** What a mail says, as text and as HTML, and what can never stand in it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../../vocabulary/language.ts";
import { headerValue, inLine, type MailContent } from "./mail.ts";
import { escapeHtml, messageOf } from "./message.ts";
import { day, moment } from "./texts/words.ts";

const addressOf = (link: object) => ("path" in link ? `https://fullmakt.example${link.path as string}` : "https://fullmakt.example/verify?token=t");
const CONTENT: MailContent = {
  subject: "Bjørkelia har fått tilgang",
  paragraphs: ["Lyngvidda har gitt Bjørkelia tilgang.", "Dere kan ta den i bruk nå."],
  link: { label: "Se tilgangene", path: "/prod/310803030/accesses" },
  why: "Varslingspunkt.",
  stop: { label: "Faktura og varsling", path: "/prod/310803030/billing" },
};

test("a mail has the same in text and in HTML, with one link and how to stop it", () => {
  const { subject, text, html } = messageOf(CONTENT, "nb", addressOf);
  assert.equal(subject, CONTENT.subject);
  assert.equal(
    text,
    [
      "Lyngvidda har gitt Bjørkelia tilgang.",
      "",
      "Dere kan ta den i bruk nå.",
      "",
      "Se tilgangene:",
      "https://fullmakt.example/prod/310803030/accesses",
      "",
      "-- ",
      "Varslingspunkt.",
      "Faktura og varsling:",
      "https://fullmakt.example/prod/310803030/billing",
      "",
    ].join("\n"),
  );
  assert.match(html, /<html lang="nb">/);
  assert.deepEqual(
    [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    ["https://fullmakt.example/prod/310803030/accesses", "https://fullmakt.example/prod/310803030/billing"],
  );
});

test("SEC-126 names and texts that hold HTML are text in the mail, in tags and in attributes", () => {
  const evil = `<img src=x onerror=alert(1)> "quoted" 'single' & </p><script>alert(2)</script>`;
  const { html } = messageOf(
    {
      subject: evil,
      paragraphs: [evil, `a\n${evil}`],
      link: { label: evil, path: `/x"onmouseover="y` },
      parts: [{ heading: evil, paragraphs: [evil] }],
      why: evil,
      stop: { label: evil, path: "/me" },
    },
    "en",
    addressOf,
  );
  const allowed = new Set(["html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "a", "br"]);
  assert.deepEqual(
    [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag!.toLowerCase()).filter((tag) => !allowed.has(tag)),
    [],
  );
  assert.doesNotMatch(html, /"onmouseover/);
  assert.equal(escapeHtml(`&<>"'`), "&amp;&lt;&gt;&quot;&#39;");
});

test("SEC-152 no value of a header holds a line break, and a name that does is folded into one line", () => {
  for (const text of ["a\nb", "a\rb", "a\r\nBcc: c@d.no", "a\0b", "a\u0085b", "a\u2028b", "a\u2029b", "\ud800"]) {
    assert.throws(() => headerValue(text), /header/);
    assert.doesNotThrow(() => headerValue(inLine(text)), JSON.stringify(text));
    assert.throws(() => messageOf({ ...CONTENT, subject: text }, "nb", addressOf), /header/);
  }
  assert.equal(inLine(" Bjørkelia\r\nBcc: x@y.no\u202e "), "Bjørkelia Bcc: x@y.no");
  assert.equal(headerValue("Bjørkelia «Øst» – 日本"), "Bjørkelia «Øst» – 日本");
});

test("moments are told in Norwegian time, as people write them", () => {
  const [summer, winter] = [new Date("2026-07-01T22:30:00Z"), new Date("2026-03-05T13:30:00Z")];
  assert.deepEqual(
    LANGUAGES.map((language) => moment(winter, language)),
    ["5. mars 2026 kl. 14.30", "5. mars 2026 kl. 14.30", "5 March 2026, 14:30"],
  );
  assert.deepEqual(
    LANGUAGES.map((language) => day(summer, language)),
    ["2. juli 2026", "2. juli 2026", "2 July 2026"],
  );
  assert.equal(moment(summer, "nb"), "2. juli 2026 kl. 00.30");
});
