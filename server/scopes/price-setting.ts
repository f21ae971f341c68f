/** What a prefix in production costs, as config.json says it. */
import { z } from "zod";
import { isPriceInOrder, type PrefixPrice } from "../../vocabulary/prefix-price.ts";

export const prefixPriceSetting = z
  .strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "write the three letters of a currency, such as NOK")
      .default("NOK"),
    perYear: z.int().min(0),
    perAccess: z
      .array(z.strictObject({ upTo: z.int().min(1).nullable().default(null), each: z.int().min(0) }))
      .max(20)
      .refine((perAccess) => isPriceInOrder({ perAccess }), "numbers of upTo go up, and the last entry has none")
      .default([]),
    cap: z.int().min(0).nullable().default(null),
  })
  .nullable()
  .optional()
  .describe(
    "What a prefix in production costs in a year, without value added tax, shown to whoever applies and accepted with the application: perYear, perAccess (a list of " +
      "each, the price of an access, up to number upTo; the last has no upTo) and cap. null, and in production the default: free of charge. In development the " +
      "default is the price of Maskinporten.",
  );

/** In development: selfservice.md §10. */
export const SYNTHETIC_PRICE: PrefixPrice = {
  currency: "NOK",
  perYear: 50_000,
  perAccess: [
    { upTo: 5, each: 5_000 },
    { upTo: 10, each: 3_000 },
    { upTo: 15, each: 1_500 },
    { upTo: null, each: 1_000 },
  ],
  cap: 799_500,
};
