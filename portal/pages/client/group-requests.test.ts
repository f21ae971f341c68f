import assert from "node:assert/strict";
import { test } from "node:test";
import type { TokenRequest } from "../../api/client.ts";
import { groupRequests } from "./group-requests.ts";

const request = (minute: number, outcome: TokenRequest["outcome"], code: string | null = null, scopes = "lyngvidda:tilsyn.read") =>
  ({ at: `2026-11-26T10:${minute}:00.000Z`, outcome, code, scopes }) as TokenRequest;

test("refusals that say the same are one; a token between them, another code or another scope begins anew; tokens stay one by one", () => {
  const groups = groupRequests([
    request(59, "refused", "MP-200"),
    request(58, "refused", "MP-200"),
    request(57, "refused", "MP-200", "lyngvidda:annet.read"),
    request(56, "refused", "MP-250", "lyngvidda:annet.read"),
    request(55, "issued"),
    request(54, "issued"),
    request(53, "refused", "MP-250", "lyngvidda:annet.read"),
  ]);
  assert.deepEqual(
    groups.map(({ newest, count, since }) => [newest.at.slice(14, 16), count, since.slice(14, 16)]),
    [
      ["59", 2, "58"],
      ["57", 1, "57"],
      ["56", 1, "56"],
      ["55", 1, "55"],
      ["54", 1, "54"],
      ["53", 1, "53"],
    ],
  );
  assert.deepEqual(groupRequests([]), []);
});
