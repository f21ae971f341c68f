import type { Command } from "commander";
import { readInput } from "../files.ts";
import { done, part, rows, type Thing, verb } from "./verb.ts";

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
    (api, [id, file]) => {
      return api.call("POST", `/clients/${part(id!)}/keys`, readInput(file!), { "content-type": "text/plain" });
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
}
