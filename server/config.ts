/**
 * The settings of an installation: environment variables for what differs from machine to machine, and one JSON file for the rest
 * (FULLMAKT_CONFIG, else config.json in the data folder). docs/reference/settings.md is made from the descriptions here.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ENVIRONMENTS, type EnvironmentName } from "../vocabulary/environment.ts";
import { parseEmailAddress } from "../vocabulary/email-address.ts";
import { type OrgNumber, parseOrgNumber } from "../vocabulary/org-number.ts";
import { isPriceInOrder, type PrefixPrice } from "../vocabulary/prefix-price.ts";
import { CannotStart } from "../installation/cannot-start.ts";
import { type LoginServiceSettings, loginServices, readLoginServices } from "./login/settings.ts";

export { isLoopback } from "./http/loopback.ts";

const issuerAddress = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.endsWith("/"), "an issuer ends with a slash")
  .refine((url) => !/[?#]/.test(url), "an issuer has neither query nor fragment");

/** An object identifier as people write it. */
const OID = /^[0-2](\.(0|[1-9]\d{0,39})){1,20}$/;
const trustRoot = z.union(
  [
    z.string(),
    z.strictObject({
      file: z.string(),
      policies: z
        .array(z.string())
        .refine(
          (oids) => oids.length > 0 && oids.every((oid) => OID.test(oid)),
          'name the accepted policies as object identifiers, such as "2.16.578.1.26.1.3.2"',
        ),
    }),
  ],
  { error: 'write a file, or {"file": …, "policies": […]}' },
);

const environmentSettings = z
  .strictObject({
    issuer: issuerAddress.optional().describe("Issuer of the environment. Default: the public address, then the environment's name, then a slash."),
    aliases: z.array(issuerAddress).default([]).describe("Further base addresses that this environment answers at: hosts of the systems it takes over."),
    signing: z.enum(["RSA-3072", "RSA-2048", "ES256"]).default("RSA-3072").describe("Kind of the key that signs tokens."),
    maxGrantLifetimeSeconds: z.int().min(10).max(180).default(120).describe("Longest exp - iat of a grant."),
    skewSeconds: z.int().min(0).max(60).default(10).describe("How far the caller's clock may be off."),
    maxTokenLifetimeSeconds: z.int().min(1).max(86_400).default(7_200).describe("Cap on the life of an access token, whatever client and scope say."),
    requireJti: z.boolean().default(false).describe("Refuse grants without jti."),
    uniformClientErrors: z
      .boolean()
      .default(false)
      .describe("Answer MP-100 to an unknown client, an unknown kid and a wrong signature alike, so that a stranger cannot tell them apart."),
    acceptQueryParameters: z
      .boolean()
      .default(false)
      .describe("Take the parameters of /token from the query string too. For one old caller; each use is logged."),
    minimumClientKeyBits: z.int().min(2048).max(8192).default(2048).describe("Smallest RSA key a client may register."),
    refuseGrantsIssuedBefore: z.iso
      .datetime()
      .optional()
      .describe("After a restore from back-up: refuse grants with iat before this moment, since their marks are gone."),
    trustRoots: z
      .array(trustRoot)
      .default([])
      .describe(
        "Files with the root certificates (PEM) whose enterprise certificates are accepted. An authority below such a root may issue other certificates with an " +
          'organisation number too (for web servers): { "file": "root.pem", "policies": ["2.16.578.…"] } accepts those alone that name one of these certificate ' +
          "policies. A file by its name alone: any policy.",
      ),
    trustIntermediates: z.array(z.string()).default([]).describe("Files with intermediate certificates (PEM), so that a caller may send its leaf alone."),
    revocationLists: z
      .array(z.url({ protocol: /^https?$/ }))
      .default([])
      .describe("Revocation lists fetched ahead of requests: one for each root and intermediate whose certificates are accepted."),
    requireRevocationLists: z
      .boolean()
      .default(true)
      .describe("Refuse an enterprise certificate when no current revocation list of its issuer is held. Off: it counts as not revoked then."),
    delegationSources: z
      .array(z.strictObject({ name: z.string(), issuer: z.url() }))
      .optional()
      .describe("Names of delegation sources that scopes may carry, besides this installation itself."),
    rateLimits: z
      .strictObject({
        perClientPerSecond: z.int().min(1).optional(),
        perAddressPerSecond: z.int().min(1).optional(),
        apiPerClientPerSecond: z.int().min(1).optional(),
        apiPerAddressPerSecond: z.int().min(1).optional(),
      })
      .default({})
      .describe(
        "Requests per second, in each process. On /token (perClientPerSecond, perAddressPerSecond) by default 2,000 per client and 5,000 per address in " +
          "development, 200 and 500 in production; on everything else (apiPerClientPerSecond, apiPerAddressPerSecond) 1,000 and 2,000, 50 and 200.",
      ),
    registeredOrganizationsOnly: z.boolean().default(true).describe("Give access only to organisation numbers that the register knows."),
  })
  .prefault({});

