/** One request of the portal to our API, on its own origin: the session is a cookie that no script sees. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { currentLanguage } from "../text/language.ts";
import { connectionLost, connectionWorks } from "./connection.ts";
import { askToLogIn, needsLogin } from "./login-need.ts";
import { ApiProblem, ConnectionLost, type Problem } from "./problem.ts";
import { sessionWasUsed } from "./session-clock.ts";

/** Whom a request is for: the environment, and the organisation that the person acts for. */
export type Acting = { env: EnvironmentName; org?: string | undefined };

export type Call = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's base, piece by piece: `["people", id]`. */
  path: readonly string[];
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  /** In place of a body in JSON: plain text, such as a key in PEM. */
  text?: string;
  /** The ETag that was read: the change is refused when another came between. */
  ifMatch?: string;
  /** Sent again with the same key, nothing is done twice. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** No dialog when the login is over or not good enough: the refusal is the answer. */
  quiet?: boolean;
};

export type Answer<T> = {
  data: T;
  etag: string | null;
  /** When it was given, by the server's clock; by ours when it does not say. Milliseconds. */
  at: number;
};

/** The header that names the organisation. */
const ORGANIZATION = "fullmakt-organization";

const apiOf = (env: EnvironmentName): string => `/${env}/api/fullmakt/v1`;

/**
 * Asks our API. When the login is over or not good enough, a dialog lets the person log in beside the page, and the same is asked again: nothing is lost.
 *
 * @throws ApiProblem what the API refused · ConnectionLost no answer came
 */
export async function call<T>(acting: Acting, request: Call): Promise<Answer<T>> {
  const response = await exchange(acting, request, "application/json");
  const data = (response.status === 204 ? undefined : await response.json()) as T;
  return { data, etag: response.headers.get("etag"), at: Date.parse(response.headers.get("date") ?? "") || Date.now() };
}

/** What the API gives as a table for a spreadsheet. @throws as {@link call} */
export const askCsv = async (acting: Acting, request: Call): Promise<Blob> => (await exchange(acting, request, "text/csv")).blob();

async function exchange(acting: Acting, request: Call, accept: string): Promise<Response> {
  for (;;) {
    const response = await send(acting, request, accept);
    if (response.ok) return response;
    const problem = await readProblem(response);
    if (request.quiet || !needsLogin(problem.code) || !(await askToLogIn(acting.env, problem.code))) throw problem;
  }
}

/** As {@link call}, for those who need no ETag. */
export const ask = async <T>(acting: Acting, request: Call): Promise<T> => (await call<T>(acting, request)).data;

async function send(
  { env, org }: Acting,
  { method = "GET", path, query = {}, body, text, ifMatch, idempotencyKey, signal }: Call,
  accept: string,
): Promise<Response> {
  const wanted = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]));
  const search = wanted.length > 0 ? `?${new URLSearchParams(wanted)}` : "";
  const address = `${apiOf(env)}/${path.map(encodeURIComponent).join("/")}${search}`;
  const headers: Record<string, string> = { accept, "accept-language": currentLanguage() };
  if (org) headers[ORGANIZATION] = org;
  if (body !== undefined || text !== undefined) headers["content-type"] = text === undefined ? "application/json" : "text/plain";
  if (ifMatch) headers["if-match"] = ifMatch;
  if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
  try {
    const response = await fetch(address, { method, headers, signal: signal ?? null, body: text ?? (body === undefined ? null : JSON.stringify(body)) });
    connectionWorks();
    if (response.ok) sessionWasUsed();
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    connectionLost();
    throw new ConnectionLost(error);
  }
}

/** A refusal in the shape of problems, whoever gave it: a proxy in front of us answers in its own. */
async function readProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => null)) as Problem | null;
  if (typeof body?.code === "string") return new ApiProblem(body);
  const title = `HTTP ${response.status}`;
  return new ApiProblem({ type: "about:blank", title, status: response.status, detail: title, code: title, remedy: "", whoCanMend: "operator", traceId: "" });
}
