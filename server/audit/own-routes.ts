import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { stream } from "hono/streaming";
import { AuditEntry, AuditPage, AuditQuery, SealCheckPage, SealCheckQuery } from "../../contract/audit.ts";
import type { Deps } from "../deps.ts";
import { type Caller, doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { allow } from "../permissions/allow.ts";
import type { ChainName } from "../../contract/audit-chain.ts";
import { deed } from "./deed.ts";
import { exportChain } from "./export.ts";
import { checkFrom, START } from "./seal-check.ts";
import { entriesOf, type FoundEntry } from "./store.ts";

const Position = z.object({ at: z.iso.datetime(), chain: z.int(), seq: z.int() });
const CheckPlace = z.union([
  z.object({ part: z.enum(["test", "prod"]), seq: z.int(), xid: z.int(), kept: z.boolean() }),
  z.object({ part: z.literal("writers"), seq: z.int() }),
  z.object({ part: z.literal("batches"), writer: z.uuid(), seq: z.int() }),
]);
const NAMES: Record<number, ChainName> = { 0: "shared", 1: "test", 2: "prod" };
const tags = ["Audit"];
const ndjson = { "application/x-ndjson": { schema: z.string() } };
const EXPORT_CHUNK = 500;

/** The audit log: each organisation lists and exports its own part; the operator exports whole chains. */
export function auditRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const cutShort = (c: Context<Env>) => async (error: Error) =>
    deps.log.error({ trace: c.get("traceId"), err: { message: error.message, stack: error.stack } }, "an export was cut short");
  routes.openapi(
    createRoute({
      method: "get",
      path: "/audit-entries",
      operationId: "listAuditEntries",
      summary: "What was done that concerns the calling organisation, newest first",
      tags,
      security,
      middleware: [allow(deps, "audit.read")] as const,
      request: { query: AuditQuery },
      responses: { 200: json(AuditPage, "A page of entries"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, action, scope } = c.req.valid("query");
      const caller = c.get("caller");
      const { name } = c.get("environment");
      const query = ["audit-entries", name, action, scope];
      const after = continuation === undefined ? undefined : deps.continuations.read(caller.org, query, continuation, Position);
      const found = await entriesOf(deps.db, name, caller.org, { after, action, scope, limit: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const next =
        found.length > limit && last ? deps.continuations.make(caller.org, query, { at: last.at.toISOString(), chain: last.env, seq: last.seq }) : null;
      return c.json({ items: items.map((entry) => present(entry, caller)), next }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: "get",
      path: "/audit-entries/export",
      operationId: "exportAuditEntries",
      summary: "All that concerns the calling organisation, one entry a line",
      description:
        'The export is itself written into the log. Its last line is `{"kind":"end","entries":n}`, with the number of entries before it: a copy without it was cut short.',
      tags,
      security,
      middleware: [allow(deps, "audit.export")] as const,
      responses: { 200: { description: "Entries as lines of JSON, newest first, and a last line that counts them", content: ndjson }, ...problems(401, 403) },
    }),
    async (c) => {
      const caller = c.get("caller");
      const { name } = c.get("environment");
      await deed(deps.db, doerOf(c), async (_tx, note) =>
        note({ env: name, action: "audit.export", object: { organization: caller.org }, orgs: [caller.org] }),
      );
      c.header("content-type", "application/x-ndjson");
      return stream(
        c,
        async (out) => {
          let entries = 0;
          for (let after: z.output<typeof Position> | undefined; ;) {
            const found: FoundEntry[] = await entriesOf(deps.db, name, caller.org, { after, limit: EXPORT_CHUNK });
            for (const entry of found) await out.write(`${JSON.stringify(present(entry, caller))}\n`);
            entries += found.length;
            const last = found.at(-1);
            if (!last || found.length < EXPORT_CHUNK) break;
            after = { at: last.at.toISOString(), chain: last.env, seq: last.seq };
          }
          // The status was sent long ago: only this line says that nothing is missing.
          await out.write(`${JSON.stringify({ kind: "end", entries })}\n`);
        },
        cutShort(c),
      ) as never;
    },
  );
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
        cutShort(c),
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

type Body = {
  action: string;
  actor: Record<string, string>;
  object: Record<string, unknown>;
  details: Record<string, unknown>;
  orgs: string[];
  at: string;
  trace_id: string;
};

function present({ env, seq, body, hash, data, actorName }: FoundEntry, caller: Caller): z.input<typeof AuditEntry> {
  const { action, actor, object, details, orgs, at, trace_id: traceId } = JSON.parse(body) as Body;
  const mayKnowWhere = caller.isOperator || actor.org === caller.org;
  const address = mayKnowWhere && typeof data?.address === "string" ? data.address : null;
  return {
    chain: NAMES[env]!,
    seq,
    at,
    action,
    actor,
    actorName: mayKnowWhere ? actorName : null,
    object,
    details,
    organizations: orgs,
    traceId,
    hash: hash.toString("base64url"),
    address,
  };
}
