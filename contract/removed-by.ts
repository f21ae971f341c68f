import { z } from "@hono/zod-openapi";

/** Who took something away that can be brought back. */
export const RemovedBy = z
  .object({
    kind: z.enum(["person", "client", "organization"]).describe("Of another organisation only which one is told."),
    name: z.string().nullable().describe("Null: people are named to people of their organisation, and not to programs."),
  })
  .nullable()
  .openapi("RemovedBy");
