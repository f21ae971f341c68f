import type { Settings, EnvironmentSettings } from "../config.ts";
import { environmentsOf } from "../config.ts";

/** Where a request belongs: its environment, the path of the base it was found by, and the path below that base, with a slash in front. */
export type Place = { environment: EnvironmentSettings; basePath: string; path: string };

type Base = { environment: EnvironmentSettings; host: string; path: string };

/** The bases of an installation, the longest paths first. Read once: the settings of a running server do not change. */
const basesOf = new WeakMap<Settings, readonly Base[]>();

function readBases(settings: Settings): readonly Base[] {
  let bases = basesOf.get(settings);
  if (!bases) {
    const named = environmentsOf(settings).flatMap((environment) =>
      [environment.issuer, ...environment.aliases].map((base) => ({ environment, host: new URL(base).host, path: new URL(base).pathname })),
    );
    // The portal calls its own origin, where the session's cookie holds: every environment answers there too, whatever its issuer is.
    const { host } = new URL(settings.publicUrl);
    const ofPortal = environmentsOf(settings).map((environment) => ({ environment, host, path: `/${environment.name}/` }));
    const isNew = ({ host: here, path }: Base) => !named.some((base) => base.host === here && base.path === path);
    bases = [...named, ...ofPortal.filter(isNew)].toSorted((a, b) => b.path.length - a.path.length);
    basesOf.set(settings, bases);
  }
  return bases;
}

/**
 * Finds the environment of a request. The path prefix decides; `Host` decides only between bases that differ in host alone (design.md §3), so
 * 127.0.0.1 works where the issuer says localhost, and so does a proxy that rewrites the host.
 *
 * @param host the `Host` header, port included
 * @param path the path as it arrived
 */
export function environmentOf(settings: Settings, host: string | undefined, path: string): Place | null {
  const fits = ({ path: base }: Base) => path.startsWith(base) || (path.length + 1 === base.length && `${path}/` === base);
  const bases = readBases(settings);
  const first = bases.find(fits);
  if (!first) return null;
  // A base at the root of a host is recognised by the host; every other by its path.
  const alike = bases.filter((base) => base.path.length === first.path.length && fits(base));
  const found = alike.find((base) => base.host === host?.toLowerCase()) ?? (first.path === "/" ? undefined : first);
  return found ? { environment: found.environment, basePath: found.path, path: `/${path.slice(found.path.length)}` } : null;
}
