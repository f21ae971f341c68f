/** Every verb of the command line, as one story told against a running server: an API is offered, used, taken away, and all of it is on record. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { generateKeyPairSync } from "node:crypto";
import { decodeJwt } from "jose";
import { fullmakt, type Said } from "../server/test/command-line.ts";
import { freePort, readyServer } from "../server/test/server-process.ts";

type Json = Record<string, unknown>;

const server = await readyServer();
const run = (...commandLine: string[]): Promise<Said> => fullmakt(server, ...commandLine);
/** Runs with --json and takes what it printed; anything but the expected exit code fails. */
async function json<Printed = Json>(commandLine: string, { code = 0 } = {}): Promise<Printed> {
  const said = await run(...words(commandLine), "--json");
  assert.equal(said.code, code, `${commandLine}: ${said.stdout}${said.stderr}`);
  return JSON.parse(said.stdout) as Printed;
}
/** Runs with --json and takes the error it printed: always of the same shape. */
async function failure<Problem = Json | null>(commandLine: string, code: number): Promise<{ exitCode: number; message: string; problem: Problem }> {
  const printed = await json<{ error: { exitCode: number; message: string; problem: Problem } }>(commandLine, { code });
  assert.deepEqual([Object.keys(printed), Object.keys(printed.error), printed.error.exitCode], [["error"], ["exitCode", "message", "problem"], code]);
  return printed.error;
}
/** Splits at spaces, but not inside quotes. */
const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

const PROVIDER = "310800007";
const CONSUMER = "310801011";
const NEWCOMER = "310810002";

