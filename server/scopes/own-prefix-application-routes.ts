import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  NewPrefixApplication,
  PrefixApplication as ShownApplication,
  PrefixApplicationInPath,
  PrefixApplicationPage,
  PrefixApplicationQuery,
  PrefixCheck as ShownCheck,
  PrefixCheckQuery,
  PrefixDecision,
  PrefixHandling,
} from "../../contract/prefix-application.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { addressOf, body, IdempotencyKey, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { readAddress } from "../mail/own-person-routes.ts";
import { organizationNames } from "../organizations/operations.ts";
import { personNames } from "../people/people-list.ts";
import { allow } from "../permissions/allow.ts";
import { personOf } from "./acting.ts";
import { actingOf, cut } from "./own-acting.ts";
import { presentApplication, presentCheck } from "./own-prefix-present.ts";
import type { PrefixApplication } from "./prefix-application.ts";
import { giveBackApplication, takeApplication } from "./prefix-handling.ts";
import * as applications from "./prefix-application-operations.ts";

const tags = ["Prefixes"];
const one = { 200: json(ShownApplication, "The application") };
const Position = z.uuid();

/** Applications for prefixes: sent by API managers, decided by the operator. */
export function prefixApplicationRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);

  async function show(c: Context<Env>, found: readonly PrefixApplication[]): Promise<z.input<typeof ShownApplication>[]> {
    const { env, org, isOperator, doer } = actingOf(c);
    const waiting = found.filter(({ state }) => state === "submitted");
    const checks = await applications.checkPrefixes(deps, env, waiting);
    const checkOf = new Map(waiting.map(({ id }, i) => [id, checks[i]!]));
    const facts = new Map(isOperator ? await Promise.all(waiting.map(async (each) => [each.id, await applications.factsOf(deps, each)] as const)) : []);
    const mentioned = checks.flatMap(({ owner, like, near }) => [...(owner ? [owner] : []), ...[...like, ...near].map((other) => other.owner)]);
    const names = await organizationNames(deps.db, [...found.map(({ organization }) => organization), ...mentioned]);
    const people = await personNames(
      deps.db,
      found.flatMap(({ submittedBy, decided, handling }) => [submittedBy, decided?.by ?? null, handling?.by ?? null]),
    );
    return found.map((application) => {
      // Who of the operator's people decided is theirs to know; a colleague who withdrew is not.
      const showsDecider = isOperator || (application.organization === org && application.state === "withdrawn");
      const handler = isOperator ? personOf(doer) : undefined;
      const [check, seen] = [checkOf.get(application.id), facts.get(application.id)];
      return presentApplication(application, { env, names, people, showsDecider, check, facts: seen, handler });
    });
  }
  const showOne = async (c: Context<Env>, application: PrefixApplication) => (await show(c, [application]))[0]!;

  routes.openapi(
    createRoute({
      method: "get",
      path: "/prefix-checks",
      operationId: "checkPrefix",
      summary: "How it stands with a name that is wanted as prefix",
      tags,
      security,
      middleware: [allow(deps, "prefix.read")] as const,
      request: { query: PrefixCheckQuery },
      responses: { 200: json(ShownCheck, "How it stands"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { prefix } = c.req.valid("query");
      const { env, org } = actingOf(c);
      const [check] = await applications.checkPrefixes(deps, env, [{ prefix, organization: org }]);
      const owners: OrgNumber[] = [...check!.like, ...check!.near].map(({ owner }) => owner);
      const names = await organizationNames(deps.db, check!.owner ? [...owners, check!.owner] : owners);
      return c.json(presentCheck(env, prefix, check!, names), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/prefix-applications",
      operationId: "listPrefixApplications",
      summary: "The organisation's applications for prefixes, also decided ones; for the operator those of all",
      tags,
      security,
      middleware: [allow(deps, "prefix.read")] as const,
      request: { query: PrefixApplicationQuery },
      responses: { 200: json(PrefixApplicationPage, "A page of applications"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, all, state, order } = c.req.valid("query");
      const { env, org, isOperator } = actingOf(c);
      if (all && !isOperator) throw new Refused("operator_only");
      const query = ["prefix-applications", env, all, state ?? null, order];
      const after = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position);
      const found = await applications.applicationsOf(deps.db, env, { organization: all ? null : org, state, order, after, limit: limit + 1 });
      const { items, last } = cut(found, limit);
      return c.json({ items: await show(c, items), next: last && deps.continuations.make(org, query, last.id) }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/prefix-applications",
      operationId: "applyForPrefix",
      summary: "Applies for a prefix",
      description:
        "In test it is allotted at once. In production the operator decides, who sees what has been checked; the terms must be signed, and billing details be there.",
      tags,
      security,
      middleware: [allow(deps, "prefix.apply"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewPrefixApplication) },
      responses: {
        201: { ...json(ShownApplication, "The application"), headers: z.object({ location: z.string() }) },
        ...problems(400, 401, 403, 409, 422, 428),
      },
    }),
    async (c) => {
      const { contactEmail, ...wish } = c.req.valid("json");
      const application = await applications.applyForPrefix(deps, actingOf(c), { ...wish, contactEmail: readAddress(contactEmail, "contactEmail") });
      return c.json(await showOne(c, application), 201, { location: addressOf(c, "prefix-applications", application.id) });
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/prefix-applications/{applicationId}",
      operationId: "readPrefixApplication",
      summary: "One application",
      description: "For the organisation whose it is, and the operator.",
      tags,
      security,
      middleware: [allow(deps, "prefix.read")] as const,
      request: { params: PrefixApplicationInPath },
      responses: { ...one, ...problems(400, 401, 403, 404) },
    }),
    async (c) => c.json(await showOne(c, await applications.readApplication(deps.db, actingOf(c), c.req.valid("param").applicationId)), 200),
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/prefix-applications/{applicationId}/decision",
      operationId: "decidePrefixApplication",
      summary: "Allots the prefix, or rejects the application",
      description:
        "For the operator. Allotting is carried out at once; what has become another's meanwhile is refused, and the application waits on. The same decision once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "prefix.administer"), idempotent(deps)] as const,
      request: { params: PrefixApplicationInPath, headers: IdempotencyKey, body: body(PrefixDecision) },
      responses: { ...one, ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { applicationId } = c.req.valid("param");
      return c.json(await showOne(c, await applications.decideOnApplication(deps, actingOf(c), applicationId, c.req.valid("json"))), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/prefix-applications/{applicationId}/handling",
      operationId: "takePrefixApplication",
      summary: "Takes an application that waits, so that colleagues leave it alone",
      description:
        "For the operator. What a colleague has is refused (FM-485, with the name) unless it is taken over; once more changes nothing. The applicant sees that it is being handled, not by whom.",
      tags,
      security,
      middleware: [allow(deps, "prefix.administer")] as const,
      request: { params: PrefixApplicationInPath, body: body(PrefixHandling) },
      responses: { ...one, ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => {
      const { takeOverSince } = c.req.valid("json");
      const seen = takeOverSince === null ? null : new Date(takeOverSince);
      return c.json(await showOne(c, await takeApplication(deps, actingOf(c), c.req.valid("param").applicationId, seen)), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/prefix-applications/{applicationId}/handling",
      operationId: "giveBackPrefixApplication",
      summary: "Gives an application back to the queue",
      description: "For whoever has it. Once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "prefix.administer")] as const,
      request: { params: PrefixApplicationInPath },
      responses: { ...one, ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => c.json(await showOne(c, await giveBackApplication(deps, actingOf(c), c.req.valid("param").applicationId)), 200),
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/prefix-applications/{applicationId}",
      operationId: "withdrawPrefixApplication",
      summary: "Withdraws an application of the organisation",
      description: "Once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "prefix.apply")] as const,
      request: { params: PrefixApplicationInPath },
      responses: { ...one, ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => c.json(await showOne(c, await applications.withdrawApplication(deps, actingOf(c), c.req.valid("param").applicationId)), 200),
  );
  return routes;
}
