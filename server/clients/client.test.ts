import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { ScopeAvailability } from "../scopes/availability.ts";
import { changeOf, type Client, isNoChange, KRR_SCOPES, scopesFor, unavailableScopes } from "./client.ts";

const scope = (name: string) => name as ScopeName;
const read = scope("lyngvidda:tilsyn.read");
const write = scope("lyngvidda:tilsyn.write");

for (const { says, type, asked, answer } of [
  { says: "a machine client gets what it asks for", type: "maskinporten", asked: [read, write], answer: { scopes: [read, write] } },
  { says: "named twice is once", type: "maskinporten", asked: [read, read], answer: { scopes: [read] } },
  { says: "no scopes are fine", type: "maskinporten", asked: [], answer: { scopes: [] } },
  { says: "a krr client gets its two without asking", type: "krr", asked: [], answer: { scopes: KRR_SCOPES } },
  { says: "a krr client that names one gets both", type: "krr", asked: [KRR_SCOPES[1]!], answer: { scopes: KRR_SCOPES } },
  { says: "a krr client cannot have another", type: "krr", asked: [KRR_SCOPES[0]!, read], answer: { wrong: [read] } },
] as const)
  test(`scopes by type: ${says}`, () => assert.deepEqual(scopesFor(type, [...asked]), answer));

const found = (why: ScopeAvailability["why"], allowedIntegrationTypes: string[] = []): ScopeAvailability => ({
  id: 1,
  available: why === "given" || why === "open" || why === "delegable",
  why,
  allowedIntegrationTypes,
});

for (const { says, availability, on, type, message } of [
  { says: "given", availability: found("given"), message: null },
  { says: "open to all", availability: found("open"), message: null },
  { says: "delegable, so that a supplier may register it", availability: found("delegable"), message: null },
  { says: "not given", availability: found("not_given"), message: /no access/ },
  { says: "deactivated", availability: found("inactive"), message: /deactivated/ },
  { says: "unknown", availability: found("unknown"), message: /no such scope/ },
  { says: "not even looked up", availability: undefined, message: /no such scope/ },
  { says: "not given any more, but on the client already", availability: found("not_given"), on: true, message: null },
  { says: "deactivated meanwhile, but on the client already", availability: found("inactive"), on: true, message: null },
  { says: "of another type meanwhile, but on the client already", availability: found("given", ["krr"]), on: true, message: null },
  { says: "for this type among others", availability: found("given", ["krr", "maskinporten"]), message: null },
  { says: "for login clients only", availability: found("given", ["idporten"]), message: /not for clients of the type maskinporten, but for idporten/ },
  { says: "for machine clients, asked for by krr", availability: found("given", ["maskinporten"]), type: "krr", message: /not for clients of the type krr/ },
] as { says: string; availability?: ScopeAvailability; on?: boolean; type?: "krr"; message: RegExp | null }[])
  test(`a scope that is ${says}: ${message === null ? "allowed" : "refused"}`, () => {
    const map = new Map(availability ? [[read, availability]] : []);
    const errors = unavailableScopes(type ?? "maskinporten", [write, read], new Set(on ? [read, write] : [write]), map);
    assert.equal(errors.length, message === null ? 0 : 1);
    if (message === null) return;
    assert.match(errors[0]!.message, message);
    assert.equal(errors[0]!.field, "scopes.1");
    assert.ok(errors[0]!.message.startsWith(read));
  });

const before: Client = {
  env: "test",
  id: "a",
  org: "310800007" as Client["org"],
  type: "maskinporten",
  name: "Havsula",
  description: "Fagsystem",
  uri: null,
  active: true,
  locked: null,
  ownerLocked: false,
  acceptsTokenEndpointAudience: false,
  accessTokenLifetimeSeconds: 120,
  authorizationLifetimeSeconds: 7_200,
  refreshTokenLifetimeSeconds: 600,
  refreshTokenUsage: "ONETIME",
  scopes: [read],
  version: 1,
  keysVersion: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};

for (const { says, wish, change } of [
  { says: "nothing", wish: {}, change: {} },
  { says: "a name", wish: { name: "Havsula 2" }, change: { attributes: ["client_name"] } },
  {
    says: "every attribute",
    wish: {
      name: "",
      description: "",
      uri: "https://havsula.example/",
      accessTokenLifetimeSeconds: 1,
      authorizationLifetimeSeconds: 1,
      refreshTokenLifetimeSeconds: 1,
      refreshTokenUsage: "REUSE" as const,
    },
    change: {
      attributes: [
        "client_name",
        "description",
        "client_uri",
        "access_token_lifetime",
        "authorization_lifetime",
        "refresh_token_lifetime",
        "refresh_token_usage",
      ],
    },
  },
  { says: "one scope for another", wish: { scopes: [write] }, change: { added: [write], removed: [read] } },
  { says: "the order of scopes only", wish: { scopes: [read] }, change: {} },
  { says: "deactivation", wish: { active: false }, change: { activity: "deactivated" } },
])
  test(`what changes: ${says}`, () => {
    const found = changeOf(before, { ...before, ...wish });
    assert.deepEqual(found, { attributes: [], added: [], removed: [], activity: null, ...change });
    assert.equal(isNoChange(found), Object.keys(change).length === 0);
  });

test("what changes: revival", () => assert.equal(changeOf({ ...before, active: false }, { ...before, active: true }).activity, "activated"));
