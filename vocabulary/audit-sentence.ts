/** What an entry of the audit log says, in words: for the activity log, and for its copy as CSV. */
import { AUDIT_ACTIONS, type AuditAction, isAuditAction } from "./audit-actions.ts";
import { AUDIT_MEMBERS, isAuditMember } from "./audit-members.ts";
import type { Language, Text } from "./language.ts";
import { writeOrgNumber } from "./org-number.ts";
import { HELD_RIGHTS, type HeldRight, RIGHT_TEXTS } from "./rights.ts";

/** An entry as our API tells it (contract/audit.ts), as far as it is said. */
export type SayableEntry = {
  action: string;
  actor: Readonly<Record<string, string | null>>;
  actorName: string | null;
  object: Readonly<Record<string, unknown>>;
  details: Readonly<Record<string, unknown>>;
  /** Names of organisations, clients and people, by number or id. */
  names: Readonly<Record<string, string>>;
};

/** A piece of a sentence; `code` is a technical name, which is shown as one. */
export type Piece = { text: string; code?: true };

/** How the reader's place writes a day. */
export type SayDay = (moment: string) => string;

const WORDS = {
  system: { nb: "Fullmakt", nn: "Fullmakt", en: "Fullmakt" },
  machine: { nb: "Maskin: «{name}»", nn: "Maskin: «{name}»", en: "Machine: “{name}”" },
  aMachine: { nb: "Maskin", nn: "Maskin", en: "Machine" },
  somebody: { nb: "En person", nn: "Ein person", en: "A person" },
  aPerson: { nb: "en person", nn: "ein person", en: "a person" },
  own: { nb: "virksomheten", nn: "verksemda", en: "the organisation" },
  reason: { nb: "Grunn: «{text}»", nn: "Grunn: «{text}»", en: "Reason: “{text}”" },
  message: { nb: "Beskjed: «{text}»", nn: "Beskjed: «{text}»", en: "Message: “{text}”" },
  from: { nb: "Fra {day}", nn: "Frå {day}", en: "From {day}" },
  until: { nb: "Til og med {day}", nn: "Til og med {day}", en: "Until {day} inclusive" },
  changed: { nb: "Endret: {list}", nn: "Endra: {list}", en: "Changed: {list}" },
  added: { nb: "Lagt til: {list}", nn: "Lagt til: {list}", en: "Added: {list}" },
  removed: { nb: "Tatt bort: {list}", nn: "Teke bort: {list}", en: "Removed: {list}" },
  renewed: { nb: "Fornyet: {list}", nn: "Fornya: {list}", en: "Renewed: {list}" },
} as const satisfies Record<string, Text>;

/**
 * Who did it: the person or system of one's own organisation by name, of others the organisation alone.
 *
 * @param own the organisation whose log it is
 */
export function sayActor({ actor, actorName, names }: SayableEntry, own: string, language: Language): string {
  if (actor.kind === "system") return WORDS.system[language];
  const { org } = actor;
  if (org && org !== own && !actorName) return names[org] ?? writeOrgNumber(org);
  const who =
    actor.kind === "client"
      ? actorName
        ? fill(WORDS.machine[language], { name: actorName })
        : WORDS.aMachine[language]
      : (actorName ?? WORDS.somebody[language]);
  return org && org !== own ? `${who}, ${names[org] ?? writeOrgNumber(org)}` : who;
}

/** What was done, as it goes on after the name of who did it: `ga Tindøy kommune tilgang til lyngvidda:skolerute.read. Til og med 31. desember 2027`. */
export function sayDeed(entry: SayableEntry, language: Language, sayDay: SayDay): Piece[] {
  const { action } = entry;
  if (!isAuditAction(action)) return [{ text: action, code: true }];
  const pieces = AUDIT_ACTIONS[action as AuditAction].says[language]
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece.startsWith("{") ? sayObject(piece.slice(1, -1), entry, language) : { text: piece }));
  return [...pieces, ...sayNotes(entry, language, sayDay).map((note) => ({ text: `. ${note}` }))];
}

/** What stands in braces in the words of a deed. */
function sayObject(member: string, { object, names }: SayableEntry, language: Language): Piece {
  const text = (name: string) => (typeof object[name] === "string" ? object[name] : "");
  const named = (name: string) => names[text(name)] ?? "";
  if (member === "organization") return { text: named(member) || writeOrgNumber(text(member)) || WORDS.own[language] };
  if (member === "person") return { text: named(member) || WORDS.aPerson[language] };
  if (member === "client") return named(member) ? { text: `«${named(member)}»` } : { text: text(member), code: true };
  if (member === "right") {
    const right = HELD_RIGHTS.find((each): each is HeldRight => each === text(member));
    return { text: right ? RIGHT_TEXTS[right].name[language] : text(member) };
  }
  if (member === "month") return { text: text(member) };
  return { text: text(CODES[member] ?? member), code: true };
}

/** Members whose name in the log is another than in the words. */
const CODES: Record<string, string> = { trace: "trace_id", key: "signing_key" };

function sayNotes({ details }: SayableEntry, language: Language, sayDay: SayDay): string[] {
  const text = (...keys: string[]) => keys.map((key) => details[key]).find((value): value is string => typeof value === "string" && value !== "");
  const [message, reason, from, until] = [text("message"), text("reason"), text("valid_from", "validFrom"), text("valid_to", "validTo")];
  const changed = [...new Set([...listOf(details.changed), ...(isRecord(details.to) ? Object.keys(details.to) : [])])];
  const lists = [
    ["added", [...listOf(details.added), ...listOf(details.scopes_added)]],
    ["renewed", listOf(details.renewed)],
    ["removed", [...listOf(details.removed), ...listOf(details.scopes_removed)]],
  ] as const;
  return [
    from && fill(WORDS.from[language], { day: sayDay(from) }),
    // The last day on which it works: it ends as the next one begins.
    until && fill(WORDS.until[language], { day: sayDay(new Date(Date.parse(until) - 1).toISOString()) }),
    changed.length > 0 &&
      fill(WORDS.changed[language], { list: changed.map((member) => (isAuditMember(member) ? AUDIT_MEMBERS[member][language] : member)).join(", ") }),
    ...lists.map(([word, list]) => list.length > 0 && fill(WORDS[word][language], { list: list.join(", ") })),
    message && fill(WORDS.message[language], { text: message }),
    reason && fill(WORDS.reason[language], { text: reason }),
  ].filter((note): note is string => typeof note === "string");
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Names, or keys by their id. */
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((each) => (typeof each === "string" ? [each] : isRecord(each) && typeof each.kid === "string" ? [each.kid] : [])) : [];

const fill = (template: string, members: Record<string, string>): string => template.replaceAll(/\{(\w+)\}/g, (_, name: string) => members[name] ?? "");
