import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { OrganizationInPath } from "../../contract/organization.ts";
import { Me, MyChange, MyOrganizations, MySessions, SessionInPath } from "../../contract/session.ts";
import { orgNumberToInt, parseOrgNumber } from "../../vocabulary/org-number.ts";
import { deed, type Doer } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { findPerson, noteChoice, updateLanguage } from "../people/operations.ts";
import { nameOf, type Person } from "../people/person.ts";
import { heldBy } from "../people/standing.ts";
import { FRESH_MS } from "../permissions/may.ts";
import { cookieWithout } from "./cookies.ts";
import { loggedIn } from "./logged-in.ts";
import { organizationsOf } from "./my-organizations.ts";
import { IDLE_MS, type Session } from "./session.ts";
import { sessionsOf } from "./session-store.ts";
import { endSession, sessionCookieName } from "./sessions.ts";
import { OrganizationSuggestion } from "../../contract/email-domain.ts";
import { suggestionOf } from "../organizations/domain-operations.ts";

const tags = ["You"];
/** A machine is nobody: no token opens these. */
const security = [{ session: [] }];
const done = { description: "Done" };

/** Whoever is logged in, whatever the level of the login and without an organisation. */
export function myRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const anyone = loggedIn(deps);

  routes.openapi(
    createRoute({
      method: "get",
      path: "/me",
      operationId: "readMe",
      summary: "Who is logged in, and until when",
      tags,
      security,
      middleware: [anyone] as const,
      responses: { 200: json(Me, "You"), ...problems(401, 403) },
    }),
    async (c) => c.json(present(await personOf(deps, c), c.get("session")), 200),
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/me",
      operationId: "changeMe",
      summary: "Chooses the language",
      tags,
      security,
      middleware: [anyone] as const,
      request: { body: { required: true, content: { "application/json": { schema: MyChange } } } },
      responses: { 200: json(Me, "You"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { language } = c.req.valid("json");
      const { person } = c.get("session");
      await deed(deps.db, doerOf(c), async (tx, note) => {
        await updateLanguage(tx, person, language);
        note({ env: "shared", action: "person.choose_language", object: { person }, orgs: [] });
      });
      return c.json(present(await personOf(deps, c), c.get("session")), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/me/organizations",
      operationId: "listMyOrganizations",
      summary: "The organisations that you can act for in this environment, by name",
      tags,
      security,
      middleware: [anyone] as const,
      responses: { 200: json(MyOrganizations, "The organisations"), ...problems(401, 403) },
    }),
    async (c) => {
      const found = await organizationsOf(deps.db, c.get("environment").name, c.get("session").person);
      return c.json({ items: found.map(({ lastChosenAt, ...one }) => ({ ...one, lastChosenAt: lastChosenAt?.toISOString() ?? null })) }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/me/organization-suggestion",
      operationId: "readMyOrganizationSuggestion",
      summary: "Which organisation you may want to ask for a right, by the domain of your verified address",
      description:
        "It gives nothing. Nothing is suggested of a domain of which you can act for an organisation already; of one that several use none is named.",
      tags,
      security,
      middleware: [anyone] as const,
      responses: { 200: json(OrganizationSuggestion, "The suggestion"), ...problems(401, 403) },
    }),
    async (c) => {
      const { domain, suggestion } = await suggestionOf(deps.db, c.get("environment").name, c.get("session").person);
      return c.json({ kind: suggestion.kind, domain, organization: suggestion.kind === "one" ? suggestion.organization : null }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/me/organizations/{number}/chosen",
      operationId: "chooseMyOrganization",
      summary: "Notes that you chose an organisation, so that it comes first next time",
      tags,
      security,
      middleware: [anyone] as const,
      request: { params: OrganizationInPath },
      responses: { 204: done, ...problems(400, 401, 403) },
    }),
    async (c) => {
      const number = parseOrgNumber(c.req.valid("param").number);
      const { person } = c.get("session");
      if (!number || (await heldBy(deps.db, c.get("environment").name, person, number)).length === 0) throw new Refused("not_representing");
      await noteChoice(deps.db, person, orgNumberToInt(number));
      return c.body(null, 204);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/me/sessions",
      operationId: "listMySessions",
      summary: "Where you are logged in, the one that was used last first",
      tags,
      security,
      middleware: [anyone] as const,
      responses: { 200: json(MySessions, "The sessions"), ...problems(401, 403) },
    }),
    async (c) => {
      const { id: current, person } = c.get("session");
      const items = (await sessionsOf(deps.db, person)).map(({ createdAt, lastSeenAt, ...one }) => ({
        ...one,
        current: one.id === current,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      }));
      return c.json({ items }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/me/sessions/{sessionId}",
      operationId: "endMySession",
      summary: "Ends one of your sessions, the one that is used now too",
      tags,
      security,
      middleware: [anyone] as const,
      request: { params: SessionInPath },
      responses: { 204: done, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { sessionId } = c.req.valid("param");
      const { id: current, person } = c.get("session");
      if (!(await endSession(deps, doerOf(c), { id: sessionId, person }, "ended_by_person"))) throw new Refused("not_found");
      if (sessionId === current) c.header("set-cookie", cookieWithout(sessionCookieName(deps.settings)));
      return c.body(null, 204);
    },
  );
  return routes;
}

const doerOf = (c: Context<Env>): Doer => ({
  actor: { kind: "person", person: c.get("session").person, org: null },
  traceId: c.get("traceId"),
  address: c.get("address"),
});

async function personOf(deps: Pick<Deps, "db">, c: Context<Env>): Promise<Person> {
  const person = await findPerson(deps.db, c.get("session").person);
  if (!person) throw new Error("A session of nobody"); // the foreign key does not allow it
  return person;
}

function present(person: Person, session: Session): z.input<typeof Me> {
  const { id, level, environments, authenticatedAt, lastSeenAt, expiresAt } = session;
  const after = (time: Date, ms: number) => new Date(time.getTime() + ms).toISOString();
  return {
    id: person.id,
    name: nameOf(person),
    language: person.language,
    session: {
      id,
      level,
      environments: [...environments],
      authenticatedAt: authenticatedAt.toISOString(),
      idleUntil: after(lastSeenAt, IDLE_MS),
      expiresAt: expiresAt.toISOString(),
      freshUntil: after(authenticatedAt, FRESH_MS),
    },
  };
}
