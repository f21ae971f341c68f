import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { stream } from "hono/streaming";
import { SealCheckPage, SealCheckQuery } from "../../contract/audit.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { allow } from "../permissions/allow.ts";
import { deed } from "./deed.ts";
import { cutShort } from "./cut-short.ts";
import { exportChain } from "./export.ts";
import { checkFrom, START } from "./seal-check.ts";

const CheckPlace = z.union([
  z.object({ part: z.enum(["test", "prod"]), seq: z.int(), xid: z.int(), kept: z.boolean() }),
  z.object({ part: z.literal("writers"), seq: z.int() }),
  z.object({ part: z.literal("batches"), writer: z.uuid(), seq: z.int() }),
]);
const tags = ["Audit"];
const ndjson = { "application/x-ndjson": { schema: z.string() } };

/** For the operator: whole chains for the offline verifier, and the check of what they seal. An organisation's own log: log-routes.ts. */
export function chainRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/audit-chains/{chain}",
      operationId: "exportAuditChain",
      summary: "A whole chain with its signed head, for the offline verifier",
      description:
        "For the operator. `fullmakt audit verify --file` checks the copy anywhere; its last line is the signed head, and a copy without it was cut short. The export is itself written into the log.",
      tags,
      security,
      middleware: [allow(deps, "audit.verify")] as const,
      request: { params: z.object({ chain: z.enum(["test", "prod", "shared"]) }) },
      responses: { 200: { description: "The chain as lines of JSON", content: ndjson }, ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { chain } = c.req.valid("param");
      const environment = c.get("environment");
      if (chain !== "shared" && chain !== environment.name)
        throw new Refused("invalid_request", { fields: [{ field: "chain", message: `ask for it below the issuer of ${chain}` }] });
      await deed(deps.db, doerOf(c), async (_tx, note) => note({ env: chain, action: "audit.export", object: { chain }, orgs: [] }));
      c.header("content-type", "application/x-ndjson");
      return stream(
        c,
        async (out) => {
          for await (const line of exportChain(deps, environment, chain)) await out.write(line);
        },
        cutShort(deps, c),
      ) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: "get",
      path: "/audit-seals",
      operationId: "checkAuditSeals",
      summary: "Compares the records of tokens and refusals with their seals",
      description: "For the operator. A page compares a part and says how to go on; the check is done when `next` is null.",
      tags,
      security,
      middleware: [allow(deps, "audit.verify")] as const,
      request: { query: SealCheckQuery },
      responses: { 200: json(SealCheckPage, "What was compared, and what is wrong"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { continuation } = c.req.valid("query");
      const { org } = c.get("caller");
      const query = ["audit-seals"];
      const position = continuation === undefined ? START : deps.continuations.read(org, query, continuation, CheckPlace);
      const keptSince = new Date(deps.now() - deps.settings.logRetentionDays * 86_400_000);
      const { next, ...checked } = await checkFrom(deps.db, keptSince, position);
      return c.json({ ...checked, next: next && deps.continuations.make(org, query, next) }, 200);
    },
  );
  return routes;
}
