/**
 * The signing keys of one environment as files (0600) in a folder that several servers may share. Files never change; their names tell what they are:
 *
 * - `0001.json`: a key. It counts from the moment it is there.
 * - `0001.withdrawn`: that key is withdrawn.
 * - `0002.making`, `0001.withdrawing`: the same in preparation. They count for nothing until the transaction with their audit entry is known to be committed.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomUUID } from "node:crypto";
import { chmodSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { EnvironmentSettings } from "../config.ts";

export type SigningAlgorithm = "RS256" | "ES256";
export type SigningKind = EnvironmentSettings["signing"];
export type PublishedJwk = { kty: string; use: "sig"; alg: SigningAlgorithm; kid: string; [member: string]: string };
export type SigningKey = {
  kid: string;
  kind: SigningKind;
  alg: SigningAlgorithm;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: PublishedJwk;
  /** Milliseconds since 1970 from which it signs. */
  useFrom: number;
  /** Milliseconds since 1970; null while it is not withdrawn. */
  withdrawnAt: number | null;
  number: number;
};

/** What a key's file holds. */
export type KeyFile = { kind: SigningKind; useFrom: string; privateKey: string };
/** What is prepared: a new key, or the withdrawal of the key with a number. */
export type Step = { make: KeyFile } | { withdraw: number; withdrawnAt: string };
/** A prepared step and the transaction that it goes with (`pg_current_xact_id`). */
export type Prepared = { name: string; transaction: string };

const FINAL: Record<string, string> = { making: "json", withdrawing: "withdrawn" };
const nameOf = (number: number, what: string): string => `${String(number).padStart(4, "0")}.${what}`;
const numberOf = (name: string): number => Number(name.slice(0, 4));

/** The names of all files that count, in order: as long as they are the same, so are the keys. */
export const finalNames = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}\.(json|withdrawn)$/.test(name))
    .toSorted();

/** The keys in the order of their numbers, withdrawn ones among them. */
export function readKeys(folder: string, names: readonly string[]): SigningKey[] {
  const withdrawn = new Map(names.filter((name) => name.endsWith(".withdrawn")).map((name) => [numberOf(name), join(folder, name)]));
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const marker = withdrawn.get(numberOf(name));
      const withdrawnAt = marker ? Date.parse((JSON.parse(readFileSync(marker, "utf8")) as { withdrawnAt: string }).withdrawnAt) : null;
      return { ...readKey(join(folder, name)), withdrawnAt, number: numberOf(name) };
    });
}

const generateKey = promisify(generateKeyPair);

/** Makes a key, in the thread pool: an RSA key takes up to a second, and tokens go on being issued meanwhile. */
export async function makeKey(kind: SigningKind, useFromMs: number): Promise<KeyFile> {
  for (;;) {
    const { privateKey } = await (kind === "ES256"
      ? generateKey("ec", { namedCurve: "P-256" })
      : generateKey("rsa", { modulusLength: kind === "RSA-3072" ? 3072 : 2048 }));
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    // One in 64 has a kid that every command line would take for an option, in the hour when the key has to be withdrawn.
    if (!describeKey(kind, pem).kid.startsWith("-")) return { kind, useFrom: new Date(useFromMs).toISOString(), privateKey: pem };
  }
}

/** Adds a key at once, under this number. @throws Error EEXIST when another server was first */
export const addKey = (folder: string, number: number, key: KeyFile): void => writeWhole(folder, nameOf(number, "json"), key);

/** Puts a step beside, where it counts for nothing yet. @returns its name. @throws Error EEXIST when the same key is being withdrawn already */
export function prepare(folder: string, step: Step, transaction: string): string {
  if ("withdraw" in step) {
    const name = nameOf(step.withdraw, "withdrawing");
    writeWhole(folder, name, { withdrawnAt: step.withdrawnAt, transaction });
    return name;
  }
  const used = readdirSync(folder).filter((name) => /^\d{4}\.(json|making)$/.test(name));
  const name = nameOf(Math.max(0, ...used.map(numberOf)) + 1, "making");
  writeWhole(folder, name, { ...step.make, transaction });
  return name;
}

/** All that is prepared. */
export const preparedIn = (folder: string): Prepared[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}\.(making|withdrawing)$/.test(name))
    .toSorted()
    .flatMap((name) => {
      try {
        return [{ name, transaction: (JSON.parse(readFileSync(join(folder, name), "utf8")) as Prepared).transaction }];
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return []; // completed meanwhile
        throw error;
      }
    });

/** Makes a prepared step count. Of several servers that do it at once one does it. */
export function complete(folder: string, name: string): void {
  const [number = "", what = ""] = name.split(".");
  try {
    renameSync(join(folder, name), join(folder, `${number}.${FINAL[what]}`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Takes a prepared step away. */
export const drop = (folder: string, name: string): void => rmSync(join(folder, name), { force: true });

/** Written beside and linked into place: whole or not at all, and of two servers only one gets the name. */
function writeWhole(folder: string, name: string, content: object): void {
  const beside = join(folder, `.${randomUUID()}`);
  writeFileSync(beside, JSON.stringify(content, null, 2), { mode: 0o600 });
  try {
    linkSync(beside, join(folder, name));
  } finally {
    rmSync(beside);
  }
}

function readKey(path: string): Omit<SigningKey, "withdrawnAt" | "number"> {
  if ((statSync(path).mode & 0o077) !== 0) {
    try {
      chmodSync(path, 0o600);
    } catch {
      throw new CannotStart(`The signing key ${path} can be read by others: chmod 600 it.`);
    }
  }
  const { kind, useFrom, privateKey: pem } = JSON.parse(readFileSync(path, "utf8")) as KeyFile;
  return { ...describeKey(kind, pem), useFrom: Date.parse(useFrom) };
}

/** What follows from the private key alone. */
export function describeKey(kind: SigningKind, pem: string): Pick<SigningKey, "kid" | "kind" | "alg" | "privateKey" | "publicKey" | "jwk"> {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const alg = kind === "ES256" ? "ES256" : "RS256";
  const { kty, n, e, crv, x, y } = publicKey.export({ format: "jwk" });
  // RFC 7638: the members in this order, nothing else.
  const members: Record<string, string> = alg === "ES256" ? { crv: crv!, kty: kty!, x: x!, y: y! } : { e: e!, kty: kty!, n: n! };
  const kid = createHash("sha256").update(JSON.stringify(members)).digest("base64url");
  return { kid, kind, alg, privateKey, publicKey, jwk: { ...members, kty: kty!, use: "sig", alg, kid } };
}
