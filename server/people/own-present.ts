/** People, rights and requests in the form of our own API. Only what is listed here leaves the server, and an identity number never does. */
import type { z } from "@hono/zod-openapi";
import type { GivenRight as ShownRight, Person as ShownPerson, RightRequest as ShownRequest } from "../../contract/person.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { undoUntil } from "../audit/removal.ts";
import { type Holder, mayGive, mayRemove } from "../permissions/may.ts";
import { nameOf } from "./person.ts";
import type { PersonOf } from "./people-list.ts";
import type { GivenRight } from "./right.ts";
import { type Forward, type RightRequest, shownState } from "./right-request.ts";

/** Who reads, and the names of the people who stand in what is read. */
export type Reader = { holder: Holder; names: ReadonlyMap<string, string>; reader: string };

const named = (id: string, { names }: Pick<Reader, "names">) => ({ id, name: names.get(id) ?? "" });

export function presentRight(right: GivenRight, reader: Reader): z.input<typeof ShownRight> {
  const until = undoUntil(right);
  const isOwn = right.person === reader.reader;
  return {
    id: right.publicId,
    right: right.right,
    validFrom: right.validFrom.toISOString(),
    validTo: right.validTo?.toISOString() ?? null,
    givenAt: right.givenAt.toISOString(),
    givenBy: right.givenBy === null ? null : named(right.givenBy, reader),
    removed:
      right.ended && until
        ? { at: right.ended.at.toISOString(), by: right.endedBy === null ? null : named(right.endedBy, reader), undoUntil: until.toISOString() }
        : null,
    removable: couldIf(right.ended ? mayGive(reader.holder, right.right) : mayRemove(reader.holder, right.right, isOwn)),
  };
}

/** A login that is too old can be renewed on the way: the button stays. */
const couldIf = (verdict: ReturnType<typeof mayGive>): boolean => verdict.allowed || verdict.why === "login_not_fresh";

export const presentPerson = ({ person, roles, rights }: PersonOf, reader: Reader): z.input<typeof ShownPerson> => ({
  id: person.id,
  name: nameOf(person),
  you: person.id === reader.reader,
  roles: roles.map(({ code, of, through, rights: gives }) => ({ code, of, through, rights: gives })),
  rights: rights.map((right) => presentRight(right, reader)),
  lastLoginAt: person.lastLoginAt?.toISOString() ?? null,
});

/** Somebody who could give a right, and what makes him or her able to. */
export type Decider = { id: string; as: "main_administrator" | "access_manager" };

/** @param about.deciders who could give it, of a request that waits; @param about.forwards null for who is not told */
export function presentRequest(
  request: RightRequest,
  about: {
    organization: string;
    names: ReadonlyMap<string, string>;
    deciders: readonly Decider[] | undefined;
    forwards: readonly Forward[] | null;
    holder: Holder | null;
    reader: string;
    now: Date;
  },
): z.input<typeof ShownRequest> {
  const state = shownState(request, about.now);
  const { decided } = request;
  const verdict = about.holder && about.holder.rights.size > 0 ? mayGive(about.holder, request.right) : null;
  return {
    id: request.id,
    organization: { number: request.organization as OrgNumber, name: about.organization },
    person: named(request.person, about),
    right: request.right,
    message: request.message,
    askedAt: request.askedAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    state,
    decided: decided && { at: decided.at.toISOString(), by: named(decided.by, about), answer: decided.answer },
    ...(state === "pending" && about.deciders ? { deciders: about.deciders.map(({ id, as }) => ({ ...named(id, about), as })) } : {}),
    ...(about.forwards ? { forwarded: about.forwards.map(({ at, by, to }) => ({ at: at.toISOString(), by: named(by, about), to: named(to, about) })) } : {}),
    decidable:
      verdict === null ? { allowed: false } : couldIf(verdict) ? { allowed: true } : { allowed: false, ...(verdict.allowed ? {} : { why: verdict.why }) },
  };
}
