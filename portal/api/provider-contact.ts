/** Whom those who use the organisation's APIs turn to. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/provider-contact.ts";
import { type Acting, call } from "./call.ts";

export type ProviderContact = z.output<typeof contract.ProviderContact>["details"];
export type ProviderContactReplacement = z.input<typeof contract.ProviderContactReplacement>;
/** With the version that was read. */
export type ReadContact = { details: ProviderContact; etag: string };

const read = ({ data, etag }: { data: { details: ProviderContact }; etag: string | null }): ReadContact => ({ details: data.details, etag: etag ?? '"0"' });

export const providerContact = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "provider-contact"],
    queryFn: async ({ signal }) => read(await call({ env, org }, { path: ["provider-contact"], signal })),
  });

/** @param etag of what was read: refused when another changed it meanwhile */
export const saveProviderContact = async (acting: Required<Acting>, wish: ProviderContactReplacement, etag: string): Promise<ReadContact> =>
  read(await call(acting, { method: "PUT", path: ["provider-contact"], body: wish, ifMatch: etag }));
