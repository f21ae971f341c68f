/** Names that mails say. Connection or transaction first. */
import { sql } from "kysely";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { inLine } from "./mail.ts";

/** The names of organisations, as they stand in a line. */
export async function namesOf(db: Database, numbers: readonly OrgNumber[]): Promise<Map<OrgNumber, string>> {
  const { rows } = await sql<{ number: number; name: string }>`
    select number, name from organization where number = any(${numbers.map(orgNumberToInt)}::int[])`.execute(db);
  return new Map(rows.map(({ number, name }) => [orgNumberFromInt(number), inLine(name)]));
}
