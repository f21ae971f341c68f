/** What must hold of every token and grant, whatever was killed while they were under way. */
import assert from "node:assert/strict";
import { ask } from "./server-process.ts";
import { sendAgain, type SentGrant } from "./token-load.ts";

/**
 * After a crash: what callers hold is on record, what was used is refused, and nothing works twice.
 *
 * @param sent every grant sent so far and what became of it; only those of the last round are sent again
 */
export async function assertNothingLost(databaseUrl: string, port: number, sent: readonly SentGrant[]): Promise<void> {
  const given = sent.filter(({ status }) => status === 200);
  const unsure = sent.filter(({ status }) => status === null || status === 503);
  assert.equal(
    given.length + unsure.length,
    sent.length,
    `answered neither 200 nor 503: ${JSON.stringify(
      sent
        .filter((one) => !given.includes(one) && !unsure.includes(one))
        .slice(0, 3)
        .map(({ status, code }) => ({ status, code })),
    )}`,
  );
  const onRecord = await recordsOf(databaseUrl, given);
  assert.deepEqual(given.filter(({ record }) => !onRecord.has(record!)).length, 0, "SEC-131: a token that a caller holds is not on record");

  const again = await sendAgain(
    port,
    given.map(({ assertion }) => assertion),
  );
  assert.deepEqual([...new Set(again.map(({ code }) => code))], given.length > 0 ? ["MP-012"] : [], "SEC-024: a grant that was used works again");
  // Whether these had been used nobody knows; sent twice more, at most one of the three gets a token.
  const second = await sendAgain(
    port,
    unsure.map(({ assertion }) => assertion),
  );
  const third = await sendAgain(
    port,
    unsure.map(({ assertion }) => assertion),
  );
  for (const answers of [second, third]) for (const { status, code } of answers) assert.ok(status === 200 || code === "MP-012", `${status} ${code}`);
  assert.equal(third.filter(({ status }) => status === 200).length, 0, "SEC-024: a grant works twice");
  const [counts] = await ask<{ unmarked: number; twice: number }>(
    databaseUrl,
    `select (select count(*)::int from token_issuance i where not exists (select 1 from used_grant u where u.token = i.token)) as unmarked,
       (select count(*)::int from (select 1 from token_issuance group by token having count(*) > 1) x) as twice`,
  );
  assert.deepEqual(counts, { unmarked: 0, twice: 0 });
}

async function recordsOf(url: string, given: readonly SentGrant[]): Promise<Set<string>> {
  const rows = await ask<{ token: string }>(url, "select token from token_issuance where token = any ($1::uuid[])", [given.map(({ record }) => record)]);
  return new Set(rows.map(({ token }) => token));
}