test("the story of an API", { timeout: 600_000 }, async (t) => {
  const key = join(server.folder, "sak.pem");
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  writeFileSync(key, privateKey);
  writeFileSync(join(server.folder, "sak.public.pem"), publicKey);
  let client = "";
  let kid = "";
  const asking = () => `token --client ${client} --key ${key} --kid ${kid} --scope provefold:sak.read`;
  const token = () => json<{ accessToken: string; claims: Json }>(asking());
  const refusal = async () => (await failure<{ uri: string }>(asking(), 1)).problem.uri;

  await t.test("the operator registers an organisation, renames it, signs its terms and allots a prefix", async () => {
    assert.equal((await json(`org add ${NEWCOMER} "Grønnli fylke" --form FYLK`)).number, NEWCOMER);
    assert.equal((await json(`org rename ${NEWCOMER} "Grønnli fylkeskommune"`)).name, "Grønnli fylkeskommune");
    await json(`org sign-terms ${NEWCOMER} --variant public`);
    assert.equal((await json(`org show ${NEWCOMER}`)).name, "Grønnli fylkeskommune");
    assert.ok((await json<Json[]>("org list")).some(({ number }) => number === NEWCOMER));
    await json(`prefix allot provefold ${PROVIDER}`);
    assert.ok((await json<Json[]>("prefix list")).some(({ prefix }) => prefix === "provefold"));
  });
  await t.test("the provider creates a scope and gives access", async () => {
    assert.equal((await json(`scope create provefold:sak.read --description "Lese saker" --as ${PROVIDER}`)).name, "provefold:sak.read");
    assert.equal((await json(`scope show provefold:sak.read --as ${PROVIDER}`)).description, "Lese saker");
    assert.ok((await json<Json[]>(`scope list --as ${PROVIDER}`)).some(({ name }) => name === "provefold:sak.read"));
    const given = await json(`access give provefold:sak.read ${CONSUMER} --until 2099-07-01 --reason "avtale 7" --as ${PROVIDER}`);
    assert.equal(given.validTo, "2099-07-01T22:00:00.000Z", "through the whole of the day in Norway, in summer time");
    assert.equal((await json<Json[]>(`access list provefold:sak.read --as ${PROVIDER}`)).length, 1);
  });
  await t.test("the consumer makes a client with a scope and a key", async () => {
    client = String((await json(`client create sak --description "Saker" --scopes lyngvidda:stedsnavn.read --as ${CONSUMER}`)).clientId);
    await json(`client add-scope ${client} provefold:sak.read --as ${CONSUMER}`);
    await json(`client remove-scope ${client} lyngvidda:stedsnavn.read --as ${CONSUMER}`);
    assert.deepEqual((await json<{ scopes: unknown[] }>(`client show ${client} --as ${CONSUMER}`)).scopes.length, 1);
    await json(`key add ${client} ${join(server.folder, "sak.public.pem")} --as ${CONSUMER}`);
    const keys = await json<Json[]>(`key list ${client} --as ${CONSUMER}`);
    kid = String(keys[0]!.kid);
    assert.ok((await json<Json[]>(`client list --as ${CONSUMER}`)).some(({ clientId }) => clientId === client));
  });
  await t.test("it gets a token, and explain agrees", async () => {
    assert.deepEqual([(await token()).claims.scope, (await token()).claims.client_id], ["provefold:sak.read", client]);
    const explained = await json<{ granted: boolean }>(`explain --of ${client} --scope provefold:sak.read --as ${CONSUMER}`);
    assert.equal(explained.granted, true);
    const { assertion } = await json<{ assertion: string }>(`grant --client ${client} --key ${key} --kid ${kid} --scope provefold:sak.read`);
    const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
    assert.equal((await fetch(`${server.origin}/test/token`, { method: "POST", body })).status, 200);
  });
  await t.test("each thing that is taken away is refused at once, with exit code 1, and explained", async () => {
    const takes: [string, string, string][] = [
      [`access remove provefold:sak.read ${CONSUMER} --as ${PROVIDER}`, `access give provefold:sak.read ${CONSUMER} --as ${PROVIDER}`, "MP-250"],
      [`scope deactivate provefold:sak.read --as ${PROVIDER}`, `scope reactivate provefold:sak.read --as ${PROVIDER}`, "MP-200"],
      ['scope lock provefold:sak.read --reason "lekkasje"', "scope unlock provefold:sak.read", "MP-200"],
      [`client deactivate ${client} --as ${CONSUMER}`, `client reactivate ${client} --as ${CONSUMER}`, "MP-100"],
      [`client lock ${client} --reason "misbruk"`, `client unlock ${client}`, "MP-100"],
      [`org lock ${CONSUMER} --reason "misbruk"`, `org unlock ${CONSUMER}`, "MP-100"],
    ];
    for (const [take, giveBack, code] of takes) {
      await json(take);
      const [refused, why] = await Promise.all([
        refusal(),
        json<{ granted: boolean; code: string }>(`explain --of ${client} --scope provefold:sak.read`, { code: 1 }),
      ]);
      assert.ok(refused.endsWith(`/errors/${code}`), `${take}: ${refused}`);
      assert.deepEqual([why.granted, why.code], [false, code], take);
      await json(giveBack);
    }
    assert.equal((await token()).claims.client_id, client);
    assert.equal((await run(...words(`key remove ${client} ${kid} --as ${CONSUMER}`))).code, 0);
    assert.match(await refusal(), /\/errors\/FM-120$/);
    const log = await json<{ outcome: string; code: string | null }[]>(`client log ${client} --as ${CONSUMER}`);
    assert.deepEqual([log[0]!.outcome, log[0]!.code], ["refused", "FM-120"]);
    assert.ok(log.some(({ outcome }) => outcome === "issued"));
  });
  await t.test("signing keys and the test authority", async () => {
    const before = await json<Json[]>("keys list");
    assert.match((await run("keys", "rotate", "--in", "soon")).stderr, /^--in takes a whole number, not soon\.$/m);
    await json("keys rotate --in 0");
    assert.equal((await json<Json[]>("keys list")).length, before.length + 1);
    await json(`keys withdraw ${String(before[0]!.kid)}`);
    assert.equal((await json<Json[]>("keys list")).length, before.length);
    const [current] = await json<Json[]>("keys list");
    await json(`keys withdraw ${String(current!.kid)}`, { code: 1 });
    assert.match((await run("keys", "withdraw", String(current!.kid), "--replace")).stdout, /stop verifying at once wherever the key set is fetched afresh/);
    const out = join(server.folder, "tindoy");
    const made = await json<{ serial: string }>(`authority issue ${CONSUMER} --name "Tindøy kommune" --days 5 --out ${out}`);
    assert.match(readFileSync(`${out}.cert.pem`, "utf8"), /BEGIN CERTIFICATE/);
    const unknown = await run("authority", "revoke", "00");
    assert.deepEqual([unknown.code, unknown.stdout], [1, ""]);
    assert.match(
      unknown.stderr,
      /^FM-459: The test authority of this environment has no record of a certificate with that serial number\. Nothing was revoked\./,
    );
    assert.equal((await json(`authority revoke ${made.serial}`)).revoked, true);
    assert.equal((await json("authority revoke 00 --anyway")).revoked, true);
  });
  await t.test("all of it is on record, and a damaged export is found out", async () => {
    const entries = await json<{ action: string }[]>(`audit list --as ${PROVIDER}`);
    assert.ok(entries.some(({ action }) => action.startsWith("access.")));
    const chain = join(server.folder, "chain.ndjson");
    await json(`audit export ${chain}`);
    assert.equal((await run("audit", "verify")).code, 0);
    assert.equal((await run("audit", "verify", "--file", chain)).code, 0);
    const lines = readFileSync(chain, "utf8").split("\n");
    writeFileSync(chain, lines.toSpliced(5, 1).join("\n"));
    const [found] = await json<{ faults: string[] }[]>(`audit verify --file ${chain}`, { code: 1 });
    assert.ok(found!.faults.length > 0);
    const [shared, , , log] = await json<Json[]>("audit verify");
    assert.deepEqual([Object.keys(shared!), shared!.headSigned], [["name", "entries", "headSigned", "faults"], true]);
    assert.deepEqual(Object.keys(log!).toSorted(), ["batches", "faults", "name", "seals"]);
    const otherKeys = join(server.folder, "other-keys.json");
    writeFileSync(otherKeys, '{"keys":[]}');
    await json(`audit export ${chain}`);
    const [unproven] = await json<Json[]>(`audit verify --file ${chain} --jwks ${otherKeys}`, { code: 1 });
    assert.equal(unproven!.headSigned, false);
    await json(`prefix allot provetom ${PROVIDER}`);
    await json("prefix deactivate provetom");
  });
});

