/**
 * The settings of an installation: environment variables for what differs from machine to machine, and one JSON file for the rest
 * (FULLMAKT_CONFIG, else config.json in the data folder). docs/reference/settings.md is made from the descriptions here.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ENVIRONMENTS, type EnvironmentName } from "../vocabulary/environment.ts";
import { type OrgNumber, parseOrgNumber } from "../vocabulary/org-number.ts";
import type { PrefixPrice } from "../vocabulary/prefix-price.ts";
import { CannotStart } from "../installation/cannot-start.ts";
import { environmentSettings } from "./environment-settings.ts";
import { type LoginServiceSettings, loginServices, readLoginServices } from "./login/settings.ts";
import { mailSettings } from "./mail/mail-settings.ts";
import { prefixPriceSetting, SYNTHETIC_PRICE } from "./scopes/price-setting.ts";

export { isLoopback } from "./http/loopback.ts";

/** What config.json may hold. */
export const settingsFile = z.strictObject({
  environments: z.strictObject({ test: environmentSettings, prod: environmentSettings }).prefault({}),
  operator: z
    .strictObject({ orgNumber: z.string(), name: z.string().min(1) })
    .optional()
    .describe("The organisation that runs the installation."),
  keysFolder: z
    .string()
    .optional()
    .describe("Folder of the keys that sign tokens: one that all servers of an installation share. Default: keys in the data folder."),
  login: loginServices,
  support: z.string().optional().describe("Where people ask for help: shown beside every trace id."),
  terms: z
    .strictObject({
      version: z
        .string()
        .regex(/^[A-Za-z0-9._-]{1,40}$/)
        .default("1")
        .describe("The version of the terms of use that organisations sign."),
      address: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe("Where they can be read."),
    })
    .prefault({})
    .describe("Terms of use: whoever has signed none can create no client."),
  accessibilityStatement: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address of the accessibility statement, which public bodies must have: shown at the foot of every page."),
  privacyStatement: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address of the privacy statement: shown at the foot of every page."),
  mail: mailSettings,
  prefixPrice: prefixPriceSetting,
  dnsServers: z
    .array(z.string().regex(/^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\])(:\d{1,5})?$/, "An address, such as 192.0.2.53 or [2001:db8::53]:5353."))
    .default([])
    .describe("Name servers that are asked whether a domain of e-mail is proven. Default: those of this machine."),
  logRetentionDays: z
    .int()
    .min(1)
    .default(400)
    .describe(
      "How long tokens and refusals stay on record, and whom to ask about prefix applications after they were decided, in days (13 months by default).",
    ),
  trustedProxies: z.array(z.string()).default([]).describe("Addresses whose X-Forwarded-For is believed."),
});

export type EnvironmentSettings = Omit<z.output<typeof environmentSettings>, "issuer" | "rateLimits" | "delegationSources"> & {
  name: EnvironmentName;
  issuer: string;
  delegationSources: { name: string; issuer: string }[];
  rateLimits: { perClientPerSecond: number; perAddressPerSecond: number; apiPerClientPerSecond: number; apiPerAddressPerSecond: number };
};

export type Settings = Omit<z.output<typeof settingsFile>, "environments" | "operator" | "keysFolder" | "login" | "prefixPrice"> & {
  mode: "development" | "production";
  /** 0 asks the system for a free one. */
  port: number;
  /** null: the loopback addresses. */
  host: string | null;
  metricsPort: number;
  /** Without a slash at the end. */
  publicUrl: string;
  dataFolder: string;
  keysFolder: string;
  databaseUrl: string | null;
  operator: { orgNumber: OrgNumber; name: string };
  environments: Record<EnvironmentName, EnvironmentSettings>;
  /** What a prefix in production costs; null: nothing. */
  prefixPrice: PrefixPrice | null;
  /** In the order of their buttons. */
  login: LoginServiceSettings[];
  /** The double logs in whom `login_hint` names (`number:level`), without its page. Set by tests alone: no file and no variable reaches it. */
  headlessLogin?: true;
};

const SYNTHETIC_OPERATOR = { orgNumber: "310806064", name: "Nordlys Plattform" };
const ALTINN: Record<EnvironmentName, string> = { test: "https://tt02.altinn.no/", prod: "https://www.altinn.no/" };

