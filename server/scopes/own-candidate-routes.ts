import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type ScopeCandidate as Shown, ScopeCandidatePage, ScopeCandidateQuery } from "../../contract/scope-candidate.ts";
import { type EnvironmentName, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import type { Caller } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import type { Contact } from "../organizations/contact.ts";
import { contactsOf } from "../organizations/contact-operations.ts";
import { allow } from "../permissions/allow.ts";
import { holderOf } from "../permissions/holder.ts";
import { effective, may } from "../permissions/may.ts";
import { groupOf } from "./candidate.ts";
import { type Candidate, findCandidates } from "./candidates.ts";
import { showTranslations } from "./own-present.ts";

const Place = z.object({ rank: z.number(), name: z.string() });

/** What the picker of scopes asks. */
export function scopeCandidateRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/scope-candidates",
      operationId: "findScopeCandidates",
      summary: "Scopes that the organisation could put on a client, and what is in the way of the others",
      description:
        "Public ones, those given to the organisation and its own. What can be put on a client comes first, unless a name is meant exactly. To be shown: creating a client decides anew.",
      tags: ["Scopes"],
      security,
      middleware: [allow(deps, "client.read")] as const,
      request: { query: ScopeCandidateQuery },
      responses: { 200: json(ScopeCandidatePage, "A page of scopes"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, q, type, group, only } = c.req.valid("query");
      const caller = c.get("caller");
      const { name: env } = c.get("environment");
      const { org } = caller;
      const query = ["scope-candidates", env, q, type, group, only];
      const after = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Place);
      const holds = caller.kind === "person" ? effective(caller.holder.rights, env) : undefined;
      const seesElsewhere = only === undefined && (await maySeeElsewhere(deps, caller, env));
      const wanted = { org, env, clientType: type, holds, seesElsewhere, typed: q, group, only, after, limit };
      const { items, counts, next, names } = await findCandidates(deps, wanted);
      const contacts = await contactsOf(
        deps.db,
        items.map(({ scope }) => scope.owner),
      );
      const shown = items.map((candidate) => present(candidate, names, contacts, deps.now()));
      return c.json({ items: shown, counts, next: next && deps.continuations.make(org, query, next) }, 200);
    },
  );
  return routes;
}

/** What an organisation has in the other environment is for people who may look there, too; a token is of one environment (SEC-086). */
async function maySeeElsewhere({ db }: Deps, caller: Caller, env: EnvironmentName): Promise<boolean> {
  if (caller.kind !== "person") return false;
  const other = ENVIRONMENTS.find((name) => name !== env)!;
  return may(await holderOf(db, caller.session, other, caller.org), "client.read").allowed;
}

function present(
  { scope, state, access, elsewhere, right }: Candidate,
  names: ReadonlyMap<OrgNumber, string>,
  contacts: ReadonlyMap<OrgNumber, Contact>,
  now: number,
): z.input<typeof Shown> {
  return {
    name: scope.name,
    description: scope.description,
    longDescription: scope.longDescription,
    translations: showTranslations(scope.translations),
    provider: { number: scope.owner, name: names.get(scope.owner) ?? null, contact: contacts.get(scope.owner) ?? null },
    state,
    group: groupOf(state),
    givenAt: access?.givenAt.toISOString() ?? null,
    validFrom: access && access.validFrom.getTime() > now ? access.validFrom.toISOString() : null,
    validTo: access?.validTo?.toISOString() ?? null,
    deactivatedAt: state === "deactivated" ? (scope.locked?.at ?? scope.updatedAt).toISOString() : null,
    lockedByOperator: scope.locked !== null,
    elsewhere,
    right,
    openToAll: scope.openToAll,
    delegable: scope.delegationSource !== null,
    allowedIntegrationTypes: scope.allowedIntegrationTypes,
  };
}
