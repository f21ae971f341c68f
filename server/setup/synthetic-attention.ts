/**
 * What waits in the synthetic set, so that whoever looks at it for the first time finds something to do: a key that ends soon, an access that nobody uses,
 * people who ask for rights, an application for a prefix. Done by the people of the set, with what people do it with.
 */
import { sql } from "kysely";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Right } from "../../vocabulary/rights.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { deed, type Doer } from "../audit/deed.ts";
import { setBilling } from "../billing/operations.ts";
import { readJwk } from "../clients/client-key.ts";
import { createClient } from "../clients/operations.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { acceptPersonEmail } from "../mail/verification.ts";
import type { IdentityNumber } from "../people/identity-number.ts";
import { askForRight, personOfNumber } from "../people/operations.ts";
import { applyForPrefix } from "../scopes/prefix-application-operations.ts";
import { type PrivateJwk, publicJwkOf } from "../../installation/key-files.ts";
import { plainClient } from "./operator.ts";
import { SYNTHETIC_PEOPLE } from "./synthetic-people.ts";

const LYNGVIDDA = "310800007" as OrgNumber;
const TINDOY = "310801011" as OrgNumber;
const DAY_MS = 86_400_000;

/** The last thing that is planted: it tells that all of it was. */
const ENDING = { id: "5f0c2b0e-8f0d-4d0b-9f7e-000000000008", name: "tindoy-stedsnavn", days: 6.5 };

/** Given long ago, and used by nobody since. */
const UNUSED: { scope: ScopeName; organization: OrgNumber }[] = [
  { scope: "krr:global/digitalpost.read" as ScopeName, organization: TINDOY },
  { scope: "altinn:serviceowner/instances.write" as ScopeName, organization: LYNGVIDDA },
];

const REQUESTS: { by: string; organization: OrgNumber; right: Right; message: string }[] = [
  { by: "Stødig", organization: TINDOY, right: "api_manager", message: "Vi vil tilby byggesakene våre som API, og jeg skal lage scopene." },
  { by: "Modig", organization: TINDOY, right: "client_manager", message: "Jeg er leid inn for å lage integrasjonen mot kartet." },
  { by: "Modig", organization: LYNGVIDDA, right: "viewer", message: "Jeg skriver veiledningen for dem som bruker API-ene deres." },
];

const APPLICATION = {
  prefix: "tilsyn",
  purpose: "Tilsynsrapporter fra flere direktorater skal hentes på ett sted.",
  legalBasis: "",
  expectedConsumers: "more_than_15" as const,
  contactName: "Kvikk Lomvi",
  contactEmail: "kvikk.lomvi@lyngvidda.example.no",
  acceptsPrice: true,
};

/** Plants it once, after the people and their clients. @param key of the clients of the set in test */
export async function plantWhatWaits(deps: Deps, doer: Doer, key: PrivateJwk): Promise<void> {
  if (await isPlanted(deps.db)) return;
  const people = new Map<string, string>();
  for (const { name, number } of SYNTHETIC_PEOPLE) people.set(name[0], (await personOfNumber(deps.db, number as IdentityNumber))!.id);
  const person = (first: string): string => people.get(first)!;

  await deed(deps.db, doer, async (tx, note) => {
    for (const { name, email } of SYNTHETIC_PEOPLE) if (email !== undefined) await acceptPersonEmail(tx, note, person(name[0]), email as EmailAddress);
  });
  for (const { scope, organization } of UNUSED) await giveBefore(deps.db, scope, organization);
  for (const { by, ...request } of REQUESTS) await unlessRefused(askForRight(deps, asking(person(by)), request));
  const billing = {
    receiver: LYNGVIDDA,
    ehf: true,
    peppolId: null,
    email: null,
    postalAddress: null,
    reference: "Tilsyn",
    costBearer: "",
    contactName: "Rolig Fjellrev",
    contactEmail: "rolig.fjellrev@lyngvidda.example.no" as EmailAddress,
    validFrom: new Date(deps.now()).toISOString().slice(0, 10),
  };
  await unlessRefused(setBilling(deps, acting(person("Rolig"), LYNGVIDDA), LYNGVIDDA, billing, { expectedVersion: 0, mayChange: async () => {} }));
  // In test a prefix is allotted at once: only in production does one wait.
  const applicant = { env: "prod", org: LYNGVIDDA, isOperator: false, doer: acting(person("Kvikk"), LYNGVIDDA) } as const;
  await unlessRefused(applyForPrefix(deps, applicant, APPLICATION));
  const ending = readJwk({ ...publicJwkOf(key), exp: Math.floor((deps.now() + ENDING.days * DAY_MS) / 1000) }, deps.settings.environments.test);
  const wish = plainClient(ENDING.name, "Syntetisk klient: nøkkelen går snart ut", ["lyngvidda:stedsnavn.read" as ScopeName]);
  await unlessRefused(createClient(deps, acting(person("Snar"), TINDOY), { env: "test", org: TINDOY }, { ...wish, id: ENDING.id, keys: [ending] }));
}

const isPlanted = async (db: Database): Promise<boolean> =>
  (await db.selectFrom("client").select("id").where("env", "=", ENVIRONMENT_NUMBER.test).where("id", "=", ENDING.id).executeTakeFirst()) !== undefined;

/** What is there already stays, and where people have changed the set since, it has so much less to show. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** No operation gives anything in the past. */
const giveBefore = (db: Database, scope: ScopeName, organization: OrgNumber, env: EnvironmentName = "test") =>
  sql`update access set given_at = now() - interval '14 months', valid_from = least(valid_from, now() - interval '14 months')
    where env = ${ENVIRONMENT_NUMBER[env]} and org = ${orgNumberToInt(organization)} and ended_at is null
      and scope = (select id from scope where env = ${ENVIRONMENT_NUMBER[env]} and name = ${scope})`.execute(db);

const TRACE = "0".repeat(32);
const acting = (person: string, org: OrgNumber | null): Doer => ({ actor: { kind: "person", person, org }, traceId: TRACE, address: null });

/** Somebody who asks in test, as if just logged in. */
function asking(person: string): Parameters<typeof askForRight>[1] {
  const now = new Date();
  const login = { provider: "synthetic set", level: "high", environments: ENVIRONMENTS, authenticatedAt: now, loginAgeMs: 0 } as const;
  return { env: "test", session: { id: TRACE, person, ...login, lastSeenAt: now, expiresAt: now }, doer: acting(person, null) };
}
