/** Which of the points that have chosen a kind of event are reached by one. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { carriersOf } from "./limit-store.ts";
import { type PointLimits, reaches } from "./point-limits.ts";

type Limited = { organization: OrgNumber; limitedTo: PointLimits | null };

/** Those that an event about a client, about a scope or about neither reaches. @see reaches */
export async function reachedBy<Point extends Limited>(
  db: Database,
  points: readonly Point[],
  env: EnvironmentName,
  { client, scope }: { client?: string; scope?: string },
): Promise<Point[]> {
  if (client !== undefined) return points.filter(({ limitedTo }) => reaches(limitedTo, { client }));
  if (scope === undefined) return points.filter(({ limitedTo }) => reaches(limitedTo, null));
  const asking = points.filter(({ limitedTo }) => limitedTo && limitedTo.clients.length > 0).map(({ organization }) => organization);
  const carriers = await carriersOf(db, env, scope, [...new Set(asking)]);
  return points.filter(({ organization, limitedTo }) => reaches(limitedTo, { scope, carriers: carriers.get(organization) ?? [] }));
}
