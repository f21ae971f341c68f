/** A token, fetched from the browser as a client's own program fetches it. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { connectionLost, connectionWorks } from "./connection.ts";
import { ConnectionLost } from "./problem.ts";

export type FetchedToken =
  | {
      ok: true;
      accessToken: string;
      scope: string;
      expiresInSeconds: number;
      /** Milliseconds, by the server's clock. */ expiresAt: number;
      header: Record<string, unknown>;
      claims: Record<string, unknown> | null;
    }
  | { ok: false; /** Such as MP-250; null when the answer names none. */ code: string | null; error: string; description: string };

type Answer = { access_token?: string; scope?: string; expires_in?: number; error?: string; error_description?: string; error_uri?: string };

/** @param assertion a signed JWT grant (RFC 7523) @throws ConnectionLost no answer came */
export async function fetchToken(env: EnvironmentName, assertion: string): Promise<FetchedToken> {
  let response: Response;
  try {
    const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
    // No cookie goes along: the grant alone decides, as it does for a program.
    response = await fetch(`/${env}/token`, { method: "POST", body, credentials: "omit" });
    connectionWorks();
  } catch (error) {
    connectionLost();
    throw new ConnectionLost(error);
  }
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (!response.ok || answer.access_token === undefined)
    return {
      ok: false,
      code: /(MP|FM)-\d{3}$/.exec(answer.error_uri ?? "")?.[0] ?? null,
      error: answer.error ?? `HTTP ${response.status}`,
      description: answer.error_description ?? "",
    };
  const [header, body] = answer.access_token.split(".");
  const claims = decode(body);
  const expiresInSeconds = answer.expires_in ?? 0;
  const at = Date.parse(response.headers.get("date") ?? "") || Date.now();
  return {
    ok: true,
    accessToken: answer.access_token,
    scope: answer.scope ?? "",
    expiresInSeconds,
    expiresAt: typeof claims?.exp === "number" ? claims.exp * 1_000 : at + expiresInSeconds * 1_000,
    header: decode(header) ?? {},
    claims,
  };
}

/** Null for what is no JSON: an opaque token has no parts. */
function decode(part: string | undefined): Record<string, unknown> | null {
  try {
    const bytes = Uint8Array.from(atob((part ?? "").replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return null;
  }
}
