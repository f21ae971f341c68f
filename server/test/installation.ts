import { createSign, randomBytes, randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { after } from "node:test";
import { uuidv7 } from "uuidv7";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { iso6523, type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { likenessOf } from "../../vocabulary/scope-name.ts";
import { readSettings, type Settings } from "../config.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { continuations } from "../http/own-face.ts";
import { openSigningKeys } from "../keys/signing-keys.ts";
import { type Logger, openLog } from "../log.ts";
import { testDatabase } from "./database.ts";

/** Everything a test needs of an installation, on a database of its own, without a socket. */
export async function testDeps(change: (settings: Settings) => void = () => {}): Promise<Deps & { databaseUrl: string }> {
  const { db, url } = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-keys-"));
  // Keys made once per run (scripts/test.ts): making them takes longer than most tests.
  if (process.env.TEST_KEYS) cpSync(process.env.TEST_KEYS, folder, { recursive: true });
  const settings = readSettings({ FULLMAKT_DATA: folder, PUBLIC_URL: "http://localhost:8080" }, () => folder);
  for (const env of Object.values(settings.environments)) env.signing = "RSA-2048";
  change(settings);
  const signingKeys = await openSigningKeys(folder, { test: settings.environments.test.signing, prod: settings.environments.prod.signing });
  after(() => {
    signingKeys.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    settings,
    db,
    signingKeys,
    log: testLog(),
    now: Date.now,
    continuations: continuations(randomBytes(32), Date.now),
    databaseUrl: url,
  };
}

/** Everything the code under test logs, in a file of the run: nobody reads it but the scan at its end (SEC-150). */
function testLog(): Logger {
  const folder = process.env.TEST_LOG_FOLDER;
  return folder ? openLog("debug", pino.destination({ dest: join(folder, `tests-${process.pid}.log`), sync: true })) : openLog("fatal");
}

/** A synthetic organisation number that no other test of this file uses, planted with a name. */
export async function plantOrganization(db: Database, name = "Øvre Testing", { termsSigned = true } = {}): Promise<OrgNumber> {
  const number = freshOrgNumber();
  await db
    .insertInto("organization")
    .values({ number: orgNumberToInt(number), name })
    .execute();
  if (termsSigned)
    await db
      .insertInto("terms_signature")
      .values({ organization: orgNumberToInt(number), variant: "public", version: "1" })
      .execute();
  return number;
}

let next = 310_900_000 + Math.floor(Math.random() * 50_000);

/** A valid synthetic number (they begin with 3), each time another. */
export function freshOrgNumber(): OrgNumber {
  for (;;) {
    next += 1;
    const digits = String(next).slice(0, 8);
    const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
    next = Number(`${digits}9`);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${digits}${check}` as OrgNumber;
  }
}

/** A prefix that no other test uses, owned by `owner`. */
export async function plantPrefix(db: Database, env: EnvironmentName, owner: OrgNumber, prefix = `p${randomBytes(5).toString("hex")}`): Promise<string> {
  await db
    .insertInto("prefix")
    .values({ env: ENVIRONMENT_NUMBER[env], prefix, owner: orgNumberToInt(owner), likeness: likenessOf(prefix) })
    .execute();
  return prefix;
}

/** An application for a prefix that waits. Returns its id. */
export async function plantPrefixApplication(db: Database, env: EnvironmentName, organization: OrgNumber, prefix: string): Promise<string> {
  const id = uuidv7();
  const answers = { purpose: "Byggesak", consumers: "up_to_5", contact_name: "Kontaktperson", contact_email: "k@tindoy.example" } as const;
  await db
    .insertInto("prefix_application")
    .values({ env: ENVIRONMENT_NUMBER[env], id, organization: orgNumberToInt(organization), prefix, ...answers })
    .execute();
  return id;
}

/**
 * A token of our own for our own APIs, as the token endpoint would issue it to a client of `org`. The client and its accesses are planted too, since the
 * APIs ask whether they still hold.
 */
export async function ownToken(deps: Deps, env: EnvironmentName, org: OrgNumber, scopes: string[], claims: Record<string, unknown> = {}): Promise<string> {
  const client = await plantApiClient(deps, env, org, scopes);
  const key = deps.signingKeys.current(env);
  const now = Math.floor(deps.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = encode({ kid: key.kid, alg: key.alg });
  const body = encode({
    iss: deps.settings.environments[env].issuer,
    client_id: client,
    client_amr: "private_key_jwt",
    token_type: "Bearer",
    scope: scopes.join(" "),
    consumer: iso6523(org),
    iat: now,
    exp: now + 120,
    jti: randomBytes(32).toString("base64url"),
    ...claims,
  });
  return `${head}.${body}.${createSign("RSA-SHA256").update(`${head}.${body}`).sign(key.privateKey).toString("base64url")}`;
}

/** A client of `org` that holds `scopes`, which the operator owns and gives to `org`. Returns its id. */
export async function plantApiClient(deps: Deps, env: EnvironmentName, org: OrgNumber, scopes: string[]): Promise<string> {
  const number = ENVIRONMENT_NUMBER[env];
  const operator = orgNumberToInt(deps.settings.operator.orgNumber);
  const { db } = deps;
  await db
    .insertInto("organization")
    .values({ number: operator, name: deps.settings.operator.name })
    .onConflict((c) => c.doNothing())
    .execute();
  const id = randomUUID();
  await db
    .insertInto("client")
    .values({ env: number, id, org: orgNumberToInt(org), name: "API" })
    .execute();
  for (const name of scopes) {
    const [prefix = "", ...rest] = name.split(":");
    await db
      .insertInto("prefix")
      .values({ env: number, prefix, owner: operator, likeness: likenessOf(prefix) })
      .onConflict((c) => c.doNothing())
      .execute();
    await db
      .insertInto("scope")
      .values({ env: number, name, prefix, subscope: rest.join(":"), owner: operator, description: name, visibility: "INTERNAL" })
      .onConflict((c) => c.doNothing())
      .execute();
    const { id: scope } = await db.selectFrom("scope").select("id").where("env", "=", number).where("name", "=", name).executeTakeFirstOrThrow();
    await db.insertInto("client_scope").values({ env: number, client: id, scope }).execute();
    await db
      .insertInto("access")
      .values({ env: number, id: randomUUID(), scope, org: orgNumberToInt(org) })
      .onConflict((c) => c.doNothing())
      .execute();
  }
  return id;
}
