import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import {
  FoundOrganizations,
  NewLock,
  NewOrganization,
  NewTermsSignature,
  Organization as ShownOrganization,
  OrganizationInPath,
  OrganizationPage,
  OrganizationQuery,
  OrganizationReplacement,
  OrganizationSearchQuery,
  TermsSignature,
  TermsSignatures,
} from "../../contract/organization.ts";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import { type Caller, doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { addressOf, body, IdempotencyKey, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { loggedIn } from "../login/logged-in.ts";
import { ACTING_FOR, allow } from "../permissions/allow.ts";
import * as organizations from "./operations.ts";
import { type Organization, readSearch } from "./organization.ts";

const tags = ["Organisations"];
const Position = z.string().transform((number) => number as OrgNumber);
const shownWith = { 200: json(ShownOrganization, "The organisation") };

/** Organisations: the name behind a number for everyone, the rest for the organisation itself and the operator. */
export function organizationRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const whole = async (organization: Organization) => presentWhole(organization, await organizations.termsSignedBy(deps.db, organization.number));

  routes.openapi(
    createRoute({
      method: "get",
      path: "/organizations/{number}",
      operationId: "readOrganization",
      summary: "The organisation behind a number",
      description:
        "Terms and lock only of the calling organisation, and for the operator. Somebody who is logged in and names no organisation to act for sees the name.",
      tags,
      security,
      middleware: [mayReadName(deps)] as const,
      request: { params: OrganizationInPath },
      responses: { ...shownWith, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const organization = await organizations.readOrganization(deps.db, numberIn(c));
      return c.json(maySeeAll(c, organization.number) ? await whole(organization) : present(organization), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/organization-search",
      operationId: "findOrganizations",
      summary: "Finds organisations by number or name",
      description: "For those who give organisations something: access, powers of attorney.",
      tags,
      security,
      middleware: [allow(deps, "organization.find")] as const,
      request: { query: OrganizationSearchQuery },
      responses: { 200: json(FoundOrganizations, "What fits"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const found = await organizations.findOrganizations(deps.db, readSearch(c.req.valid("query").query)!);
      return c.json({ items: found.organizations, more: found.more }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/organizations",
      operationId: "listOrganizations",
      summary: "Organisations, by number",
      description: "For the operator.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer")] as const,
      request: { query: OrganizationQuery },
      responses: { 200: json(OrganizationPage, "A page of organisations"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, query: typed = "" } = c.req.valid("query");
      const { org } = c.get("caller");
      const query = ["organizations", typed];
      const after = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position);
      const found = await organizations.listOrganizations(deps.db, { after, limit, search: readSearch(typed) ?? undefined });
      const next = found.next && deps.continuations.make(org, query, found.next);
      return c.json({ items: found.organizations.map((one) => ({ ...present(one), locked: lockOf(one) })), next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/organizations",
      operationId: "registerOrganization",
      summary: "Registers an organisation",
      description: "For the operator.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewOrganization) },
      responses: {
        201: { ...json(ShownOrganization, "The organisation"), headers: z.object({ location: z.string() }) },
        ...problems(400, 401, 403, 409, 422),
      },
    }),
    async (c) => {
      const { number, parent, ...rest } = c.req.valid("json");
      const wanted = { ...rest, number: read(number, "number"), parent: parent === null ? null : read(parent, "parent") };
      const organization = await organizations.registerOrganization(deps, doerOf(c), wanted);
      const location = addressOf(c, "organizations", organization.number);
      return c.json(await whole(organization), 201, { location });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/organizations/{number}",
      operationId: "renameOrganization",
      summary: "Writes what the register says of an organisation: another name, or that it was deleted",
      description: "For the operator. A deleted organisation keeps what it has, and is given nothing new.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer")] as const,
      request: { params: OrganizationInPath, body: body(OrganizationReplacement) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404) },
    }),
    async (c) => c.json(await whole(await organizations.replaceOrganization(deps, doerOf(c), numberIn(c), c.req.valid("json"))), 200),
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/organizations/{number}/terms",
      operationId: "listTermsSigned",
      summary: "The terms of use that an organisation has signed, the newest first",
      description: "For the organisation itself, and the operator.",
      tags,
      security,
      middleware: [allow(deps, "organization.read")] as const,
      request: { params: OrganizationInPath },
      responses: { 200: json(TermsSignatures, "What it has signed"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const number = numberIn(c);
      if (!maySeeAll(c, number)) throw new Refused("not_found");
      await organizations.readOrganization(deps.db, number);
      return c.json({ items: (await organizations.termsSignedBy(deps.db, number)).map(presentSignature) }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/organizations/{number}/terms",
      operationId: "recordTermsSigned",
      summary: "Records that an organisation has signed the terms of use",
      description: "For the operator. Recorded once more, it stays as it is.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer"), idempotent(deps)] as const,
      request: { params: OrganizationInPath, headers: IdempotencyKey, body: body(NewTermsSignature) },
      responses: { 201: json(TermsSignature, "The signature"), ...problems(400, 401, 403, 404, 422) },
    }),
    async (c) => {
      const number = numberIn(c);
      const { variant, version } = c.req.valid("json");
      await organizations.signTerms(deps, doerOf(c), number, variant, version);
      const signed = await organizations.termsSignedBy(deps.db, number);
      return c.json(presentSignature(signed.find((one) => one.variant === variant && one.version === version)!), 201);
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/organizations/{number}/lock",
      operationId: "lockOrganization",
      summary: "Locks an organisation",
      description: "For the operator. Its clients get no tokens in any environment and call none of our APIs. A locked one stays as it is, its reason too.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer")] as const,
      request: { params: OrganizationInPath, body: body(NewLock) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => {
      const number = numberIn(c);
      // Nobody could take that lock away again over the API.
      if (number === deps.settings.operator.orgNumber)
        throw new Refused("wrong_state", { members: { what: "the operator's own organisation cannot be locked." } });
      return c.json(await whole(await organizations.lockOrganization(deps, doerOf(c), number, c.req.valid("json").reason)), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/organizations/{number}/lock",
      operationId: "unlockOrganization",
      summary: "Takes the lock from an organisation",
      description: "For the operator. What was deactivated or locked by itself stays so.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer")] as const,
      request: { params: OrganizationInPath },
      responses: { ...shownWith, ...problems(400, 401, 403, 404) },
    }),
    async (c) => c.json(await whole(await organizations.unlockOrganization(deps, doerOf(c), numberIn(c))), 200),
  );
  return routes;
}

