/** Private keys that were made or given on this page, to try a client with. In the memory of the page alone: a reload forgets them. */
import type { SignatureAlgorithm } from "./key-pair.ts";

export type KeyInHand = { privateKey: CryptoKey; kid: string; alg: SignatureAlgorithm };

const keys = new Map<string, KeyInHand>();

/** Keeps the key by which a client can be tried. @param clientId whose public half the server has */
export const holdKey = (clientId: string, { privateKey, kid, alg }: KeyInHand): void => void keys.set(clientId, { privateKey, kid, alg });
export const keyInHand = (clientId: string): KeyInHand | null => keys.get(clientId) ?? null;
