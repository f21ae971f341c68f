/** What lists of clients and accesses show at a glance. */
import { z } from "@hono/zod-openapi";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");
const MOST = 100;

export const ClientFiguresQuery = z.object({
  clientIds: z
    .string()
    .max(MOST * 256)
    .default("")
    .transform((ids) => [...new Set(ids.split(","))])
    .refine((ids) => ids.length <= MOST, `are more than ${MOST}`)
    .describe(`At most ${MOST}, with commas between them. Those that are not there, or not yours, are left out of the answer.`),
});

export const ClientFigures = z
  .object({
    items: z.array(
      z.object({
        clientId: z.string(),
        key: z
          .object({
            state: z.enum(["ok", "expiring", "expired", "none"]).describe("expiring: within 30 days there is none left that works."),
            endsAt: Timestamp.nullable().describe("When the last of its keys ends, or ended."),
          })
          .describe("Whether the client can sign, and how long."),
        lastTokenAt: Timestamp.nullable().describe("Null: none within 90 days."),
        refused: z.int().describe("Refusals of the last 7 days."),
        refusedOrMore: z.boolean().describe("There are more; they were not counted."),
      }),
    ),
  })
  .openapi("ClientFigures");

export const AccessFigures = z
  .object({
    items: z.array(
      z.object({
        scope: z.string(),
        clients: z.array(z.object({ clientId: z.string(), name: z.string() })).describe("The organisation's own active clients that carry it."),
        lastTokenAt: Timestamp.nullable().describe("When one of them got a token with it. Null: not among the newest tokens of the last 90 days."),
      }),
    ),
  })
  .openapi("AccessFigures");
