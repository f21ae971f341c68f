import type { Command } from "commander";
import { beginning, end } from "../dates.ts";
import { table } from "../output.ts";
import { part, rows, type Thing, verb } from "./verb.ts";

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
        ...(from ? { validFrom: from } : {}),
        ...(until ? { validTo: until } : {}),
        ...(reason ? { reason } : {}),
      }),
  )
    .option("--from <date>", "valid from the beginning of this day in Norway (2027-01-31), or from this very time (2027-01-31T12:00Z)", beginning("--from"))
    .option("--until <date>", "valid through this day in Norway (2027-12-31), or until this very time (2027-12-31T12:00Z)", end("--until"))
    .option("--reason <text>", "kept with it");
  verb(
    access,
    "remove <scope> <number>",
    "take the access away, at once",
    "access remove lyngvidda:tilsyn.read 310801011 --as 310800007",
    (api, [name, number]) => api.call("DELETE", `/scopes/${part(name!)}/accesses/${part(number!)}`),
  );
}
