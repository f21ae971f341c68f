import type { Command } from "commander";
import { EXIT, Failure } from "../exit-codes.ts";
import { good, print, record, table } from "../output.ts";
import { Api, type GlobalOptions } from "../server.ts";

type Thing = Record<string, unknown>;
/** Options as commander reads them: texts, and true for a flag. */
type Options = Record<string, string | undefined>;

/** Names of scopes hold `/` and `:`. */
const part = (text: string): string => encodeURIComponent(text);

/** Adds a verb that makes one call and prints what comes back. */
function verb(
  noun: Command,
  usage: string,
  description: string,
  example: string,
  work: (api: Api, args: string[], options: Options) => Promise<unknown>,
  show: (result: unknown) => string = (result) => record(result as Thing),
): Command {
  return noun
    .command(usage)
    .description(description)
    .addHelpText("after", `\nExample:\n  npx fullmakt ${example}`)
    .action(async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals<GlobalOptions>();
      const result = await work(await Api.open(options), given.slice(0, -2).map(String), command.opts<Options>());
      print(options.json, result, () => show(result));
    });
}

/** A number that was typed. @throws Failure with the option's name */
function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Failure(`${option} takes a whole number, not ${text}.`, EXIT.usage);
  return Number(text);
}

const rows =
  (...columns: string[]) =>
  (result: unknown) =>
    table(result as Thing[], columns);
const done = (sentence: string) => () => good(sentence);

/** Organisations, prefixes, scopes and accesses: noun, then verb. */
export function addRegisterCommands(program: Command): void {
  const org = program.command("org").description("organisations (operator)");
  verb(org, "list", "all organisations", "org list", (api) => api.list("/organizations?limit=1000"), rows("number", "name", "form"));
  verb(org, "show <number>", "one organisation", "org show 310801011", (api, [number]) => api.call("GET", `/organizations/${part(number!)}`));
  verb(org, "add <number> <name>", "register an organisation", 'org add 310801011 "Tindøy kommune" --form KOMM', (api, [number, name], { form }) =>
    api.call("POST", "/organizations", { number, name, ...(form ? { form } : {}) }),
  ).option("--form <code>", "form of organisation: ORGL, KOMM, AS …");
  verb(org, "rename <number> <name>", "give it another name", 'org rename 310801011 "Tindøy kommune"', (api, [number, name]) =>
    api.call("PUT", `/organizations/${part(number!)}`, { name }),
  );
  verb(
    org,
    "sign-terms <number>",
    "record that it has signed the terms of use",
    "org sign-terms 310801011 --variant public --terms-version 1",
    (api, [number], { variant, termsVersion }) => api.call("POST", `/organizations/${part(number!)}/terms`, { variant, version: termsVersion }),
  )
    .option("--variant <variant>", "public, private or supplier", "public")
    .option("--terms-version <version>", "version of the terms", "1");
  verb(org, "lock <number>", "stop its clients and its calls, with a reason", 'org lock 310802026 --reason "misbruk"', (api, [number], { reason }) =>
    api.call("PUT", `/organizations/${part(number!)}/lock`, { reason }),
  ).requiredOption("--reason <text>", "shown to the organisation");
  verb(org, "unlock <number>", "end the lock", "org unlock 310802026", (api, [number]) => api.call("DELETE", `/organizations/${part(number!)}/lock`));

  const prefix = program.command("prefix").description("prefixes of scopes");
  verb(
    prefix,
    "list",
    "all prefixes",
    "prefix list",
    (api) => api.list("/prefixes?all=true&limit=1000"),
    (result) =>
      table(
        (result as Thing[]).map((row) => ({ ...row, ...(row.owner as Thing) })),
        ["prefix", "number", "name", "active"],
      ),
  );
  verb(prefix, "allot <prefix> <owner>", "give an organisation a prefix (operator)", "prefix allot tindoy 310801011", (api, [name, owner]) =>
    api.call("POST", "/prefixes", { prefix: name, owner }),
  );
  verb(prefix, "deactivate <prefix>", "take a prefix out of use (operator)", "prefix deactivate tindoy", (api, [name]) =>
    api.call("DELETE", `/prefixes/${part(name!)}`),
  );

  const scope = program.command("scope").description("scopes of the calling organisation");
  verb(
    scope,
    "list",
    "its scopes, deactivated ones too",
    "scope list --as 310800007",
    (api) => api.list("/scopes?inactive=true&limit=1000"),
    rows("name", "active", "visibility", "description"),
  );
  verb(scope, "show <scope>", "one scope", "scope show lyngvidda:tilsyn.read --as 310800007", (api, [name]) => api.call("GET", `/scopes/${part(name!)}`));
  verb(
    scope,
    "create <scope>",
    "create a scope below a prefix of its own",
    'scope create lyngvidda:prøve.read --description "Lese prøver" --as 310800007'.replace("prøve", "prove"),
    (api, [name], { description, open }) => {
      const at = name!.indexOf(":");
      return api.call("POST", "/scopes", { prefix: name!.slice(0, at), subscope: name!.slice(at + 1), description, ...(open ? { openToAll: true } : {}) });
    },
  )
    .requiredOption("--description <text>", "what consumers see when they choose it")
    .option("--open", "open to all");
  verb(scope, "deactivate <scope>", "no more tokens for it, at once", "scope deactivate lyngvidda:tilsyn.read --as 310800007", (api, [name]) =>
    api.call("DELETE", `/scopes/${part(name!)}`),
  );
  verb(scope, "reactivate <scope>", "take it into use again", "scope reactivate lyngvidda:tilsyn.read --as 310800007", (api, [name]) =>
    api.call("POST", `/scopes/${part(name!)}/reactivation`),
  );
  verb(scope, "lock <scope>", "lock it, with a reason (operator)", 'scope lock lyngvidda:tilsyn.read --reason "lekkasje"', (api, [name], { reason }) =>
    api.call("PUT", `/scopes/${part(name!)}/lock`, { reason }),
  ).requiredOption("--reason <text>", "shown to the owner");
  verb(scope, "unlock <scope>", "end the lock (operator)", "scope unlock lyngvidda:tilsyn.read", (api, [name]) =>
    api.call("DELETE", `/scopes/${part(name!)}/lock`),
  );

  const access = program.command("access").description("who may use the scopes of the calling organisation");
  verb(
    access,
    "list <scope>",
    "who has access",
    "access list lyngvidda:tilsyn.read --as 310800007",
    (api, [name]) => api.list(`/scopes/${part(name!)}/accesses?limit=1000`),
    (result) =>
      table(
        (result as Thing[]).map((row) => ({ ...row, ...(row.consumer as Thing) })),
        ["number", "name", "state", "validFrom", "validTo"],
      ),
  );
  verb(
    access,
    "give <scope> <number>",
    "give an organisation access",
    "access give lyngvidda:tilsyn.read 310801011 --until 2027-01-01 --as 310800007",
    (api, [name, number], { until, from, reason }) =>
      api.call("PUT", `/scopes/${part(name!)}/accesses/${part(number!)}`, {
        ...(from ? { validFrom: new Date(from).toISOString() } : {}),
        ...(until ? { validTo: new Date(until).toISOString() } : {}),
        ...(reason ? { reason } : {}),
      }),
  )
    .option("--from <date>", "not before this date")
    .option("--until <date>", "ends on this date")
    .option("--reason <text>", "kept with it");
  verb(
    access,
    "remove <scope> <number>",
    "take the access away, at once",
    "access remove lyngvidda:tilsyn.read 310801011 --as 310800007",
    (api, [name, number]) => api.call("DELETE", `/scopes/${part(name!)}/accesses/${part(number!)}`),
  );
}

