import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { stream } from "hono/streaming";
import { AUDIT_SEARCH_PAGE, AuditEntry, AuditExportQuery, AuditPage, AuditQuery, AuditSearch, AuditSearchQuery } from "../../contract/audit.ts";
import type { ChainName } from "../../contract/audit-chain.ts";
import { chooseLanguage } from "../../vocabulary/language.ts";
import type { Deps } from "../deps.ts";
import { type Caller, doerOf } from "../http/caller.ts";
import { csvOf, wantsCsv } from "../http/csv.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { allow } from "../permissions/allow.ts";
import { cutShort } from "./cut-short.ts";
import { deed } from "./deed.ts";
import { HEADINGS, lineOf } from "./log-csv.ts";
import { type Mentioned, namesIn } from "./log-names.ts";
import { entriesOf, type FoundEntry, type LogOf, searchLog } from "./log-store.ts";

const Position = z.object({ at: z.iso.datetime(), chain: z.int(), seq: z.int() });
const CHAIN_NAMES: Record<number, ChainName> = { 0: "shared", 1: "test", 2: "prod" };
const tags = ["Audit"];
const EXPORT_CHUNK = 500;

/** The log of an organisation: what was done that concerns it, listed, searched and exported. */
export function logRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
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
      const { limit, continuation, ...filter } = c.req.valid("query");
      const caller = c.get("caller");
      const log = logOf(caller, c.get("environment").name);
      const query = ["audit-entries", log.env, filter.action, filter.scope, filter.client, filter.kind, filter.from, filter.to, filter.q];
      const after = continuation === undefined ? undefined : deps.continuations.read(caller.org, query, continuation, Position);
      const found = await entriesOf(deps.db, log, filter, { after, limit: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const next = found.length > limit && last ? deps.continuations.make(caller.org, query, placeOf(last)) : null;
      return c.json({ items: await present(deps, log, caller, items), next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/audit-entries/search",
      operationId: "searchAuditEntries",
      summary: "The same by numbered pages, with how many there are",
      tags,
      security,
      middleware: [allow(deps, "audit.read")] as const,
      request: { query: AuditSearchQuery },
      responses: { 200: json(AuditSearch, "A page of what fits"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { page, ...filter } = c.req.valid("query");
      const caller = c.get("caller");
      const log = logOf(caller, c.get("environment").name);
      const found = await searchLog(deps.db, log, filter, { skip: (page - 1) * AUDIT_SEARCH_PAGE, limit: AUDIT_SEARCH_PAGE });
      const items = await present(deps, log, caller, found.entries);
      const { total, searchedBackTo } = found;
      return c.json({ items, total, pages: Math.ceil(total / AUDIT_SEARCH_PAGE), searchedBackTo: searchedBackTo?.toISOString() ?? null }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/audit-entries/export",
      operationId: "exportAuditEntries",
      summary: "All that concerns the calling organisation, or what of it fits, one entry a line",
      description:
        'As lines of JSON, or as CSV by `Accept: text/csv`, with words in the language of `Accept-Language`. The export is itself written into the log. The last line says how many entries stand before it (`{"kind":"end","entries":n}`): a copy without it was cut short.',
      tags,
      security,
      middleware: [allow(deps, "audit.export")] as const,
      request: { query: AuditExportQuery },
      responses: {
        200: {
          description: "Entries, newest first, and a last line that counts them",
          content: { "application/x-ndjson": { schema: z.string() }, "text/csv": { schema: z.string() } },
        },
        ...problems(400, 401, 403),
      },
    }),
    async (c) => {
      const filter = c.req.valid("query");
      const caller = c.get("caller");
      const log = logOf(caller, c.get("environment").name);
      const asCsv = wantsCsv(c.req.header("accept"));
      const language = chooseLanguage(c.req.header("accept-language"));
      await deed(deps.db, doerOf(c), async (_tx, note) =>
        note({ env: log.env, action: "audit.export", object: { organization: caller.org }, orgs: [caller.org] }),
      );
      c.header("content-type", asCsv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson");
      if (asCsv) c.header("content-disposition", `attachment; filename="log-${caller.org}-${log.env}.csv"`);
      return stream(
        c,
        async (out) => {
          let entries = 0;
          if (asCsv) await out.write(csvOf([HEADINGS[language]]));
          for (let after: z.output<typeof Position> | undefined; ;) {
            const found = await entriesOf(deps.db, log, filter, { after, limit: EXPORT_CHUNK });
            const items = await present(deps, log, caller, found);
            await out.write(asCsv ? csvOf(items.map((item) => lineOf(item, caller.org, language))) : items.map((item) => `${JSON.stringify(item)}\n`).join(""));
            entries += found.length;
            const last = found.at(-1);
            if (!last || found.length < EXPORT_CHUNK) break;
            after = placeOf(last);
          }
          // The status was sent long ago: only this line says that nothing is missing.
          await out.write(asCsv ? csvOf([["end", entries]]) : `${JSON.stringify({ kind: "end", entries })}\n`);
        },
        cutShort(deps, c),
      ) as never;
    },
  );
  return routes;
}

const logOf = (caller: Caller, env: LogOf["env"]): LogOf => ({ env, org: caller.org, isOperator: caller.isOperator });
const placeOf = ({ at, env, seq }: FoundEntry) => ({ at: at.toISOString(), chain: env, seq });

type Body = Mentioned & { action: string; details: Record<string, unknown>; at: string; trace_id: string };

async function present(deps: Pick<Deps, "db">, log: LogOf, caller: Caller, found: readonly FoundEntry[]): Promise<z.input<typeof AuditEntry>[]> {
  const read = found.map((entry) => ({ ...entry, said: JSON.parse(entry.body) as Body }));
  const namesOf = await namesIn(
    deps.db,
    log,
    read.map(({ said }) => said),
  );
  return read.map(({ env, seq, hash, data, actorName, said }) => {
    const mayKnowWhere = caller.isOperator || said.actor.org === caller.org;
    const address = mayKnowWhere && typeof data?.address === "string" ? data.address : null;
    return {
      chain: CHAIN_NAMES[env]!,
      seq,
      at: said.at,
      action: said.action,
      actor: said.actor,
      actorName: mayKnowWhere ? actorName : null,
      object: said.object,
      details: said.details,
      organizations: said.orgs,
      names: namesOf(said),
      traceId: said.trace_id,
      hash: hash.toString("base64url"),
      address,
    };
  });
}
