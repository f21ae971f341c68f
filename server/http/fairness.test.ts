/** One who sends at full speed stands in nobody else's way: the other is always answered, whatever the first one gets (SEC-054). */
import assert from "node:assert/strict";
import { after, mock, test } from "node:test";
import { ownToken } from "../test/installation.ts";
import { grantFor, runningInstallation } from "../test/running.ts";
import { plantClient, type Planted } from "../test/token-client.ts";
import { tokenCaller } from "../test/token-load.ts";

// For the limits, all is one second: who is above his share stays there, and who is below it does not depend on how fast the machine is.
mock.timers.enable({ apis: ["Date"], now: Date.now() });

const REQUESTS = 50;
/** Above what the quiet one sends in all, and far below what the busy one does. */
const SHARE = 60;
const BUSY_CONNECTIONS = 20;
const PLENTY = 1_000_000;

const running = await runningInstallation(({ environments: { test: narrow, prod: wide } }) => {
  const addresses = { perAddressPerSecond: PLENTY, apiPerAddressPerSecond: PLENTY }; // they share one, as behind a proxy
  narrow.rateLimits = { ...addresses, perClientPerSecond: SHARE, apiPerClientPerSecond: SHARE };
  wide.rateLimits = { ...addresses, perClientPerSecond: PLENTY, apiPerClientPerSecond: PLENTY };
});
const port = Number(new URL(running.origin).port);

type Sender = () => Promise<number | null>;
type Sending = (who: Planted, other: Planted) => Promise<Sender> | Sender;

const tokens =
  (of: (who: Planted, other: Planted) => string): Sending =>
  (who, other) => {
    const caller = tokenCaller(port, who.env);
    after(() => caller.close());
    return async () => (await caller.send(of(who, other))).status;
  };
const good = tokens((who) => grantFor(running, who));
const withoutAccess = tokens((who) => grantFor(running, who, { scope: `${who.scope}.none` }));
const forged = tokens((who, other) => grantFor(running, { ...other, key: { ...who.key, kid: other.key.kid } }));
const ownApi: Sending = async ({ env, owner }) => {
  const headers = { authorization: `Bearer ${await ownToken(running.deps, env, owner, ["idporten:dcr.read"])}` };
  return async () => {
    const answer = await fetch(`${running.origin}/${env}/api/fullmakt/v1/clients`, { headers });
    await answer.arrayBuffer();
    return answer.status;
  };
};

for (const { says, env, busy, quiet, gets } of [
  { says: "good grants, within its limit", env: "prod", busy: good, quiet: good, gets: [200] },
  { says: "good grants, far above its limit", env: "test", busy: good, quiet: good, gets: [200, 429] },
  { says: "grants that are refused", env: "prod", busy: withoutAccess, quiet: good, gets: [400] },
  { says: "forged grants in the name of the other", env: "test", busy: forged, quiet: good, gets: [400] },
  { says: "requests to our own API, within its limit", env: "prod", busy: ownApi, quiet: ownApi, gets: [200] },
  { says: "requests to our own API, far above its limit", env: "test", busy: ownApi, quiet: ownApi, gets: [200, 429] },
  { says: "requests to our own API, while the other asks for tokens", env: "prod", busy: ownApi, quiet: good, gets: [200] },
  { says: "good grants, while the other calls our own API", env: "prod", busy: good, quiet: ownApi, gets: [200] },
] as { says: string; env: "test" | "prod"; busy: Sending; quiet: Sending; gets: number[] }[])
  test(`SEC-054 one organisation sends at full speed ${says}: all ${REQUESTS} requests of another are answered 200`, async () => {
    // Keys of different kinds, so that the forged signature is one of another key.
    const [first, second] = [await plantClient(running, { env, kind: "rsa-2" }), await plantClient(running, { env, kind: "rsa" })];
    const flood = startFlood(await busy(first, second));
    const send = await quiet(second, first);
    const answers: (number | null)[] = [];
    for (let i = 0; i < REQUESTS; i++) {
      await flood.answered(2); // spread over the flood
      answers.push(await send());
    }
    await flood.stop();
    assert.deepEqual([...new Set(answers)], [200]);
    assert.deepEqual(new Set(flood.statuses), new Set(gets));
    assert.ok(flood.statuses.length >= 2 * REQUESTS);
  });

/** Sends over many connections at once, each again as soon as it is answered. */
function startFlood(send: Sender) {
  const statuses: (number | null)[] = [];
  let stopped = false;
  const told: (() => void)[] = [];
  const tell = () => {
    for (const one of told.splice(0)) one();
  };
  const all = Promise.all(
    Array.from({ length: BUSY_CONNECTIONS }, async () => {
      while (!stopped) {
        statuses.push(await send());
        tell();
      }
    }),
  ).finally(() => {
    stopped = true;
    tell();
  });
  const stop = async () => {
    stopped = true;
    await all;
  };
  after(stop);
  return {
    statuses,
    stop,
    /** Waits until so many more were answered. */
    async answered(more: number) {
      for (const wanted = statuses.length + more; statuses.length < wanted && !stopped;) await new Promise<void>((resolve) => told.push(resolve));
    },
  };
}
