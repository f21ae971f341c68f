/** The running server as the commands see it: found by PORT, spoken to over HTTP, with the operator's key from the data folder. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { EnvironmentName } from "../vocabulary/environment.ts";
import { defaultDataFolder } from "../installation/data-folder.ts";
import { readJsonFile } from "../installation/key-files.ts";
import { EXIT, Failure } from "./exit-codes.ts";
import { type GrantKey, makeGrant, readKeyFile } from "./grant.ts";

/** Options that every command takes. */
export type GlobalOptions = { env: EnvironmentName; json?: boolean; client?: string; key?: string; kid?: string; as?: string };

export const dataFolder = (): string => resolve(process.env.FULLMAKT_DATA || defaultDataFolder());

/** Where the server answers, without a slash at the end: FULLMAKT_URL, else this machine and PORT. @throws Failure usage that names the variable */
export function serverUrl(): string {
  const { FULLMAKT_URL: url, PORT: port = "" } = process.env;
  if (url) {
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new Failure(`FULLMAKT_URL is ${url}: it must be an address with http or https.`, EXIT.usage);
    return url.replace(/\/+$/, "");
  }
  if (port && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    throw new Failure(`PORT is ${port}: it must be a port number, 1 to 65535.`, EXIT.usage);
  return `http://localhost:${port || 8080}`;
}

/** Sends a request. @throws Failure unreachable, with the sentence that says what to do */
export async function send(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(30_000), ...init });
  } catch (error) {
    const reason = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    throw new Failure(
      `Fullmakt does not answer at ${serverUrl()} (${reason}): start it with npm start, or set PORT or FULLMAKT_URL to where it runs.`,
      EXIT.unreachable,
    );
  }
}

export type Metadata = { issuer: string; token_endpoint: string; jwks_uri: string };

/** The environment's metadata, from the running server. */
export async function metadataOf(env: EnvironmentName): Promise<Metadata> {
  const response = await send(`${serverUrl()}/${env}/.well-known/oauth-authorization-server`);
  if (!response.ok) throw new Failure(`There is no environment ${env} at ${serverUrl()} (HTTP ${response.status}).`, EXIT.unreachable);
  return (await response.json()) as Metadata;
}

/** Addresses in answers may name another host than the one we reach the server by (a proxy, a container): the path counts. */
const reachable = (address: string): string => `${serverUrl()}${new URL(address).pathname}`;

export type TokenAnswer =
  | { ok: true; accessToken: string; expiresIn: number; scope: string }
  | { ok: false; status: number; error: string; description: string; uri: string };

/** Fetches a token as any client does. */
export async function fetchToken(metadata: Metadata, assertion: string): Promise<TokenAnswer> {
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  const response = await send(reachable(metadata.token_endpoint), { method: "POST", body });
  const answer = (await response.json()) as Record<string, string & number>;
  if (response.ok) return { ok: true, accessToken: answer.access_token!, expiresIn: answer.expires_in!, scope: answer.scope! };
  return { ok: false, status: response.status, error: answer.error!, description: answer.error_description!, uri: answer.error_uri! };
}

/** What a server in development mode wrote for the programs beside it: the file of an environment. @throws Failure with what to do when there is none */
export function developmentFile(env: EnvironmentName): string {
  const path = join(dataFolder(), "development", `${env}.json`);
  if (!existsSync(path))
    throw new Failure(
      `There is no development set in ${dataFolder()}: set FULLMAKT_DATA to the data folder of the server (it names it when it starts), or name --client and --key.`,
      EXIT.usage,
    );
  return path;
}

type Identity = { clientId: string; key: GrantKey; scopes: readonly string[] };

const SELF_SERVICE = ["idporten:dcr.write", "idporten:scopes.write"] as const;
/** The synthetic organisations that have a client with the self-service scopes, for `--as` in development. */
const SYNTHETIC: Record<string, { name: string; clientId: string }> = {
  "310800007": { name: "Lyngvidda direktorat", clientId: "5f0c2b0e-8f0d-4d0b-9f7e-000000000001" },
  "310801011": { name: "Tindøy kommune", clientId: "5f0c2b0e-8f0d-4d0b-9f7e-000000000006" },
};
const KNOWN = Object.entries(SYNTHETIC).map(([number, { name }]) => `${number} (${name})`);