/** `drift@example.no`, or `Fullmakt <drift@example.no>`. */
const mailbox = z.string().refine((text) => {
  const [, name = "", address = text] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  return parseEmailAddress(address) !== null && !/[\p{Cc}\p{Zl}\p{Zp}"\\]/u.test(name);
}, "write an e-mail address, or a name and then the address in < >");

/** Names of the DNS: letters, digits and hyphens between dots. */
const DNS_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
const ALL_OF_DKIM = "signing mails needs domain, selector and keyFile, all three";
const dkim = z.strictObject({
  domain: z.string({ error: ALL_OF_DKIM }).max(253).regex(DNS_NAME, "write a domain, such as example.no"),
  selector: z.string({ error: ALL_OF_DKIM }).max(63).regex(DNS_NAME, "write the name before ._domainkey in the DNS, such as fullmakt2026"),
  keyFile: z.string({ error: ALL_OF_DKIM }).min(1, ALL_OF_DKIM),
});

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
  mail: z
    .strictObject({
      smtp: z.strictObject({
        host: z.string().min(1),
        port: z.int().min(1).max(65_535).default(587),
        secure: z.boolean().default(false),
        user: z.string().min(1).optional(),
        passwordFile: z.string().min(1).optional(),
      }),
      from: mailbox,
      replyTo: mailbox.optional(),
      dkim: dkim.optional(),
    })
    .optional()
    .describe(
      "The mail server (SMTP): smtp with host, port (587), secure (TLS from the first byte; otherwise STARTTLS, which production requires beyond this machine), user " +
        "and passwordFile; from and replyTo, each an address or a name with an address in < >; dkim, when mails are to be signed (docs/guides/operate.md): domain, which is that of from or above it, selector and keyFile, a private RSA key (PEM). Default: in development mails are kept and shown at /dev/mail; in " +
        "production nobody gets any, which the start says.",
    ),
  prefixPrice: z
    .strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, "write the three letters of a currency, such as NOK")
        .default("NOK"),
      perYear: z.int().min(0),
      perAccess: z
        .array(z.strictObject({ upTo: z.int().min(1).nullable().default(null), each: z.int().min(0) }))
        .max(20)
        .refine((perAccess) => isPriceInOrder({ perAccess }), "numbers of upTo go up, and the last entry has none")
        .default([]),
      cap: z.int().min(0).nullable().default(null),
    })
    .nullable()
    .optional()
    .describe(
      "What a prefix in production costs in a year, without value added tax, shown to whoever applies and accepted with the application: perYear, perAccess (a list of " +
        "each, the price of an access, up to number upTo; the last has no upTo) and cap. null, and in production the default: free of charge. In development the " +
        "default is the price of Maskinporten.",
    ),
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
/** selfservice.md §10. */
const SYNTHETIC_PRICE: PrefixPrice = {
  currency: "NOK",
  perYear: 50_000,
  perAccess: [
    { upTo: 5, each: 5_000 },
    { upTo: 10, each: 3_000 },
    { upTo: 15, each: 1_500 },
    { upTo: null, each: 1_000 },
  ],
  cap: 799_500,
};
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
