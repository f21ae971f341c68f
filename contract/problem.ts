import { z } from "@hono/zod-openapi";

/** RFC 9457 problem details, as every refusal of our own API. */
export const Problem = z
  .object({
    type: z.url().describe("Address of a page that explains the refusal, in nb, nn or en."),
    title: z.string().describe("A heading, in the language of Accept-Language."),
    status: z.int(),
    detail: z.string().describe("What was wrong with this request. English."),
    code: z.string().describe("Stable code of the refusal: MP-nnn or FM-nnn."),
    remedy: z.string().describe("What whoever can mend it should do next."),
    whoCanMend: z.enum(["developer", "client_owner", "api_provider", "consumer", "person", "administrator", "operator"]),
    traceId: z.string().describe("Names this request in the logs: quote it when you ask for help."),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");
