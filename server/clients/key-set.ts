/** The rules of a client's keys as a set: what a change of it means for the keys that are there. Pure. */
import { Refused } from "../http/refused.ts";
import type { PublicJwk, SuppliedKey } from "./client-key.ts";

/** Most keys of a client that have neither ended nor expired (maskinporten.md 9). */
const MAXIMUM_KEYS = 5;

/** A key that has not been removed. One that has expired still stands here for its owner to see, but holds no place and no token comes of it. */
export type ClientKey = {
  id: string;
  kid: string;
  jwk: PublicJwk;
  alg: string;
  pinned: boolean;
  thumbprint: string;
  certificate: boolean;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  expired: boolean;
};

/** What is to be done, in this order: end rows, renew rows, add new ones. A row never becomes another key. */
export type KeyPlan = { end: ClientKey[]; renew: { held: ClientKey; expiresAt: Date }[]; add: { key: SuppliedKey; expiresAt: Date }[] };

/**
 * When a key ends: a year from now at most (SEC-073), earlier when its sender or its certificate says so.
 *
 * @throws Refused key_expired when that has passed already
 */
export function endOfKey(endsAt: Date | null, now: Date): Date {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + 1);
  if (endsAt === null || endsAt > latest) return latest;
  if (endsAt <= now) throw new Refused("key_expired");
  return endsAt;
}

/**
 * Whether what was sent is the key that is held, so that sending it again renews it.
 *
 * A key without `alg` is shown with the first algorithm of its family. Whoever reads the set and puts it back sends that along; the echo pins nothing.
 */
export function isSameKey(held: ClientKey, sent: SuppliedKey): boolean {
  return (
    held.kid === sent.kid &&
    held.thumbprint === sent.thumbprint &&
    held.alg === sent.alg &&
    (held.pinned === sent.pinned || !held.pinned) &&
    JSON.stringify(held.jwk.x5c ?? []) === JSON.stringify(sent.jwk.x5c ?? [])
  );
}

/**
 * Replaces the whole set: keys that are sent again are renewed, others that are held end.
 *
 * @throws Refused empty_key_set, too_many_keys, key_identifier_invalid (one kid twice), key_expired
 */
export function planReplacement(held: ClientKey[], sent: SuppliedKey[], now: Date): KeyPlan {
  if (sent.length === 0) throw new Refused("empty_key_set");
  if (sent.length > MAXIMUM_KEYS) throw new Refused("too_many_keys");
  const twice = sent.findIndex(({ kid }, position) => sent.findIndex((other) => other.kid === kid) < position);
  if (twice >= 0) throw new Refused("key_identifier_invalid", { fields: [{ field: `keys.${twice}.kid`, message: "stands twice in the set" }] });
  const plan: KeyPlan = { end: [], renew: [], add: [] };
  for (const key of sent) put(plan, held, key, now);
  const renewed = new Set(plan.renew.map((one) => one.held.id));
  return { ...plan, end: held.filter(({ id }) => !renewed.has(id)) };
}

/**
 * Adds one key, or renews it when it is held already.
 *
 * @param replacing whether another key may give way that has the same kid (PUT of one key); one that has expired always does
 * @throws Refused already_exists (the kid belongs to another key), too_many_keys, key_expired
 */
export function planAddition(held: ClientKey[], sent: SuppliedKey, now: Date, { replacing }: { replacing: boolean }): KeyPlan {
  const plan: KeyPlan = { end: [], renew: [], add: [] };
  put(plan, held, sent, now);
  if (plan.end.some(({ expired }) => !expired) && !replacing)
    throw new Refused("already_exists", { members: { what: `another key with the kid ${sent.kid}.` }, fields: [{ field: "kid", message: "is taken" }] });
  refuseOneMore(held.filter(({ kid }) => kid !== sent.kid));
  return plan;
}

/** Keeps the limit when a key comes beside those that are held. @throws Refused too_many_keys */
export function refuseOneMore(held: Pick<ClientKey, "expired">[]): void {
  if (held.filter(({ expired }) => !expired).length >= MAXIMUM_KEYS) throw new Refused("too_many_keys");
}

/** Removes one key. @throws Refused not_found */
export function planRemoval(held: ClientKey[], kid: string): KeyPlan {
  const end = held.filter((key) => key.kid === kid);
  if (end.length === 0) throw new Refused("not_found");
  return { end, renew: [], add: [] };
}

function put(plan: KeyPlan, held: ClientKey[], sent: SuppliedKey, now: Date): void {
  const expiresAt = endOfKey(sent.endsAt, now);
  const sameKid = held.find(({ kid }) => kid === sent.kid);
  if (sameKid && isSameKey(sameKid, sent)) {
    plan.renew.push({ held: sameKid, expiresAt });
    return;
  }
  if (sameKid) plan.end.push(sameKid);
  plan.add.push({ key: sent, expiresAt });
}

export type KeyState = "ok" | "expiring" | "expired" | "none";

/**
 * Whether a client can sign. Of several keys the one that lives longest counts: while two overlap, the end of the first stops nothing.
 *
 * @param keys `living`: how many work; `known`: whether there is any that was not removed; `endsSoon`: the last one ends within 30 days
 */
export function keyStateOf({ living, known, endsSoon }: { living: number; known: boolean; endsSoon: boolean }): KeyState {
  if (living === 0) return known ? "expired" : "none";
  return endsSoon ? "expiring" : "ok";
}
