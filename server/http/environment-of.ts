import type { Settings, EnvironmentSettings } from "../config.ts";
import { environmentsOf } from "../config.ts";

/** Where a request belongs: its environment, the path of the base it was found by, and the path below that base, with a slash in front. */
export type Place = { environment: EnvironmentSettings; basePath: string; path: string };

/**
 * Finds the environment of a request. The path prefix decides; `Host` decides only between bases that differ in host alone (design.md §3), so
 * 127.0.0.1 works where the issuer says localhost, and so does a proxy that rewrites the host.
 *
 * @param host the `Host` header, port included
 * @param path the path as it arrived
 */
export function environmentOf(settings: Settings, host: string | undefined, path: string): Place | null {
  const candidates = environmentsOf(settings)
    .flatMap((environment) => [environment.issuer, ...environment.aliases].map((base) => ({ environment, base: new URL(base) })))
    .filter(({ base }) => path.startsWith(base.pathname) || `${path}/` === base.pathname)
    .toSorted((a, b) => b.base.pathname.length - a.base.pathname.length);
  const longest = candidates.filter(({ base }) => base.pathname.length === candidates[0]?.base.pathname.length);
  // A base at the root of a host is recognised by the host; every other by its path.
  const found = longest.find(({ base }) => base.host === host?.toLowerCase()) ?? (longest[0]?.base.pathname === "/" ? undefined : longest[0]);
  if (!found) return null;
  return { environment: found.environment, basePath: found.base.pathname, path: `/${path.slice(found.base.pathname.length)}` };
}
