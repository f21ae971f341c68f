import { mkdirSync } from "node:fs";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { Settings } from "../config.ts";
import { startPostgres } from "./embedded.ts";

/** The database that a server works with: its own, or the one that DATABASE_URL names. */
export type ServingDatabase = {
  url: string;
  /** Resolves when its own one ends; never with another. */
  ended: Promise<void>;
  /** Stops its own one; another is left alone. */
  stop(): Promise<void>;
};

/**
 * Makes the data folder and starts the embedded PostgreSQL, unless DATABASE_URL names another: that one is not looked at yet.
 *
 * @throws CannotStart with one sentence for the user; then nothing is left running
 */
export async function startDatabase({ dataFolder, databaseUrl }: Pick<Settings, "dataFolder" | "databaseUrl">): Promise<ServingDatabase> {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o711 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CannotStart(`The data folder ${dataFolder} cannot be made or written (${code}): set FULLMAKT_DATA to one that can.`);
  }
  if (databaseUrl !== null) return { url: databaseUrl, ended: new Promise(() => {}), stop: async () => {} };
  const postgres = await startPostgres(dataFolder);
  return { url: postgres.url("postgres"), ended: postgres.ended, stop: () => postgres.stop() };
}
