import { z } from "@hono/zod-openapi";

/** Query parameters of every list of our own API. */
export const Paging = {
  limit: z.coerce.number().int().min(1).max(1_000).default(100).describe("Rows per page."),
  continuation: z.string().max(2_000).optional().describe("From `next` of the page before. Opaque; good for a day, for the same query."),
};

/** A page: its rows, and how to go on, or null at the end. */
export const pageOf = <Item extends z.ZodType>(name: string, item: Item) => z.object({ items: z.array(item), next: z.string().nullable() }).openapi(name);
