import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/billing.ts";
import { type Acting, ask, call } from "./call.ts";

export type BillingDetails = NonNullable<z.output<typeof contract.Billing>["details"]>;
export type BillingReplacement = z.input<typeof contract.BillingReplacement>;
/** Null details: nothing has been entered. The ETag is that of the version that was read. */
export type ReadBilling = { details: BillingDetails | null; etag: string };

/** Where invoices of the organisation go. The same in both environments. */
export const billing = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "billing"],
    queryFn: async ({ signal }): Promise<ReadBilling> => {
      const { data, etag } = await call<{ details: BillingDetails | null }>({ env, org }, { path: ["billing-details"], signal });
      return { details: data.details, etag: etag! };
    },
  });

export const replaceBilling = (acting: Required<Acting>, details: BillingReplacement, ifMatch: string): Promise<{ details: BillingDetails | null }> =>
  ask(acting, { method: "PUT", path: ["billing-details"], body: details, ifMatch });
