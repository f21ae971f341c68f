/** Which certificates are revoked: lists fetched ahead of requests, never because of one (SEC-056). */
import type { Logger } from "../../log.ts";
import type { Certificate } from "./certificate.ts";
import { KEY_USAGE } from "./certificate.ts";
import { isSignedBy, readRevocationList, type RevocationList } from "./revocation-list.ts";

const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 5_000;
const RETRY_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

export type RevocationStatus = "good" | "revoked" | "unavailable";

/** A source in this process: its newest lists, the same buffers as long as nothing changed. */
export type LocalLists = () => Promise<readonly Buffer[]>;

export type RevocationLists = {
  /**
   * Whether `authority` has revoked a certificate of its own. `unavailable`: no list of it, or the list we hold should have been followed by another.
   * @param now milliseconds since 1970
   */
  status(authority: Certificate, certificate: Certificate, now: number): Promise<RevocationStatus>;
  /** Makes an authority known that was found on the way from a caller's certificate to a configured root, so that its lists count. */
  learn(authority: Certificate): void;
  /** Fetches all addresses now. Never rejects: what fails is logged, and the last good list stays. */
  refresh(): Promise<void>;
  close(): void;
};

type Held = { url: string; authority: Certificate; list: RevocationList };

/**
 * Holds the revocation lists of `authorities`.
 *
 * Each list is fetched at start and again after a quarter of the time it has left, at least hourly, a minute after a failure. A list counts only when the
 * authority's key signed it, and an older one never replaces a newer, so that whoever sits on the wire (lists come over http) can at most withhold them.
 *
 * @param source.urls addresses from the settings; nothing in a certificate is ever fetched
 * @param source.authorities whose lists are expected
 * @param source.local lists made in this process
 */
export function openRevocationLists(
  source: { urls?: readonly string[]; authorities: readonly Certificate[]; local?: LocalLists },
  log: Logger,
  now: () => number = Date.now,
): RevocationLists {
  const authorities = [...source.authorities];
  const fetched = new Map<string, Held>();
  /** Lists of authorities that we do not know yet. */
  const unclaimed = new Map<string, RevocationList>();
  const timers = new Map<string, NodeJS.Timeout>();
  const readLocal = new WeakMap<Buffer, Held | null>();
  let closed = false;

  const claim = (url: string, list: RevocationList): Held | null => {
    const authority = authorities.find((known) => known.subject.equals(list.issuer) && maySignLists(known) && isSignedBy(list, known.publicKey));
    return authority ? { url, authority, list } : null;
  };

  const take = (url: string, list: RevocationList) => {
    const held = claim(url, list);
    if (!held) {
      if (authorities.some(({ subject }) => subject.equals(list.issuer))) throw new Error("the signature is not that of the authority");
      unclaimed.set(url, list);
      throw new Error("it is of an authority that is not configured");
    }
    unclaimed.delete(url);
    const before = fetched.get(url);
    if (before && before.list.thisUpdate > held.list.thisUpdate) throw new Error("it is older than the one we hold");
    fetched.set(url, held);
  };

  const refreshOne = async (url: string): Promise<void> => {
    let waitMs = RETRY_MS;
    try {
      take(url, readRevocationList(await download(url)));
      const left = fetched.get(url)!.list.nextUpdate - now();
      waitMs = Math.min(LONGEST_WAIT_MS, Math.max(RETRY_MS, left / 4));
    } catch (error) {
      log.warn({ url, reason: (error as Error).message }, "revocation list not renewed");
    }
    clearTimeout(timers.get(url));
    if (!closed) timers.set(url, setTimeout(() => void refreshOne(url), waitMs).unref());
  };

  const localLists = async (): Promise<Held[]> => {
    const held: Held[] = [];
    try {
      for (const der of (await source.local?.()) ?? []) {
        if (!readLocal.has(der)) readLocal.set(der, claim("local", readRevocationList(der)));
        const read = readLocal.get(der);
        if (read) held.push(read);
      }
    } catch (error) {
      log.warn({ reason: (error as Error).message }, "revocation list of the test authority cannot be made");
    }
    return held;
  };

  const refresh = async () => {
    await Promise.all((source.urls ?? []).map(refreshOne));
  };

  return {
    async status(authority, certificate, at) {
      const lists = [...fetched.values(), ...(await localLists())].filter(
        (held) => sameAuthority(held.authority, authority) && ["all", certificate.isAuthority ? "authorities" : "ends"].includes(held.list.covers),
      );
      // Revoked stays revoked, also by a list that is out of date.
      if (lists.some(({ list }) => list.revoked.has(certificate.serial))) return "revoked";
      const isCurrent = ({ list }: Held) => at < list.nextUpdate;
      const said = lists.some((held) => isCurrent(held) && !held.list.isPart) || (lists.length > 0 && lists.every(isCurrent));
      return said ? "good" : "unavailable";
    },
    learn(authority) {
      if (authorities.length >= 200 || authorities.some((known) => known.digest === authority.digest)) return;
      authorities.push(authority);
      for (const [url, list] of unclaimed) {
        const held = claim(url, list);
        if (held) fetched.set(url, held);
        if (held) unclaimed.delete(url);
      }
    },
    refresh,
    close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** An authority may have several certificates: name and key make it. */
const sameAuthority = (a: Certificate, b: Certificate): boolean => a.subject.equals(b.subject) && a.publicKey.equals(b.publicKey);

const maySignLists = ({ isAuthority, usages }: Certificate): boolean => isAuthority && (usages === null || (usages & KEY_USAGE.cRLSign) !== 0);

async function download(url: string): Promise<Buffer> {
  const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (answer.status !== 200 || !answer.body) throw new Error(`the answer was HTTP ${answer.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
