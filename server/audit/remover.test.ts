import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Actor } from "./deed.ts";
import { nameRemover, type Remover } from "./remover.ts";

const OWN = "310801011" as OrgNumber;
const OTHER = "310806064" as OrgNumber;
const NAMES = { actor: "Snar Tiur", organization: "Nordlys Plattform" };
const person = (org: OrgNumber | null): Actor => ({ kind: "person", person: "p", org });
const client = (org: OrgNumber): Actor => ({ kind: "client", client: "c", org });

const TABLE: { says: string; actor: Actor; people?: boolean; names?: typeof NAMES | { actor: null; organization: null }; answer: Remover | null }[] = [
  { says: "a colleague, to a person", actor: person(OWN), answer: { kind: "person", name: "Snar Tiur" } },
  { says: "a person, to a program of the same organisation", actor: person(OWN), people: false, answer: { kind: "person", name: null } },
  { says: "a program of one's own, to a person", actor: client(OWN), answer: { kind: "client", name: "Snar Tiur" } },
  { says: "a program of one's own, to a program", actor: client(OWN), people: false, answer: { kind: "client", name: "Snar Tiur" } },
  { says: "a person who acts for another organisation", actor: person(OTHER), answer: { kind: "organization", name: "Nordlys Plattform" } },
  { says: "a program of another organisation", actor: client(OTHER), answer: { kind: "organization", name: "Nordlys Plattform" } },
  { says: "an organisation without a name", actor: client(OTHER), names: { actor: null, organization: null }, answer: { kind: "organization", name: OTHER } },
  { says: "a colleague without a name", actor: person(OWN), names: { actor: null, organization: null }, answer: { kind: "person", name: null } },
  { says: "a person who acted for no organisation", actor: person(null), answer: null },
  { says: "the server itself", actor: { kind: "system", name: "setup" }, answer: null },
];
for (const { says, actor, people = true, names = NAMES, answer } of TABLE)
  test(`SEC-110 who removed it: ${says}`, () => assert.deepEqual(nameRemover(actor, names, { org: OWN, people }), answer));
