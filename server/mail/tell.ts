/** Tells those whom a deed concerns, as a part of it: one line in the operation. Who has no verified address is not told, and sees it in the portal. */
import { sql } from "kysely";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { Language } from "../../vocabulary/language.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { type HeldRight, OPERATOR_RIGHT } from "../../vocabulary/rights.ts";
import type { Tx } from "../audit/deed.ts";
import { nameOf } from "../people/person.ts";
import { heldIn } from "../people/standing.ts";
import { giversOf } from "../permissions/holder.ts";
import { announce } from "./announce.ts";
import { EVENT_OF, inLine, type MailContent, type NewMail, type Receiver } from "./mail.ts";
import { namesOf } from "./name-store.ts";
import { post } from "./outbox.ts";
import { pointsToTell } from "./point-store.ts";
import { reachedBy } from "./reached.ts";
import { accessText, clientText } from "./texts/access.ts";
import { proofEndsText } from "./texts/domains.ts";
import { prefixAppliedText, prefixDecidedText } from "./texts/prefixes.ts";
import { requestAnsweredText, requestForwardedText, requestSentText, rightText } from "./texts/rights.ts";

/** What has been done, as whoever did it knows it. */
export type Told = { env: EnvironmentName } & (
  | { kind: "right_request_sent"; organization: OrgNumber; person: string; right: HeldRight; request: string }
  | { kind: "right_request_forwarded"; organization: OrgNumber; person: string; right: HeldRight; request: string; by: string; to: string }
  | { kind: "right_request_answered"; organization: OrgNumber; person: string; right: HeldRight; approved: boolean }
  | { kind: "right_given" | "right_removed"; organization: OrgNumber; person: string; rights: readonly HeldRight[]; by: string | null; validTo?: Date | null }
  | { kind: "access_given" | "access_changed" | "access_removed"; scope: string; owner: OrgNumber; consumer: OrgNumber; validTo?: Date | null }
  | { kind: "scope_deactivated" | "scope_reactivated"; scope: string; owner: OrgNumber; message?: string | null }
  | { kind: "prefix_applied"; operator: OrgNumber; organization: OrgNumber; prefix: string }
  | {
      kind: "prefix_application_decided";
      organization: OrgNumber;
      prefix: string;
      outcome: "allotted" | "rejected" | "withdrawn";
      reason: string;
      /** Who applied, and who decided; null for a program. */
      person: string | null;
      by: string | null;
    }
  | { kind: "domain_proof_ends"; organization: OrgNumber; domain: string; provenUntil: Date; days: number; isAnswered: boolean }
  | { kind: "client_deactivated"; organization: OrgNumber; client: string; name: string }
);

export async function tell(tx: Tx, told: Told): Promise<void> {
  const mail = await mailsOf(tx, told);
  if (!mail) return;
  const { organization, receivers, content, told: notice } = mail;
  // A person may have given an address of his or her own that is a point's too.
  const once = new Map(receivers.toReversed().map((receiver) => [receiver.address.toLowerCase(), receiver]));
  await post(
    tx,
    [...once.values()].map((to): Omit<NewMail, "id"> => ({
      kind: told.kind,
      env: told.env,
      organization,
      to,
      content: content(to.language, to),
      ...(notice && { once: `${notice} ${"person" in to ? to.person : to.point}` }),
    })),
  );
}

type Mails = {
  organization: OrgNumber;
  receivers: Receiver[];
  content: (language: Language, to: Receiver) => MailContent;
  /** Names what each receiver is told once only. */
  told?: string;
};

