import { randomUUID } from "node:crypto";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { Level } from "../../vocabulary/level.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import { sessionCookieName } from "../login/sessions.ts";
import { freshSecret, hashOf } from "../login/secrets.ts";
import { insertSession } from "../login/session-store.ts";
import { type IdentityNumber, isSynthetic, parseIdentityNumber } from "../people/identity-number.ts";
import { upsertPerson } from "../people/person-store.ts";

type LogIn = {
  /** Whose number; left out: somebody new. */
  number?: IdentityNumber;
  person?: { firstName: string; lastName: string };
  level?: Level;
  environments?: readonly EnvironmentName[];
  /** How long ago the person proved who he or she is, milliseconds. */
  ageMs?: number;
};

/**
 * Somebody who is logged in, without the way there: a session of his or her own is planted.
 * @returns the person's id, and the `Cookie` header of the browser
 */
export async function logIn(
  { deps }: { deps: Pick<Deps, "db" | "settings"> },
  { number = freshIdentityNumber(), person = { firstName: "Kvikk", lastName: "Testing" }, level = "high", environments = ENVIRONMENTS, ageMs = 0 }: LogIn = {},
): Promise<{ person: string; cookie: string; session: string }> {
  const { id } = await upsertPerson(deps.db, { id: randomUUID(), number, ...person });
  const secret = freshSecret();
  const session = randomUUID();
  await insertSession(deps.db, {
    id: session,
    secretHash: hashOf(secret),
    person: id,
    provider: deps.settings.login[0]!.id,
    subject: id,
    providerSession: null,
    level,
    environments,
    authenticatedAt: (Date.now() - ageMs) / 1000,
    address: null,
    browser: "",
  });
  return { person: id, cookie: `${sessionCookieName(deps.settings)}=${secret}`, session };
}

/** Headers of a call from the portal, for an organisation. */
export const asPerson = (cookie: string, org: OrgNumber): Record<string, string> => ({
  cookie,
  "fullmakt-organization": org,
  "sec-fetch-site": "same-origin",
});

const used = new Set<string>();

/** A valid synthetic identity number (month + 80), each time another. */
export const freshIdentityNumber = (): IdentityNumber => freshNumber(() => `${two(1 + below(28))}${81 + below(12)}${two(below(40))}`, isSynthetic);

/** A number of the form that real people have, of somebody who is born in 2039: nobody has it yet. */
export const unbornNumber = (): IdentityNumber =>
  freshNumber(
    () => `${two(1 + below(28))}${two(1 + below(12))}39`,
    (number) => !isSynthetic(number),
  );

const below = (n: number) => Math.floor(Math.random() * n);
const two = (n: number) => String(n).padStart(2, "0");

/** @param dateOf six digits, with a year below 40: with individual numbers from 500 those are of this century */
function freshNumber(dateOf: () => string, isWanted: (number: IdentityNumber) => boolean): IdentityNumber {
  for (;;) {
    const nine = `${dateOf()}${500 + below(500)}`;
    const first = checkDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
    const number = parseIdentityNumber(`${nine}${first}${checkDigit(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])}`);
    if (!number || !isWanted(number) || used.has(number)) continue;
    used.add(number);
    return number;
  }
}

/** Modulo 11 (selfservice.md §13); 10 is no digit, and makes the number one of twelve, which is none. */
const checkDigit = (digits: string, weights: number[]): number => (11 - (weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11)) % 11;
