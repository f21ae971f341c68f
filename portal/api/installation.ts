import { queryOptions } from "@tanstack/react-query";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { PrefixPrice } from "../../vocabulary/prefix-price.ts";
import { connectionLost, connectionWorks } from "./connection.ts";
import { ConnectionLost } from "./problem.ts";

export type LoginService = { id: string; name: string; kind: string; environments: EnvironmentName[] };

/** What everybody may know of an installation: `GET /installation.json`. */
export type Installation = {
  mode: "development" | "production";
  operator: { name: string; number: string };
  support: string | null;
  terms: { version: string; address: string | null };
  /** What a prefix in production costs; null: nothing. */
  prefixPrice: PrefixPrice | null;
  accessibilityStatement: string | null;
  privacyStatement: string | null;
  environments: { name: EnvironmentName; api: string; issuer: string }[];
  loginServices: LoginService[];
  /** Whether it sends any. */
  mail: boolean;
};

/** What everybody may read, asked without the session: it is no use of it. @throws ConnectionLost no answer came */
export async function open<T>(address: string): Promise<{ status: number; body: T }> {
  try {
    // What was published a moment ago is shown, though others may keep the answer for a while.
    const response = await fetch(address, { headers: { accept: "application/json" }, cache: "no-cache" });
    connectionWorks();
    return { status: response.status, body: (await response.json()) as T };
  } catch (error) {
    connectionLost();
    throw new ConnectionLost(error);
  }
}

export const installation = queryOptions({
  queryKey: ["installation"],
  queryFn: async () => (await open<Installation>("/installation.json")).body,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whether the service can issue tokens just now. */
export const readiness = queryOptions({
  queryKey: ["readiness"],
  queryFn: async () => ((await open<{ status: string }>("/health/ready")).status === 200 ? "works" : "stands"),
  refetchInterval: 60_000,
});

/** RFC 8414, of one environment. */
export type IssuerMetadata = { issuer: string; token_endpoint: string; jwks_uri: string };

export const issuerMetadata = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "metadata"],
    queryFn: async () => (await open<IssuerMetadata>(`/${env}/.well-known/oauth-authorization-server`)).body,
    staleTime: 3_600_000,
  });