/** Who is told, and what. Null for nobody, and for what a job tells, since there may be thousands. */
async function mailsOf(tx: Tx, told: Told): Promise<Mails | null> {
  const { env } = told;
  switch (told.kind) {
    case "right_request_sent": {
      const { organization, person, right, request } = told;
      const givers = (await giversOf(tx, env, organization, right)).filter((id) => id !== person);
      const receivers = [...(await people(tx, givers)), ...(await points(tx, organization, env, told.kind))];
      if (receivers.length === 0) return null;
      const facts = { env, organization: await named(tx, organization), right, asker: await personName(tx, person), request };
      return { organization, receivers, content: (language, to) => requestSentText(language, facts, "person" in to) };
    }
    case "right_request_forwarded": {
      const { organization, person, right, request, by, to } = told;
      const receivers = await people(tx, [to]);
      if (receivers.length === 0) return null;
      const [asker, forwarder] = [await personName(tx, person), await personName(tx, by)];
      const facts = { env, organization: await named(tx, organization), right, asker, forwarder, request };
      return { organization, receivers, content: (language) => requestForwardedText(language, facts) };
    }
    case "right_request_answered": {
      const { organization, person, right, approved } = told;
      const receivers = await people(tx, [person]);
      if (receivers.length === 0) return null;
      const facts = { env, organization: await named(tx, organization), right, approved };
      return { organization, receivers, content: (language) => requestAnsweredText(language, facts) };
    }
    case "right_given":
    case "right_removed": {
      const { kind, organization, person, rights, by, validTo = null } = told;
      const receivers = person === by || rights.length === 0 ? [] : await people(tx, [person]);
      if (receivers.length === 0) return null;
      const facts = { kind, env, organization: await named(tx, organization), rights, validTo };
      return { organization, receivers, content: (language) => rightText(language, facts) };
    }
    case "access_given":
    case "access_changed":
    case "access_removed": {
      const { kind, scope, owner, consumer, validTo = null } = told;
      const receivers = owner === consumer ? [] : await points(tx, consumer, env, kind, { scope });
      if (receivers.length === 0) return null;
      const facts = { kind, env, scope, owner: await named(tx, owner), consumer: await named(tx, consumer), validTo };
      return { organization: consumer, receivers, content: (language) => accessText(language, facts) };
    }
    case "prefix_applied": {
      const { kind, operator, organization, prefix } = told;
      const deciders = (await heldIn(tx, env, operator)).filter(({ right }) => right === OPERATOR_RIGHT).map(({ person }) => person);
      const receivers = [...(await people(tx, deciders)), ...(await points(tx, operator, env, kind))];
      if (receivers.length === 0) return null;
      const facts = { env, organization: await named(tx, organization), operator: await named(tx, operator), prefix };
      return { organization: operator, receivers, content: (language, to) => prefixAppliedText(language, facts, "person" in to) };
    }
    case "prefix_application_decided": {
      const { kind, organization, prefix, outcome, reason, person, by } = told;
      const receivers = [...(person === null || person === by ? [] : await people(tx, [person])), ...(await points(tx, organization, env, kind))];
      if (receivers.length === 0) return null;
      const facts = { env, organization: await named(tx, organization), prefix, outcome, reason };
      return { organization, receivers, content: (language, to) => prefixDecidedText(language, facts, "person" in to) };
    }
    case "domain_proof_ends": {
      const { kind, organization, domain, provenUntil, days, isAnswered } = told;
      const heads = (await heldIn(tx, env, organization)).filter(({ right }) => right === "main_administrator").map(({ person }) => person);
      const receivers = [...(await people(tx, heads)), ...(await points(tx, organization, env, kind))];
      if (receivers.length === 0) return null;
      const facts = { organization: await named(tx, organization), domain, provenUntil, isAnswered };
      return {
        organization,
        receivers,
        content: (language, to) => proofEndsText(language, facts, "person" in to),
        told: `domain ${organization} ${domain} ${provenUntil.toISOString()} ${days}`,
      };
    }
    case "client_deactivated": {
      const { organization, client, name } = told;
      const receivers = await points(tx, organization, env, told.kind, { client });
      if (receivers.length === 0) return null;
      const facts = { env, organization: await named(tx, organization), client, name: inLine(name) };
      return { organization, receivers, content: (language) => clientText(language, facts) };
    }
    case "scope_deactivated":
    case "scope_reactivated": {
      const { kind, scope, owner, message = null } = told;
      await announce(tx, { kind, env, scope, owner, ownerName: (await named(tx, owner)).name, message });
      return null;
    }
  }
}

const named = async (tx: Tx, number: OrgNumber) => ({ number, name: (await namesOf(tx, [number])).get(number) ?? number });

/** Those of the people who have a verified address. Who has chosen no language reads bokmål. */
async function people(tx: Tx, ids: readonly string[]): Promise<Receiver[]> {
  const { rows } = await sql<{ person: string; address: EmailAddress; language: Language | null }>`
    select e.person, e.address, p.language from person_email e join person p on p.id = e.person
     where e.person = any(${[...new Set(ids)]}::uuid[]) and e.address is not null order by e.person`.execute(tx);
  return rows.map(({ person, address, language }) => ({ person, address, language: language ?? "nb" }));
}

async function personName(tx: Tx, id: string): Promise<string | null> {
  const { rows } = await sql<{ first_name: string; last_name: string }>`select first_name, last_name from person where id = ${id}`.execute(tx);
  return rows[0] ? inLine(nameOf({ firstName: rows[0].first_name, lastName: rows[0].last_name })) || null : null;
}

/** @param about the client or the scope that it is about, if any */
async function points(
  tx: Tx,
  organization: OrgNumber,
  env: EnvironmentName,
  kind: NewMail["kind"],
  about: { client?: string; scope?: string } = {},
): Promise<Receiver[]> {
  const found = await reachedBy(tx, await pointsToTell(tx, organization, env, EVENT_OF[kind]!), env, about);
  return found.map(({ id, address, language, digest }) => ({ point: id, address, language, daily: digest === "daily" }));
}
