/** Applications for prefixes in the form of our own API. Only what is listed here leaves the server. */
import type { z } from "@hono/zod-openapi";
import type { PrefixApplication as ShownApplication, PrefixCheck as ShownCheck } from "../../contract/prefix-application.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Owned } from "./prefix.ts";
import type { PrefixApplication, PrefixCheck } from "./prefix-application.ts";
import type { ApplicantFacts } from "./prefix-application-operations.ts";

type Names = ReadonlyMap<OrgNumber, string>;
const named = (number: OrgNumber, names: Names) => ({ number: number as string, name: names.get(number) ?? null });

export const presentCheck = (env: EnvironmentName, prefix: string, { state, owner, like, near }: PrefixCheck, names: Names): z.output<typeof ShownCheck> => {
  const owned = (others: readonly Owned[]) => others.map((other) => ({ prefix: other.prefix, owner: named(other.owner, names) }));
  const mayApply = state === "free" || state === "unused" || (state === "like" && env === "prod");
  return { prefix, state, owner: owner && named(owner, names), like: owned(like), near: owned(near), mayApply };
};

type Around = {
  env: EnvironmentName;
  names: Names;
  people: ReadonlyMap<string, string>;
  showsDecider: boolean;
  check: PrefixCheck | undefined;
  facts: ApplicantFacts | undefined;
  /** Whose of the operator's people asks; undefined: somebody else. */
  handler: string | null | undefined;
};

export function presentApplication(
  application: PrefixApplication,
  { env, names, people, showsDecider, check, facts, handler }: Around,
): z.output<typeof ShownApplication> {
  const { organization, submittedAt, submittedBy, decided, handling, acceptedPrice, ...rest } = application;
  const nameOf = (person: string | null | undefined) => (person && people.get(person)) || null;
  return {
    id: rest.id,
    organization: named(organization, names),
    prefix: rest.prefix,
    purpose: rest.purpose,
    legalBasis: rest.legalBasis,
    expectedConsumers: rest.expectedConsumers,
    contactName: rest.contactName,
    contactEmail: rest.contactEmail,
    state: rest.state,
    submittedAt: submittedAt.toISOString(),
    submittedBy: nameOf(submittedBy),
    decidedAt: decided?.at.toISOString() ?? null,
    decidedBy: showsDecider ? nameOf(decided?.by) : null,
    reason: rest.reason,
    acceptedPrice: acceptedPrice && { ...acceptedPrice, perAccess: [...acceptedPrice.perAccess] },
    handling: handling && {
      since: handling.since.toISOString(),
      by: handler === undefined ? null : nameOf(handling.by),
      byCaller: handler !== undefined && handling.by === handler,
    },
    check: check ? presentCheck(env, rest.prefix, check, names) : null,
    applicant: facts ?? null,
  };
}
