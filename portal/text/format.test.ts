import assert from "node:assert/strict";
import { test } from "node:test";
import { writeOrgNumber } from "../../vocabulary/org-number.ts";
import { formatClock, formatDay, formatDayAndTime, formatDayHeading, formatList, formatMoment, formatWhen, formatWhenWithin } from "./format.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");

for (const { moment, nb, en, says } of [
  { says: "today", moment: "2026-11-22T09:31:20Z", nb: "I dag kl. 10.31", en: "Today, 10:31" },
  { says: "yesterday", moment: "2026-11-21T14:40:00Z", nb: "I går kl. 15.40", en: "Yesterday, 15:40" },
  { says: "the day in Norway, not in UTC", moment: "2026-11-21T23:05:00Z", nb: "I dag kl. 00.05", en: "Today, 00:05" },
  { says: "the evening before yesterday", moment: "2026-11-20T22:59:00Z", nb: "20. november 2026", en: "20 November 2026" },
  { says: "longer ago", moment: "2026-03-05T12:00:00Z", nb: "5. mars 2026", en: "5 March 2026" },
])
  test(`${says}: ${nb}`, () => {
    assert.equal(formatWhen(moment, "nb", NOW), nb);
    assert.equal(formatWhen(moment, "nn", NOW), nb);
    assert.equal(formatWhen(moment, "en", NOW), en);
  });

test("a day as a heading says today and yesterday", () => {
  assert.equal(formatDayHeading("2026-11-22T09:31:20Z", "nn", NOW), "I dag, 22. november 2026");
  assert.equal(formatDayHeading("2026-11-21T14:40:00Z", "en", NOW), "Yesterday, 21 November 2026");
  assert.equal(formatDayHeading("2026-11-20T22:59:00Z", "nb", NOW), "20. november 2026");
});

test("yesterday is the day before, also when the clocks change: that day has 23 hours in spring and 25 in autumn", () => {
  assert.equal(formatWhen("2026-03-28T22:30:00Z", "nb", Date.parse("2026-03-29T21:30:00Z")), "I går kl. 23.30");
  assert.equal(formatWhen("2026-10-24T22:10:00Z", "nb", Date.parse("2026-10-26T05:00:00Z")), "I går kl. 00.10");
  assert.equal(formatWhen("2026-10-24T21:50:00Z", "nb", Date.parse("2026-10-26T05:00:00Z")), "24. oktober 2026");
});

test("day and time, seconds for tokens, and within a sentence", () => {
  assert.equal(formatDayAndTime("2026-03-05T13:30:00Z", "nn"), "5. mars 2026 kl. 14.30");
  assert.equal(formatDayAndTime("2026-03-05T13:30:00Z", "en"), "5 March 2026, 14:30");
  assert.equal(formatClock("2026-11-22T09:05:07Z", "nb", { seconds: true }), "10.05.07");
  assert.equal(formatClock("2026-11-21T23:00:00Z", "en"), "00:00");
  assert.equal(formatDay("2026-12-31T23:30:00Z", "nb"), "1. januar 2027");
  assert.equal(formatMoment("2026-11-22T09:31:07Z", "nb", NOW), "I dag kl. 10.31.07");
  assert.equal(formatMoment("2026-11-21T09:31:07Z", "en", NOW), "Yesterday, 10:31:07");
  assert.equal(formatMoment("2026-11-14T07:00:02Z", "nn", NOW), "14. november 2026 kl. 08.00.02");
  assert.equal(formatWhenWithin("2026-11-22T09:31:00Z", "nb", NOW), "i dag kl. 10.31");
});

test("names in a row, and numbers in groups that no line breaks", () => {
  assert.equal(formatList(["Blid Rype", "Snar Tiur", "Stødig Elg"], "nb"), "Blid Rype, Snar Tiur og Stødig Elg");
  assert.equal(formatList(["Blid Rype"], "en"), "Blid Rype");
  assert.equal(writeOrgNumber("310801011"), "310\u00A0801\u00A0011");
});
