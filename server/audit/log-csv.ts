import type { z } from "@hono/zod-openapi";
import type { AuditEntry } from "../../contract/audit.ts";
import { sayActor, sayDeed } from "../../vocabulary/audit-sentence.ts";
import type { Language } from "../../vocabulary/language.ts";

/** The first line of a log as CSV. The last five are the same in every language, for programs. */
export const HEADINGS: Record<Language, readonly string[]> = {
  nb: ["Tidspunkt (Norge)", "Hvem", "Hva", "time", "action", "actor_organization", "object", "trace_id"],
  nn: ["Tidspunkt (Noreg)", "Kven", "Kva", "time", "action", "actor_organization", "object", "trace_id"],
  en: ["Time (Norway)", "Who", "What", "time", "action", "actor_organization", "object", "trace_id"],
};

// As spreadsheets read it: 2026-11-22 14:42:05.
const IN_NORWAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo", dateStyle: "short", timeStyle: "medium" });

/** An entry as a line of CSV, first for people and then for programs. @param own the organisation whose log it is */
export function lineOf(entry: z.input<typeof AuditEntry>, own: string, language: Language): (string | null)[] {
  const { at, action, actor, object, traceId } = entry;
  const what = sayDeed(entry, language, (moment) => IN_NORWAY.format(new Date(moment)).slice(0, 10)).map(({ text }) => text);
  return [IN_NORWAY.format(new Date(at)), sayActor(entry, own, language), what.join(""), at, action, actor.org ?? null, JSON.stringify(object), traceId];
}