/**
 * Reads the settings.
 *
 * @param env environment variables: PORT, HOST, METRICS_PORT, PUBLIC_URL, FULLMAKT_DATA, FULLMAKT_MODE, FULLMAKT_CONFIG, DATABASE_URL
 * @param defaultData the data folder when FULLMAKT_DATA is not set
 * @throws CannotStart with one sentence that names the setting
 */
export function readSettings(env: Record<string, string | undefined>, defaultData: () => string): Settings {
  const mode = env.FULLMAKT_MODE || "development";
  if (mode !== "development" && mode !== "production") throw new CannotStart(`FULLMAKT_MODE is ${mode}: it must be development or production.`);
  const port = readPort("PORT", env.PORT, 8080);
  const dataFolder = resolve(env.FULLMAKT_DATA || defaultData());
  const publicUrl = (env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, "");
  if (!URL.canParse(publicUrl)) throw new CannotStart(`PUBLIC_URL is ${publicUrl}: it must be an address such as https://fullmakt.example.no.`);
  if (mode === "production" && !publicUrl.startsWith("https://"))
    throw new CannotStart("Production mode needs an https address that callers use: set PUBLIC_URL, for example https://fullmakt.example.no.");

  const file = readFile(env.FULLMAKT_CONFIG ? resolve(env.FULLMAKT_CONFIG) : join(dataFolder, "config.json"), Boolean(env.FULLMAKT_CONFIG));
  const operator = file.operator ?? (mode === "development" ? SYNTHETIC_OPERATOR : undefined);
  if (!operator) throw new CannotStart("Production mode needs to know who runs the installation: set operator (orgNumber, name) in config.json.");
  const operatorNumber = parseOrgNumber(operator.orgNumber);
  if (!operatorNumber) throw new CannotStart(`The operator's organisation number ${operator.orgNumber} in config.json is not valid: check the digits.`);

  const development = mode === "development";
  const complete = (name: EnvironmentName): EnvironmentSettings => {
    const { issuer, rateLimits, delegationSources, ...rest } = file.environments[name];
    return {
      ...rest,
      name,
      issuer: issuer ?? `${publicUrl}/${name}/`,
      delegationSources: delegationSources ?? [{ name: "altinn", issuer: ALTINN[name] }],
      rateLimits: {
        perClientPerSecond: rateLimits.perClientPerSecond ?? (development ? 2_000 : 200),
        perAddressPerSecond: rateLimits.perAddressPerSecond ?? (development ? 5_000 : 500),
        apiPerClientPerSecond: rateLimits.apiPerClientPerSecond ?? (development ? 1_000 : 50),
        apiPerAddressPerSecond: rateLimits.apiPerAddressPerSecond ?? (development ? 2_000 : 200),
      },
    };
  };
  return {
    ...file,
    mode,
    port,
    host: env.HOST || null,
    metricsPort: readPort("METRICS_PORT", env.METRICS_PORT, 0),
    publicUrl,
    dataFolder,
    keysFolder: resolve(dataFolder, file.keysFolder ?? "keys"),
    databaseUrl: env.DATABASE_URL || null,
    operator: { orgNumber: operatorNumber, name: operator.name },
    environments: { test: complete("test"), prod: complete("prod") },
    prefixPrice: file.prefixPrice === undefined && development ? SYNTHETIC_PRICE : (file.prefixPrice ?? null),
    login: readLoginServices(file.login, mode),
  };
}

function readPort(name: string, text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new CannotStart(`${name} is ${text}: it must be a port number, 0 to 65535.`);
  return port;
}

function readFile(path: string, mustExist: boolean): z.output<typeof settingsFile> {
  if (!existsSync(path)) {
    if (mustExist) throw new CannotStart(`FULLMAKT_CONFIG names ${path}, which does not exist.`);
    return settingsFile.parse({});
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new CannotStart(`${path} is not valid JSON: ${(error as Error).message}`);
  }
  const read = settingsFile.safeParse(content);
  if (!read.success) {
    const [first] = read.error.issues;
    throw new CannotStart(`${path}: ${first?.path.join(".") || "the file"}: ${first?.message}.`);
  }
  return read.data;
}

/** All environments, in the order of their numbers. */
export const environmentsOf = (settings: Settings): EnvironmentSettings[] => ENVIRONMENTS.map((name) => settings.environments[name]);
