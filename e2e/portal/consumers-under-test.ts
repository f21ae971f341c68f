/** Providers and consumers for stories in the browser, and what is seen of them from outside. */
import { createPrivateKey, randomUUID } from "node:crypto";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { setContact } from "../../server/organizations/contact-operations.ts";
import { plantOrganization, plantPrefix } from "../../server/test/installation.ts";
import { asPerson, logIn } from "../../server/test/logged-in.ts";
import { plantRight } from "../../server/test/people.ts";
import type { RunningInstallation } from "../../server/test/running.ts";
import { signJwt } from "../../server/test/token-client.ts";

const SYSTEM = { actor: { kind: "system" as const, name: "test" }, traceId: "0".repeat(32), address: null };
type Client = { clientId: string; name: string; description: string; scopes: { name: string }[]; keys: { count: number } };

export function consumersOf(running: RunningInstallation) {
  const { db } = running.deps;

  /** A provider with a contact, a consumer, and somebody who makes clients for it in test. */
  async function plant() {
    const provider = await plantOrganization(db, "Lyngvidda direktorat");
    await setContact(
      running.deps,
      SYSTEM,
      provider,
      { name: "Team skole", email: "skole@lyngvidda.example" as EmailAddress, url: null },
      { expectedVersion: 0 },
    );
    const prefix = await plantPrefix(db, "test", provider);
    await db
      .insertInto("prefix")
      .values({ env: 2, prefix, likeness: prefix, owner: orgNumberToInt(provider) })
      .execute();
    const org = await plantOrganization(db, "Fjordvik kommune");
    const developer = await logIn(running, { person: { firstName: "Stødig", lastName: "Elg" } });
    await plantRight(db, "test", org, developer.person, "client_manager");
    return { provider, prefix, org, developer };
  }
  async function scope({ provider, prefix }: { provider: OrgNumber; prefix: string }, name: string, more: Record<string, unknown> = {}, env: 1 | 2 = 1) {
    const values = { env, name: `${prefix}:${name}`, prefix, subscope: name, owner: orgNumberToInt(provider), description: `Om ${name}`, ...more };
    return (await db.insertInto("scope").values(values).returning("id").executeTakeFirstOrThrow()).id;
  }
  const give = (scopeId: number, org: OrgNumber, env: 1 | 2 = 1) =>
    db
      .insertInto("access")
      .values({ env, id: randomUUID(), scope: scopeId, org: orgNumberToInt(org) })
      .execute();

  /** What the API tells outside of the browser. */
  async function outside<T>(cookie: string, org: OrgNumber, path: string): Promise<T> {
    return (await (await running.fetch(`/test/api/fullmakt/v1${path}`, { headers: asPerson(cookie, org) })).json()) as T;
  }
  const clientsOf = async (cookie: string, org: OrgNumber) => (await outside<{ items: Client[] }>(cookie, org, "/clients")).items;

  /** A token fetched as a system of the organisation would. @returns the status */
  async function fetchToken(clientId: string, scopeName: string, key: { kid: string; alg: string; pem: string }): Promise<number> {
    const now = Math.floor(Date.now() / 1000);
    const { issuer } = (await (await running.fetch("/test/.well-known/oauth-authorization-server")).json()) as { issuer: string };
    const claims = { aud: issuer, iss: clientId, scope: scopeName, iat: now, exp: now + 100, jti: randomUUID() };
    const assertion = signJwt({ alg: key.alg, kid: key.kid }, claims, { alg: key.alg, privateKey: createPrivateKey(key.pem) });
    const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
    return (await running.fetch("/test/token", { method: "POST", body })).status;
  }
  return { plant, scope, give, outside, clientsOf, fetchToken };
}