/** Clients and their keys. */
export function addClientCommands(program: Command): void {
  const client = program.command("client").description("clients of the calling organisation");
  verb(
    client,
    "list",
    "its clients, deactivated ones too",
    "client list --as 310800007",
    (api) => api.list("/clients?inactive=true&limit=1000"),
    rows("clientId", "name", "active", "description"),
  );
  verb(client, "show <client>", "one client", "client show 5f0c2b0e-8f0d-4d0b-9f7e-000000000001 --as 310800007", (api, [id]) =>
    api.call("GET", `/clients/${part(id!)}`),
  );
  verb(
    client,
    "create <name>",
    "create a client",
    "client create sak --scopes lyngvidda:stedsnavn.read --as 310800007",
    (api, [name], { scopes, description }) =>
      api.call("POST", "/clients", { name, description: description ?? name, scopes: scopes ? scopes.split(/[ ,]+/) : [] }),
  )
    .option("--scopes <scopes>", "scopes with commas or spaces between them")
    .option("--description <text>", "what it is for");
  verb(client, "add-scope <client> <scope>", "register a scope on it", "client add-scope 5f0c… lyngvidda:stedsnavn.read --as 310800007", (api, [id, name]) =>
    api.call("PUT", `/clients/${part(id!)}/scopes/${part(name!)}`),
  );
  verb(
    client,
    "remove-scope <client> <scope>",
    "take a scope from it",
    "client remove-scope 5f0c… lyngvidda:stedsnavn.read --as 310800007",
    (api, [id, name]) => api.call("DELETE", `/clients/${part(id!)}/scopes/${part(name!)}`),
  );
  verb(client, "deactivate <client>", "no more tokens, at once", "client deactivate 5f0c… --as 310800007", (api, [id]) =>
    api.call("DELETE", `/clients/${part(id!)}`),
  );
  verb(client, "reactivate <client>", "take it into use again", "client reactivate 5f0c… --as 310800007", (api, [id]) =>
    api.call("POST", `/clients/${part(id!)}/reactivation`),
  );
  verb(client, "lock <client>", "lock it, with a reason (operator)", 'client lock 5f0c… --reason "misbruk"', (api, [id], { reason }) =>
    api.call("PUT", `/clients/${part(id!)}/lock`, { reason }),
  ).requiredOption("--reason <text>", "shown to the owner");
  verb(client, "unlock <client>", "end the lock (operator)", "client unlock 5f0c…", (api, [id]) => api.call("DELETE", `/clients/${part(id!)}/lock`));
  verb(
    client,
    "log <client>",
    "its last tokens and refusals",
    "client log 5f0c… --as 310800007",
    async (api, [id]) => (await api.call<{ items: Thing[] }>("GET", `/clients/${part(id!)}/token-requests?limit=50`)).items,
    rows("at", "outcome", "code", "scopes", "cause", "traceId"),
  );

  const key = program.command("key").description("public keys of a client");
  verb(
    key,
    "list <client>",
    "its keys",
    "key list 5f0c… --as 310800007",
    async (api, [id]) => (await api.call<{ keys: Thing[] }>("GET", `/clients/${part(id!)}/keys`)).keys,
    rows("kid", "algorithm", "status", "expiresAt", "lastUsedAt"),
  );
  verb(
    key,
    "add <client> <file>",
    "add a public key (JWK, PEM or certificate) and keep the others",
    "key add 5f0c… public.pem --as 310800007",
    async (api, [id, file]) => {
      const { readFileSync } = await import("node:fs");
      return api.call("POST", `/clients/${part(id!)}/keys`, readFileSync(file!, "utf8"), { "content-type": "text/plain" });
    },
  );
  verb(
    key,
    "remove <client> <kid>",
    "stop a key, at once",
    "key remove 5f0c… sak-2026-1 --as 310800007",
    (api, [id, kid]) => api.call("DELETE", `/clients/${part(id!)}/keys/${part(kid!)}`),
    done("Removed."),
  );

  const keys = program.command("keys").description("the keys that sign tokens (operator)");
  verb(
    keys,
    "list",
    "next, current and previous",
    "keys list",
    async (api) => (await api.call<{ items: Thing[] }>("GET", "/signing-keys")).items,
    rows("kid", "kind", "state", "useFrom"),
  );
  verb(keys, "rotate", "make and publish the next key; it signs when verifiers have had time to fetch it", "keys rotate --in 0", (api, _args, options) =>
    api.call("POST", "/signing-keys", options.in === undefined ? {} : { useInSeconds: wholeNumber("--in", options.in) }),
  ).option("--in <seconds>", "use it after so many seconds; 0 after a key was compromised");
  verb(
    keys,
    "withdraw <kid>",
    "take a compromised key out of the key set, at once: what it signed stops verifying wherever the key set is fetched afresh",
    "keys withdraw NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs --replace --env prod",
    (api, [kid], { replace }) => api.call("POST", `/signing-keys/${part(kid!)}/withdrawal`, { replace: Boolean(replace) }),
    (result) => {
      const { kid, signsNow } = result as { kid: string; signsNow: string };
      return [
        good(`Withdrawn: ${kid}. Tokens are signed by ${signsNow}.`),
        "Tokens signed by the withdrawn key stop verifying at once wherever the key set is fetched afresh.",
        "Verifiers that hold an older key set trust it until they fetch again, often a day: tell those who run them to fetch it now.",
      ].join("\n");
    },
  ).option("--replace", "make a new key that signs at once; needed to withdraw the key that signs now");

  const authority = program.command("authority").description("the test authority: enterprise certificates for development");
  verb(
    authority,
    "issue <number>",
    "make a certificate for an organisation; prints certificate and private key",
    "authority issue 310801011 --out tindoy",
    async (api, [number], { name, days, out }) => {
      const made = await api.call<{ certPem: string; keyPem: string; chainPem: string; serial: string }>("POST", "/enterprise-certificates", {
        orgNumber: number,
        ...(name ? { name } : {}),
        ...(days ? { days: wholeNumber("--days", days) } : {}),
      });
      if (!out) return made;
      const { writeFileSync } = await import("node:fs");
      writeFileSync(`${out}.cert.pem`, made.certPem);
      writeFileSync(`${out}.key.pem`, made.keyPem, { mode: 0o600 });
      return { serial: made.serial, certificate: `${out}.cert.pem`, key: `${out}.key.pem` };
    },
  )
    .option("--name <name>", "name in the certificate")
    .option("--days <days>", "how long it is valid")
    .option("--out <file>", "write <file>.cert.pem and <file>.key.pem instead of printing them");
  verb(
    authority,
    "revoke <serial>",
    "revoke a certificate that it issued, at once",
    "authority revoke 5A0C1F… --env test",
    (api, [serial], { anyway }) => api.call("POST", `/enterprise-certificates/${part(serial!)}/revocation`, anyway ? { anyway: true } : {}),
    (result) => good(`Revoked: ${(result as { serial: string }).serial}.`),
  ).option("--anyway", "also a serial number that the authority has no record of (made before it noted them)");
}
