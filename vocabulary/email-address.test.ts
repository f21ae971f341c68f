import assert from "node:assert/strict";
import { test } from "node:test";
import { parseEmailAddress } from "./email-address.ts";

test("an e-mail address is exactly one mailbox at one domain", () => {
  for (const [text, read] of [
    ["drift@tindoy.example", "drift@tindoy.example"],
    ["  Drift+api@Tindoy.Example ", "Drift+api@tindoy.example"],
    ["o'hara@xn--tindy-vua.example", "o'hara@xn--tindy-vua.example"],
    [`${"a".repeat(64)}@b.no`, `${"a".repeat(64)}@b.no`],
  ] as const)
    assert.equal(parseEmailAddress(text), read);
});

test("SEC-152 no address holds a line break, a second address or a header", () => {
  for (const text of [
    "",
    "@",
    "drift",
    "drift@",
    "@tindoy.example",
    "drift@localhost",
    "drift@127.0.0.1",
    "drift@[127.0.0.1]",
    "drift@tindøy.example",
    "drift@-tindoy.example",
    "drift@tindoy..example",
    ".drift@tindoy.example",
    "drift..@tindoy.example",
    "drift @tindoy.example",
    "drift@tindoy.example\nBcc: other@tindoy.example",
    "drift\r\n@tindoy.example",
    "drift@tindoy.example, other@tindoy.example",
    "a@b@tindoy.example",
    "<drift@tindoy.example>",
    "Drift <drift@tindoy.example>",
    '"drift"@tindoy.example',
    `${"a".repeat(65)}@b.no`,
    `a@${"b".repeat(250)}.no`,
    "drift\0@tindoy.example",
  ])
    assert.equal(parseEmailAddress(text), null, JSON.stringify(text));
});