function read(text: string | undefined, field: string): OrgNumber {
  const number = parseOrgNumber(text);
  if (!number) throw new Refused("organization_number_invalid", { fields: [{ field, message: "It is no organisation number." }] });
  return number;
}

const numberIn = (c: Context<Env>): OrgNumber => read(c.req.param("number"), "number");

/** The name behind a number is open to everyone who is logged in: whoever looks for an organisation need not belong to one (SEC-085). */
function mayReadName(deps: Deps): MiddlewareHandler<Env> {
  const [caller, person] = [allow(deps, "organization.read"), loggedIn(deps)];
  return (c, next) => (c.req.header("authorization") === undefined && c.req.header(ACTING_FOR) === undefined ? person : caller)(c, next);
}

function maySeeAll(c: Context<Env>, number: OrgNumber): boolean {
  const caller = c.get("caller") as Caller | undefined; // none for a person who acts for no organisation
  return caller !== undefined && (caller.isOperator || caller.org === number);
}

const present = ({ number, name, form, parent, deletedOn }: Organization) => ({
  number: number as string,
  name,
  form,
  parent: parent as string | null,
  deletedOn,
});

const lockOf = ({ locked }: Organization) => locked && { at: locked.at.toISOString(), reason: locked.reason };

type Signature = Awaited<ReturnType<typeof organizations.termsSignedBy>>[number];
const presentSignature = ({ variant, version, signedAt }: Signature) => ({ variant, version, signedAt: signedAt.toISOString() });

const presentWhole = (organization: Organization, terms: Signature[]) => ({
  ...present(organization),
  locked: lockOf(organization),
  terms: terms.map(presentSignature),
});
