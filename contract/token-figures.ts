/** How many tokens a client got, day by day. */
import { z } from "@hono/zod-openapi";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

export const TokenFiguresQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(14).describe("Today is the last of them.") });

export const TokenFigures = z
  .object({
    days: z
      .array(z.object({ day: z.iso.date().describe("A day in Norway."), issued: z.int(), refused: z.int() }))
      .describe("The oldest first, with those on which nothing happened. Fewer than asked for where the client is so busy that older ones were not counted."),
    issued: z.int().describe("In all of them."),
    refused: z.int(),
    lastTokenAt: Timestamp.nullable().describe("Null: none that is kept in the log."),
  })
  .openapi("TokenFigures");
