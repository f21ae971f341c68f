/** What a prefix in production costs in a year, by what the operator has set. The server stores what was accepted; the portal shows it before. */

export const EXPECTED_CONSUMERS = ["up_to_5", "up_to_15", "more_than_15"] as const;
export type ExpectedConsumers = (typeof EXPECTED_CONSUMERS)[number];

/** Without value added tax. */
export type PrefixPrice = {
  /** ISO 4217. */
  currency: string;
  /** For the prefix itself. */
  perYear: number;
  /** For each access in a year: the first ones cost `each` up to number `upTo`, the next ones as the next entry says. Without `upTo`: all further ones. */
  perAccess: readonly { upTo: number | null; each: number }[];
  /** The most that a year costs; null: there is no such. */
  cap: number | null;
};

/** What a year costs with so many accesses: one organisation with three scopes counts as three. */
export function yearlyPrice({ perYear, perAccess, cap }: PrefixPrice, accesses: number): number {
  let sum = perYear;
  let counted = 0;
  for (const { upTo, each } of perAccess) {
    const until = Math.min(accesses, upTo ?? accesses);
    sum += Math.max(0, until - counted) * each;
    counted = Math.max(counted, until);
  }
  return cap === null ? sum : Math.min(sum, cap);
}

const ACCESSES: Record<ExpectedConsumers, { fewest: number; most: number | null }> = {
  up_to_5: { fewest: 1, most: 5 },
  up_to_15: { fewest: 6, most: 15 },
  more_than_15: { fewest: 16, most: null },
};

/** What a year costs at least and at most when each expected organisation has one access; `most` null: it depends on how many there are. */
export function estimatedPrice(price: PrefixPrice, expected: ExpectedConsumers): { least: number; most: number | null } {
  const { fewest, most } = ACCESSES[expected];
  return { least: yearlyPrice(price, fewest), most: most === null ? price.cap : yearlyPrice(price, most) };
}

/** Whether every access has exactly one price: numbers go up, and the last entry is for all further ones. */
export function isPriceInOrder({ perAccess }: Pick<PrefixPrice, "perAccess">): boolean {
  return perAccess.every(({ upTo }, i) => {
    const before = i === 0 ? 0 : perAccess[i - 1]!.upTo;
    return before !== null && (i === perAccess.length - 1 ? upTo === null : upTo !== null && upTo > before);
  });
}