/** The client in whose name a grant is made when nothing else is said: the synthetic Tindøy kommune's. */
const CONSUMER = "5f0c2b0e-8f0d-4d0b-9f7e-000000000005";

/** @throws Failure usage for an organisation that has no client for the self-service API */
function syntheticClientOf(as: string): string {
  const known = SYNTHETIC[as];
  if (known) return known.clientId;
  throw new Failure(
    `--as knows the synthetic organisations that have a client for the self-service API: ${KNOWN.join(" and ")}. For another one, name --client and --key.`,
    EXIT.usage,
  );
}

/** Who signs a grant: `--client`, else `--as` a synthetic organisation, else the synthetic consumer; with `--key`, else the key of the synthetic set. */
export async function signerOf({ env, client, key, kid, as }: GlobalOptions): Promise<{ clientId: string; key: GrantKey }> {
  const clientId = client ?? (as === undefined ? CONSUMER : syntheticClientOf(as));
  return { clientId, key: await readKeyFile(key ?? developmentFile(env), kid) };
}

/** Who calls: `--client` and `--key`, else `--as` a synthetic organisation, else the operator, whose key lies in the data folder. */
async function identify({ env, client, key, kid, as }: GlobalOptions): Promise<Identity> {
  if ((client === undefined) !== (key === undefined))
    throw new Failure("--client and --key go together: the client that calls, and its private key.", EXIT.usage);
  if (client && key) return { clientId: client, key: await readKeyFile(key, kid), scopes: SELF_SERVICE };
  if (as !== undefined) {
    return { clientId: syntheticClientOf(as), key: await readKeyFile(developmentFile(env)), scopes: SELF_SERVICE };
  }
  const path = join(dataFolder(), "operator", `${env}.json`);
  const held = readJsonFile<{ clientId: string }>(path);
  if (!held)
    throw new Failure(
      `There is no operator key in ${path}: start Fullmakt once with this data folder, set FULLMAKT_DATA, or name --client and --key.`,
      EXIT.usage,
    );
  return { clientId: held.clientId, key: await readKeyFile(path), scopes: ["fullmakt:operator", ...SELF_SERVICE] };
}

/** Calls our own API below an environment's issuer, with a token fetched for it. */
export class Api {
  readonly #base: string;
  readonly #token: string;
  private constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
  }

  /** @throws Failure unreachable; refused when the server gives no token for its own API */
  static async open(options: GlobalOptions): Promise<Api> {
    const metadata = await metadataOf(options.env);
    const { clientId, key, scopes } = await identify(options);
    const answer = await fetchToken(metadata, await makeGrant({ issuer: metadata.issuer, clientId, scope: scopes.join(" ") }, key));
    if (!answer.ok) throw new Failure(`No token for the API: ${answer.description} See ${answer.uri}`, EXIT.refused, answer);
    return new Api(`${reachable(metadata.issuer)}api/fullmakt/v1`, answer.accessToken);
  }

  /** @throws Failure with the problem's detail, remedy and trace id */
  async call<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Body> {
    return (await (await this.request(method, path, body, headers)).json()) as Body;
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const content = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const type = body === undefined || typeof body === "string" ? {} : { "content-type": "application/json" };
    const response = await send(`${this.#base}${path}`, {
      method,
      ...content,
      headers: { authorization: `Bearer ${this.#token}`, "accept-language": "en", ...type, ...headers },
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as {
      code?: string;
      detail?: string;
      remedy?: string;
      traceId?: string;
      errors?: { field: string; message: string }[];
    };
    const fields = (problem.errors ?? []).map(({ field, message }) => `\n  ${field}: ${message}`).join("");
    throw new Failure(
      `${problem.code ?? response.status}: ${problem.detail ?? response.statusText}${fields}\n${problem.remedy ?? ""} (trace ${problem.traceId ?? "unknown"})`,
      EXIT.refused,
      problem,
    );
  }

  /** All rows of a list, page after page. */
  async list<Item>(path: string): Promise<Item[]> {
    const all: Item[] = [];
    for (let next: string | null = ""; next !== null;) {
      const joint = path.includes("?") ? "&" : "?";
      const page: { items: Item[]; next: string | null } = await this.call("GET", `${path}${next ? `${joint}continuation=${encodeURIComponent(next)}` : ""}`);
      all.push(...page.items);
      next = page.next;
    }
    return all;
  }
}
