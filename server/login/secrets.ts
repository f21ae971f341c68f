import { createHash, randomBytes } from "node:crypto";

/** A random value that nobody guesses: 256 bits, 43 characters of base64url. */
export const freshSecret = (): string => randomBytes(32).toString("base64url");

const SECRET = /^[A-Za-z0-9_-]{43}$/;
/** Whether it looks like one: whatever else stands in a cookie or an address needs no question to the database. */
export const isSecret = (text: string | undefined): text is string => text !== undefined && SECRET.test(text);

/** What is kept of a secret. It is random enough that a plain hash cannot be turned around. */
export const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
