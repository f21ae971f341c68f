/** What people hold for organisations, for whoever has to decide by it. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import type { Held } from "./standing-store.ts";

export { GIVEN_HOLDS, heldBy, heldIn, type Held } from "./standing-store.ts";

/** Facts of one person in one organisation and environment. */
export type Standing = { env: EnvironmentName; rights: ReadonlySet<HeldRight>; byKeyRole: ReadonlySet<HeldRight> };

/** @param held of one person in one organisation */
export const standingOf = (env: EnvironmentName, held: readonly Held[]): Standing => ({
  env,
  rights: new Set(held.map(({ right }) => right)),
  byKeyRole: new Set(held.filter(({ keyRole }) => keyRole).map(({ right }) => right)),
});

/** The standing of everyone who holds anything. @param held of one organisation */
export function standings(env: EnvironmentName, held: readonly Held[]): Map<string, Standing> {
  const byPerson = Map.groupBy(held, ({ person }) => person);
  return new Map([...byPerson].map(([person, theirs]) => [person, standingOf(env, theirs)]));
}
