/**
 * Whether an error means that the database cannot answer now, so that trying again makes sense: connection lost or refused (class 08, socket errors),
 * being shut down or cancelled by our own limit (57), out of resources (53), read-only after a failover (25006), or our own waiting limits.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = "" } = error as { code?: string };
  if (/^(08|57|53)...$/.test(code) || code === "25006") return true;
  if (["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"].includes(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|has encountered a connection error/i.test(
    error.message,
  );
}
