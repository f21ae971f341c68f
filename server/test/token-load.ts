/** Callers that never rest, for tests of crashes and stops: fresh grants over kept connections, and what became of each. */
import { Agent, request } from "node:http";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { recordIdOf } from "../token/access-token.ts";
import { claimsOf } from "./token-client.ts";

export type SentGrant = {
  assertion: string;
  /** HTTP status; null: the connection broke before an answer. */
  status: number | null;
  /** At the end of `error_uri`. */
  code: string | null;
  /** Id of the record of the token that came back. */
  record: string | null;
  retryAfter: string | null;
};

export type Caller = { send(assertion: string): Promise<SentGrant>; close(): void };

/** One who asks for tokens, over as many kept connections as he has requests at once. */
export function tokenCaller(port: number, environment = "test"): Caller {
  const agent = new Agent({ keepAlive: true });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const send = (assertion: string) =>
    new Promise<SentGrant>((resolve) => {
      const body = `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=${assertion}`;
      const broken = () => resolve({ assertion, status: null, code: null, record: null, retryAfter: null });
      const out = request({
        agent,
        host: "127.0.0.1",
        port,
        path: `/${environment}/token`,
        method: "POST",
        headers: { ...headers, "content-length": body.length },
      });
      out.on("error", broken);
      out.on("response", (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => (text += part));
        answer.on("error", broken);
        answer.on("end", () => {
          if (!answer.complete) return broken();
          const { access_token: token, error_uri: uri } = JSON.parse(text) as Record<string, string>;
          const record = token ? recordIdOf(String(claimsOf(token).jti)) : null;
          resolve({ assertion, status: answer.statusCode!, code: uri?.split("/").at(-1) ?? null, record, retryAfter: answer.headers["retry-after"] ?? null });
        });
      });
      out.end(body);
    });
  return { send, close: () => agent.destroy() };
}

export type Load = {
  sent: SentGrant[];
  /** Waits until so many more answers with this status have come (null: broken connections). */
  until(status: number | null, more: number): Promise<void>;
  /** No new request; waits for those under way. */
  stop(): Promise<void>;
};

/**
 * Sends fresh grants from `connections` at once until it is stopped. Each begins anew after an answer; after a broken connection only when `goesOn`.
 */
export function startLoad(port: number, makeGrant: () => string, { connections = 40, goesOn = false } = {}): Load {
  const caller = tokenCaller(port);
  const sent: SentGrant[] = [];
  let stopped = false;
  let told: (() => void)[] = [];
  const one = async () => {
    while (!stopped) {
      const grant = await caller.send(makeGrant());
      sent.push(grant);
      for (const tell of told.splice(0)) tell();
      if (grant.status === null && !goesOn) return;
      if (grant.status !== 200) await pause(100); // as Retry-After asks, though sooner: a storm of refusals would be all that is measured
    }
  };
  const all = Promise.all(Array.from({ length: connections }, one)).finally(() => {
    stopped = true;
    for (const tell of told.splice(0)) tell();
  });
  const stop = async () => {
    stopped = true;
    await all;
    caller.close();
  };
  after(stop);
  return {
    sent,
    stop,
    async until(status, more) {
      const count = () => sent.filter((grant) => grant.status === status).length;
      for (const wanted = count() + more; count() < wanted && !stopped;) await new Promise<void>((resolve) => told.push(resolve));
    },
  };
}

/** Sends each grant once more, 40 at a time. */
export async function sendAgain(port: number, assertions: readonly string[]): Promise<SentGrant[]> {
  const caller = tokenCaller(port);
  const answers: SentGrant[] = [];
  for (let at = 0; at < assertions.length; at += 40) answers.push(...(await Promise.all(assertions.slice(at, at + 40).map((one) => caller.send(one)))));
  caller.close();
  return answers;
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: TEST_SEED repeats it. */
export const runSeed = (): number => Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 4_294_967_296));
