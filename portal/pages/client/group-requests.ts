import type { TokenRequest } from "../../api/client.ts";

/** Requests that say the same, one after the other: shown once, with how many there were. The newest stands for all. */
export type RequestGroup = { newest: TokenRequest; count: number; /** Of the oldest of them. */ since: string };

/** A program that is refused tries again and again: a hundred lines would hide the one that is different. Tokens stay one by one. */
export function groupRequests(requests: readonly TokenRequest[]): RequestGroup[] {
  const groups: RequestGroup[] = [];
  for (const request of requests) {
    const last = groups.at(-1);
    if (last && isSameRefusal(last.newest, request)) {
      last.count += 1;
      last.since = request.at;
    } else groups.push({ newest: request, count: 1, since: request.at });
  }
  return groups;
}

const isSameRefusal = (one: TokenRequest, other: TokenRequest): boolean =>
  one.outcome === "refused" && other.outcome === "refused" && one.code === other.code && one.scopes === other.scopes;
