/** The rows of service notices. Connection or transaction first; no rules. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { Notice, NoticeWish } from "./notice.ts";

const COLUMNS = ["id", "severity", "environments", "starts_at", "ends_at", "title", "body", "version", "published_at", "updated_at", "withdrawn_at"] as const;

const noticeOf = (row: Pick<Row<"service_notice">, (typeof COLUMNS)[number]>): Notice => ({
  id: row.id,
  severity: row.severity,
  environments: ENVIRONMENTS.filter((name) => row.environments.includes(ENVIRONMENT_NUMBER[name])),
  from: row.starts_at,
  to: row.ends_at,
  title: row.title,
  text: row.body,
  version: row.version,
  publishedAt: row.published_at,
  updatedAt: row.updated_at,
  withdrawnAt: row.withdrawn_at,
});

const valuesOf = ({ severity, environments, from, to, title, text }: NoticeWish) => ({
  severity,
  environments: environments.map((name) => ENVIRONMENT_NUMBER[name]),
  starts_at: from,
  ends_at: to,
  title: JSON.stringify(title),
  body: JSON.stringify(text),
});

export async function insertNotice(tx: Database, id: string, wish: NoticeWish): Promise<Notice> {
  return noticeOf(
    await tx
      .insertInto("service_notice")
      .values({ id, ...valuesOf(wish) })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow(),
  );
}

/** The notice, held for a change until the transaction ends. */
export async function holdNotice(tx: Database, id: string): Promise<Notice | null> {
  const row = await tx.selectFrom("service_notice").select(COLUMNS).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  return row ? noticeOf(row) : null;
}

export async function findNotice(db: Database, id: string): Promise<Notice | null> {
  const row = await db.selectFrom("service_notice").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row ? noticeOf(row) : null;
}

export async function updateNotice(tx: Database, id: string, wish: NoticeWish): Promise<Notice> {
  const row = await tx
    .updateTable("service_notice")
    .set((is) => ({ ...valuesOf(wish), version: is("version", "+", 1), updated_at: sql<Date>`now()` }))
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return noticeOf(row);
}

export async function withdraw(tx: Database, id: string): Promise<Notice> {
  const row = await tx
    .updateTable("service_notice")
    .set((is) => ({ withdrawn_at: sql<Date>`now()`, version: is("version", "+", 1), updated_at: sql<Date>`now()` }))
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return noticeOf(row);
}

/** Notices of an environment, the newest first. @param current only those that are not over, and not withdrawn */
export async function pageOfNotices(
  db: Database,
  env: EnvironmentName,
  { current, after, limit }: { current: boolean; after: { publishedAt: Date; id: string } | null; limit: number },
): Promise<Notice[]> {
  let query = db
    .selectFrom("service_notice")
    .select(COLUMNS)
    .where(sql<boolean>`${ENVIRONMENT_NUMBER[env]}::smallint = any(environments)`)
    .orderBy("published_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (current) query = query.where(sql<boolean>`withdrawn_at is null and (ends_at is null or ends_at > now())`);
  if (after) query = query.where(sql<boolean>`(published_at, id) < (${after.publishedAt}, ${after.id}::uuid)`);
  return (await query.execute()).map(noticeOf);
}