for (const [line, sentence] of [
  ["frobnicate", /unknown command 'frobnicate'/],
  ["org", /Usage: fullmakt org/],
  ["org lock 310801011", /--reason <text>/],
  ["token", /--scope <scopes>/],
  ["org list --env staging", /--env <environment>.*staging/],
  ["client show x --as 999999999", /^--as knows .*310800007 \(Lyngvidda direktorat\) and 310801011 \(Tindøy kommune\)/],
  ["grant --scope a:b --as 999999999", /^--as knows .*310800007/],
  ["org list --client x", /^--client and --key go together/],
  ["org list --key package.json", /^--client and --key go together/],
  ["token --scope a:b --key /nowhere.pem", /^The file \/nowhere\.pem cannot be read: there is no such file or folder\.$/m],
  ["access give lyngvidda:tilsyn.read 310803030 --until yesterday --as 310800007", /^--until takes a day \(2027-01-31\) or a time .*, not yesterday\.$/m],
  ["access give lyngvidda:tilsyn.read 310803030 --from 2027-02-30 --as 310800007", /^--from takes a day .*, not 2027-02-30\.$/m],
  ["keys rotate --in soon", /^--in takes a whole number, not soon\.$/m],
  ["authority issue 310801011 --days 1.5", /^--days takes a whole number, not 1\.5\.$/m],
  ["key add x /nope --as 310800007", /^The file \/nope cannot be read: there is no such file or folder\.$/m],
  ["key add x / --as 310800007", /^The file \/ cannot be read: it is a folder\.$/m],
  ["authority issue 310801011 --out /nope/x", /^The file \/nope\/x\.cert\.pem cannot be written: there is no such file or folder\.$/m],
  ["audit export /nope/x", /^The file \/nope\/x cannot be written: there is no such file or folder\.$/m],
  ["audit verify --file /nope", /^The file \/nope cannot be read: there is no such file or folder\.$/m],
  ["audit verify --file /", /^The file \/ cannot be read: it is a folder\.$/m],
  ["audit verify --file package.json --jwks package.json", /^The file package\.json holds no key set/m],
] as const)
  test(`what is not understood ends with 2 and says how it is asked: ${line}`, async () => {
    const said = await run(...words(line));
    assert.deepEqual([said.code, said.stdout], [2, ""], said.stderr);
    assert.match(said.stderr, sentence);
    assert.doesNotMatch(said.stderr, /^\s+at /m);
    const { message, problem } = await failure(line, 2);
    assert.equal(problem, null);
    assert.ok(line === "org" || said.stderr.includes(message), `${message}\n${said.stderr}`);
  });

