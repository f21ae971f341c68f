import assert from "node:assert/strict";
import { test } from "node:test";
import { isFromOurselves } from "./same-site.ts";

const PUBLIC = "https://fullmakt.example.no";

for (const { says, method = "POST", site, origin, ours } of [
  { says: "a form of ours", site: "same-origin", origin: PUBLIC, ours: true },
  { says: "a form of ours on a page without referrer", site: "same-origin", origin: "null", ours: true },
  { says: "a bookmark or a reload", site: "none", ours: true },
  { says: "another site", site: "cross-site", origin: "https://elsewhere.example", ours: false },
  { says: "another site that claims our origin", site: "cross-site", origin: PUBLIC, ours: false },
  { says: "a neighbour below the same domain", site: "same-site", origin: "https://other.example.no", ours: false },
  { says: "a word that no browser says", site: "Same-Origin", origin: PUBLIC, ours: false },
  { says: "an empty word", site: "", origin: PUBLIC, ours: false },
  { says: "an older browser with our origin", origin: PUBLIC, ours: true },
  { says: "an older browser with another origin", origin: "https://elsewhere.example", ours: false },
  { says: "an origin that begins with ours", origin: `${PUBLIC}.elsewhere.example`, ours: false },
  { says: "our host over http", origin: "http://fullmakt.example.no", ours: false },
  { says: "another port of our host", origin: `${PUBLIC}:8443`, ours: false },
  { says: "an opaque origin", origin: "null", ours: false },
  { says: "a program that says nothing", ours: false },
  { says: "a removal by another site", method: "DELETE", site: "cross-site", ours: false },
  { says: "a replacement by ourselves", method: "PUT", site: "same-origin", ours: true },
  { says: "a method that nobody knows, by another site", method: "MOVE", site: "cross-site", ours: false },
  { says: "reading by another site", method: "GET", site: "cross-site", ours: true },
  { says: "reading by a program", method: "HEAD", ours: true },
] as { says: string; method?: string; site?: string; origin?: string; ours: boolean }[])
  test(`SEC-121 ${says} ${ours ? "may" : "may not"} change something`, () => {
    const headers = new Headers({ ...(site === undefined ? {} : { "sec-fetch-site": site }), ...(origin === undefined ? {} : { origin }) });
    assert.equal(isFromOurselves(method, headers, PUBLIC), ours);
    assert.equal(isFromOurselves(method, headers, `${PUBLIC}/below`), ours, "the origin of a public address with a path is the same");
  });
