import { useMatches } from "@tanstack/react-router";
import type { EnvironmentName } from "../../vocabulary/environment.ts";

/** What of an address holds elsewhere too. */
const SHARED_PARAMETERS = new Set(["$env", "$org"]);

/**
 * The same kind of page in another environment or for another organisation. A page about one thing (`/clients/$id`) becomes the list of such things: the
 * thing itself is only here.
 */
export function useSameKindOfPage(): (change: { env?: EnvironmentName; org?: string }) => string {
  const { fullPath, params } = useMatches({ select: (matches) => matches.at(-1)! });
  return (change) => {
    // The operator's pages name no organisation: another one's are elsewhere.
    if (change.org !== undefined && !fullPath.includes("$org")) return `/${(params as { env?: string }).env ?? change.env}/${change.org}`;
    const values: Record<string, string> = { ...(params as Record<string, string>), ...change };
    const pieces = fullPath.split("/").filter((piece) => piece !== "");
    const firstThing = pieces.findIndex((piece) => piece.startsWith("$") && !SHARED_PARAMETERS.has(piece));
    const kept = firstThing === -1 ? pieces : pieces.slice(0, firstThing);
    return `/${kept.map((piece) => (piece.startsWith("$") ? (values[piece.slice(1)] ?? "") : piece)).join("/")}`;
  };
}
