import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, TypeOverrides } from "pg";

/** What the token connection must have, whatever the role or database says: one plan, READ COMMITTED, the primary, and a limit on every statement. */
const SETTINGS = [
  "plan_cache_mode = force_generic_plan",
  "jit = off",
  "default_transaction_isolation = 'read committed'",
  "default_transaction_read_only = off",
  "statement_timeout = 1500",
  "lock_timeout = 1200",
];

const types = new TypeOverrides();
types.setTypeParser(20, Number);

type Backend = { pid: number; since: string };

export type TokenConnection = {
  /** Names the chain that this connection's batches form; a new connection begins a new one (concurrency.md §5). */
  writer: string;
  /** The database's process behind it, told from another that gets its number later. */
  backend: Backend;
  query<Row>(statement: { name?: string; text: string; values?: unknown[] }): Promise<Row[]>;
  isOpen(): boolean;
  /** Cuts it at once: whatever was under way has an unknown outcome. */
  cut(): void;
  close(): Promise<void>;
};

/**
 * Opens one connection for the token statement.
 * @param url where; `target_session_attrs` is replaced by our own question whether it is the primary
 * @param patienceMs longest time to connect, in milliseconds
 */
export async function openTokenConnection(url: string, patienceMs = 1_500): Promise<TokenConnection> {
  const socket = new Socket();
  let open = true;
  let backend: Backend;
  const client = new Client({ connectionString: url, types, stream: () => socket, application_name: "fullmakt-token" });
  client.on("error", () => (open = false));
  client.on("end", () => (open = false));
  const timer = setTimeout(() => socket.destroy(new Error("Connection terminated: it took too long")), patienceMs);
  try {
    await client.connect();
    await client.query(SETTINGS.map((setting) => `set ${setting}`).join(";"));
    const { rows } = await client.query<Backend & { standby: boolean }>(
      "select pg_is_in_recovery() as standby, pid, backend_start::text as since from pg_stat_activity where pid = pg_backend_pid()",
    );
    const [{ standby, ...itself }] = rows as [Backend & { standby: boolean }];
    if (standby) throw Object.assign(new Error("This database is a standby"), { code: "25006" });
    backend = itself;
  } catch (error) {
    open = false;
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return {
    writer: randomUUID(),
    backend,
    query: async <Row>(statement: { name?: string; text: string; values?: unknown[] }) => (await client.query(statement)).rows as Row[],
    isOpen: () => open,
    cut() {
      open = false;
      socket.destroy();
    },
    async close() {
      open = false;
      await client.end().catch(() => {});
    },
  };
}

/**
 * Ends what a lost connection left running, and waits until it is gone: then its work is committed or never will be. Without that, a statement that is sent
 * again would not see what the first one writes at the same moment.
 *
 * @param on another connection to the same database
 * @throws Error when it does not end by the deadline (milliseconds since 1970)
 */
export async function outlive(on: TokenConnection, { pid, since }: Backend, deadline: number): Promise<void> {
  const former = "pid = $1 and backend_start::text = $2";
  for (;;) {
    const ending = { text: `select pg_terminate_backend(pid) from pg_stat_activity where ${former}`, values: [pid, since] };
    if ((await on.query(ending)).length === 0) return;
    if (Date.now() > deadline) throw Object.assign(new Error("Connection terminated, but its work goes on"), { code: "57P01" });
    await sleep(5);
  }
}
