import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as audit from "../../contract/audit.ts";
import type { AuditKind } from "../../vocabulary/audit-kinds.ts";
import type { Day } from "../text/day.ts";
import { type Acting, ask, askCsv } from "./call.ts";

export type AuditEntry = z.output<typeof audit.AuditEntry>;
type Newest = z.output<typeof audit.AuditPage>;
export type LogPage = z.output<typeof audit.AuditSearch>;

/** What of the log is looked for, as it stands in the address of the page. */
export type LogSearch = { q?: string; kind?: AuditKind; from?: Day; to?: Day; page?: number };

/** As many as a front page has room for. */
const NEWEST = 5;

/** The newest entries of the activity log. */
export const newestEntries = ({ env, org }: Acting) =>
  queryOptions({
    queryKey: [env, org, "log", "newest"],
    queryFn: ({ signal }) => ask<Newest>({ env, org }, { path: ["audit-entries"], query: { limit: NEWEST }, signal }),
  });

/** A page of the activity log, by its number. The one before stays until the next is there. */
export const logPage = ({ env, org }: Acting, search: LogSearch) =>
  queryOptions({
    queryKey: [env, org, "log", search],
    queryFn: ({ signal }) => ask<LogPage>({ env, org }, { path: ["audit-entries", "search"], query: search, signal }),
    placeholderData: keepPreviousData,
  });

/** All of the log that fits, for a spreadsheet, in the language of the page. */
export const logAsCsv = (acting: Acting, search: LogSearch): Promise<Blob> =>
  askCsv(acting, { path: ["audit-entries", "export"], query: { ...search, page: undefined } });
