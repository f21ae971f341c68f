import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf, momentOf, type NoticeDraft, noticeOf, parseClock } from "./notice-draft.ts";

const good: NoticeDraft = {
  severity: "maintenance",
  environments: ["test", "prod"],
  fromDay: "1.6.2027",
  fromClock: "09.30",
  toDay: "1.6.2027",
  toClock: "10:00",
  title: { nb: "Vedlikehold", nn: "Vedlikehald", en: "Maintenance" },
  text: { nb: "Kort stans.", nn: "Kort stans.", en: "A short outage." },
};

for (const [typed, minutes] of [
  ["09.30", 570],
  ["9:05", 545],
  ["00.00", 0],
  ["23.59", 1_439],
  ["24.00", null],
  ["9", null],
  ["9.5", null],
  ["", null],
] as const)
  test(`the time «${typed}» is ${minutes ?? "none"}`, () => assert.equal(parseClock(typed), minutes));

test("a moment is one in Norway, in summer and in winter", () => {
  assert.equal(momentOf("1.6.2027", "09.30")!.toISOString(), "2027-06-01T07:30:00.000Z");
  assert.equal(momentOf("1.12.2027", "09.30")!.toISOString(), "2027-12-01T08:30:00.000Z");
  assert.equal(momentOf("31.2.2027", "09.30"), null);
});

for (const [says, change, faults] of [
  ["all is there", {}, []],
  ["no end", { toDay: "", toClock: "" }, []],
  ["half an end", { toDay: "" }, ["notice-toDay dayWrong"]],
  ["an end before its beginning", { toClock: "09.30" }, ["notice-toDay toBeforeFrom"]],
  ["another environment alone", { environments: ["prod"] }, ["notice-where whereMissing"]],
  ["a text missing", { text: { ...good.text, nn: "  " } }, ["notice-text-nn textMissing"]],
  ["no beginning", { fromDay: "", fromClock: "" }, ["notice-fromDay dayWrong", "notice-fromClock clockWrong"]],
] as const satisfies [string, Partial<NoticeDraft>, string[]][])
  test(`a notice where ${says}`, () =>
    assert.deepEqual(
      faultsOf({ ...good, ...change } as NoticeDraft, "test").map(({ field, says: fault }) => `${field} ${fault}`),
      faults,
    ));

test("what is sent has moments in UTC, and no end where none is known", () => {
  const { from, to } = noticeOf({ ...good, toDay: "", toClock: "" });
  assert.deepEqual([from, to], ["2027-06-01T07:30:00.000Z", null]);
});
