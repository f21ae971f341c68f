import assert from "node:assert/strict";
import { test } from "node:test";
import { actionsNamed, actionsOfKind, AUDIT_ACTIONS } from "./audit-actions.ts";
import { AUDIT_KINDS } from "./audit-kinds.ts";
import { sayActor, type SayableEntry, sayDeed } from "./audit-sentence.ts";
import type { Language } from "./language.ts";

const OWN = "310800007";
const names = { "310801011": "Tindøy kommune", "310804045": "Nordlys Plattform", c1: "Tilgangsstyring", p1: "Kvikk Lomvi" };
const entry = (change: Partial<SayableEntry>): SayableEntry => ({
  action: "scope.create",
  actor: { kind: "person", person: "p0", org: OWN },
  actorName: "Rolig Fjellrev",
  object: {},
  details: {},
  names,
  ...change,
});
const said = (change: Partial<SayableEntry>, language: Language = "nb") =>
  sayDeed(entry(change), language, (moment) => `<${moment.slice(0, 10)}>`)
    .map(({ text, code }) => (code ? `\`${text}\`` : text))
    .join("");

const access = { action: "access.give", object: { scope: "lyngvidda:skolerute.read", organization: "310801011" } };
for (const [what, change, nb] of [
  ["technical names are marked", { action: "scope.deactivate", object: { scope: "lyngvidda:a" } }, "deaktiverte scopet `lyngvidda:a`"],
  ["an organisation by name", access, "ga Tindøy kommune tilgang til `lyngvidda:skolerute.read`"],
  ["one without a name by its number", { ...access, names: {} }, "ga 310\u00A0801\u00A0011 tilgang til `lyngvidda:skolerute.read`"],
  [
    "days: the last one is the day before the end, and the reason in quotes",
    { ...access, details: { valid_from: "2026-11-30T23:00:00.000Z", valid_to: "2027-12-31T23:00:00.000Z", reason: "Avtale 12" } },
    "ga Tindøy kommune tilgang til `lyngvidda:skolerute.read`. Fra <2026-11-30>. Til og med <2027-12-31>. Grunn: «Avtale 12»",
  ],
  [
    "a right by its name, and no end where there is none",
    { action: "right.give", object: { organization: OWN, person: "p1", right: "api_manager" }, details: { validTo: null } },
    "ga Kvikk Lomvi rettigheten API-ansvarlig",
  ],
  [
    "a person whose name is not the reader's to know",
    { action: "right.give", object: { person: "p9", right: "viewer" } },
    "ga en person rettigheten Lesetilgang i portalen",
  ],
  [
    "what changed, in words where there are some",
    { action: "scope.change", object: { scope: "a:b" }, details: { from: { description: "x" }, to: { description: "y", oddity: 1 } } },
    "endret scopet `a:b`. Endret: beskrivelse, oddity",
  ],
  [
    "who may use it, as people say it",
    { action: "scope.change", object: { scope: "a:b" }, details: { from: { openToAll: false }, to: { openToAll: true } } },
    "endret scopet `a:b`. Endret: hvem som kan bruke det",
  ],
  [
    "which of the details, and never what they are",
    { action: "billing.change", object: { organization: OWN }, details: { changed: ["receiver", "costBearer"] } },
    "endret fakturaopplysningene. Endret: fakturamottaker, kostnadsbærer",
  ],
  [
    "scopes that came and went on a client",
    { action: "client.change", object: { client: "c1" }, details: { changed: [], scopes_added: ["a:b", "a:c"], scopes_removed: ["a:d"] } },
    "endret klienten «Tilgangsstyring». Lagt til: a:b, a:c. Tatt bort: a:d",
  ],
  [
    "keys by their id",
    { action: "client_key.add", object: { client: "c9" }, details: { added: [{ kid: "k-1", thumbprint: "t" }], renewed: [{ kid: "k-0" }], removed: [] } },
    "la til nøkkel på klienten `c9`. Lagt til: k-1. Fornyet: k-0",
  ],
  [
    "a look-up by its trace id",
    { action: "token_request.look_up", object: { trace_id: "b41c" }, details: { reason: "Sak 8812" } },
    "slo opp sporings-ID `b41c`. Grunn: «Sak 8812»",
  ],
  ["a deed of a later version by its name", { action: "moon.land" }, "`moon.land`"],
] as const)
  test(`what was done: ${what}`, () => assert.equal(said(change), nb));

test("what was done, in nynorsk and English", () => {
  assert.equal(said(access, "nn"), "gav Tindøy kommune tilgang til `lyngvidda:skolerute.read`");
  assert.equal(said(access, "en"), "gave Tindøy kommune access to `lyngvidda:skolerute.read`");
});

for (const [what, change, nb] of [
  ["one's own person", {}, "Rolig Fjellrev"],
  ["one's own machine", { actor: { kind: "client", client: "c1", org: OWN }, actorName: "Tilgangsstyring" }, "Maskin: «Tilgangsstyring»"],
  ["one without a name", { actor: { kind: "client", client: "c1", org: OWN }, actorName: null }, "Maskin"],
  ["somebody of another organisation", { actor: { kind: "person", person: "p3", org: "310804045" }, actorName: null }, "Nordlys Plattform"],
  [
    "the same, where the reader may know",
    { actor: { kind: "person", person: "p3", org: "310804045" }, actorName: "Klok Ugle" },
    "Klok Ugle, Nordlys Plattform",
  ],
  ["the server itself", { actor: { kind: "system", name: "jobs" }, actorName: null }, "Fullmakt"],
  ["somebody for nobody", { actor: { kind: "person", person: "p3", org: null }, actorName: null }, "En person"],
] as const)
  test(`who did it: ${what}`, () => assert.equal(sayActor(entry(change), OWN, "nb"), nb));

test("every deed has a kind of the choice, and the words of each say what it was done to alike in all languages", () => {
  const all = Object.entries(AUDIT_ACTIONS);
  assert.equal(AUDIT_KINDS.flatMap(actionsOfKind).length, all.length);
  const members = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([member]) => member).sort();
  for (const [action, { says }] of all) for (const text of Object.values<string>(says)) assert.deepEqual(members(text), members(says.nb), action);
});

test("deeds are found by a part of their words, in any language; by what stands in braces none is", () => {
  assert.ok(actionsNamed("DEAKTIVERTE scopet").includes("scope.deactivate"));
  assert.ok(actionsNamed("withdrew").includes("right_request.withdraw"));
  assert.deepEqual([actionsNamed("organization"), actionsNamed("  ")], [[], []]);
});