test("a token and a grant are asked for as the organisation that --as names", async () => {
  const { claims } = await json<{ claims: { client_id: string; consumer: { ID: string } } }>("token --scope idporten:scopes.write --as 310800007");
  assert.deepEqual([claims.client_id, claims.consumer.ID], ["5f0c2b0e-8f0d-4d0b-9f7e-000000000001", "0192:310800007"]);
  const { assertion } = await json<{ assertion: string }>("grant --scope idporten:scopes.write --as 310800007");
  assert.equal(decodeJwt(assertion).iss, claims.client_id);
});

test("a certificate whose files cannot be written is not made", async () => {
  const issued = async () => (await json<{ action: string }[]>("audit list")).filter(({ action }) => action === "enterprise_certificate.issue").length;
  const before = await issued();
  assert.equal((await run("authority", "issue", CONSUMER, "--out", "/nope/x")).code, 2);
  assert.equal(await issued(), before);
});

for (const [says, variables, sentence] of [
  ["a port that is none", { PORT: "abc" }, /^PORT is abc: it must be a port number, 1 to 65535\.$/m],
  ["a port that is too high", { PORT: "65536" }, /^PORT is 65536/],
  ["an address that is none", { FULLMAKT_URL: "localhost:8080" }, /^FULLMAKT_URL is localhost:8080: it must be an address with http or https\.$/m],
] as const)
  test(`${says} is named, and ends with 2`, async () => {
    for (const line of ["token --scope lyngvidda:tilsyn.read", "org list", "audit verify"]) {
      const { code, stderr } = await fullmakt({ ...server, variables }, ...words(line));
      assert.equal(code, 2, line);
      assert.match(stderr, sentence);
    }
  });

test("help and version are no failure", async () => {
  assert.equal((await run("--help")).code, 0);
  assert.equal((await run("scope", "create", "--help")).code, 0);
  const { code, stdout } = await run("--version");
  assert.deepEqual([code, stdout.trim()], [0, (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version]);
});

test("tables and records are for people: no JSON in them", async () => {
  for (const [line, text] of [
    ["audit list", /system synthetic set/],
    ["audit list --as 310800007", /client 5f0c2b0e-8f0d-4d0b-9f7e-0000000000\d\d/],
    ["client show 5f0c2b0e-8f0d-4d0b-9f7e-000000000006 --as 310801011", /^owner +Tindøy kommune \(310801011\)$/m],
    ["scope show lyngvidda:tilsyn.read --as 310800007", /^owner +Lyngvidda direktorat \(310800007\)$/m],
    ["prefix list", /lyngvidda +310800007 +Lyngvidda direktorat/],
    ["keys list", /current/],
  ] as const) {
    const { code, stdout, stderr } = await run(...words(line));
    assert.equal(code, 0, stderr);
    assert.match(stdout, text);
    assert.doesNotMatch(stdout, /[{}[\]]|\bnull\b|"/, line);
  }
});

test("what the server refuses ends with 1 and a sentence, and with --json the problem", async () => {
  const said = await run("org", "add", "123456789", "Nobody");
  assert.equal(said.code, 1);
  assert.match(said.stderr, /^FM-\d{3}: .+\n.*\(trace [0-9a-f]{32}\)/s);
  const { problem } = await failure<{ status: number }>(`scope show lyngvidda:ingenting.read --as ${PROVIDER}`, 1);
  assert.equal(problem.status, 404);
});

test("without a server it ends with 3 and says how to start it", async () => {
  const nobody = { folder: server.folder, port: await freePort() };
  for (const line of ["token --scope lyngvidda:tilsyn.read", "org list", "dev config", "audit verify"]) {
    const said = await fullmakt(nobody, ...words(line));
    assert.equal(said.code, 3, line);
    assert.match(
      said.stderr,
      new RegExp(`^Fullmakt does not answer at http://localhost:${nobody.port} \\(ECONNREFUSED\\): start it with npm start, or set PORT or FULLMAKT_URL`),
    );
    const { error } = JSON.parse((await fullmakt(nobody, ...words(line), "--json")).stdout) as { error: Json };
    assert.deepEqual([error.exitCode, error.problem], [3, null]);
  }
});
