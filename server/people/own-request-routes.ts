import { createRoute, type OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  Decision,
  Forwarding,
  NewRightRequest,
  RightRequest as ShownRequest,
  RightRequestInPath,
  RightRequestQuery,
  RightRequests,
} from "../../contract/person.ts";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { body, IdempotencyKey, json, ownFace, problems } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { loggedIn } from "../login/logged-in.ts";
import { organizationNames } from "../organizations/operations.ts";
import { ACTING_FOR, allow } from "../permissions/allow.ts";
import { giversAs, holderOf } from "../permissions/holder.ts";
import { personCalling } from "../permissions/person-caller.ts";
import { type Decider, presentRequest } from "./own-present.ts";
import { personNames } from "./people-list.ts";
import { heldBy } from "./standing.ts";
import type { RightRequest } from "./right-request.ts";
import {
  answerRightRequest,
  askForRight,
  forwardRightRequest,
  forwardsOf,
  readRightRequest,
  requestsFor,
  requestsOf,
  withdrawRightRequest,
} from "./right-request-operations.ts";

const tags = ["People"];
const security = [{ session: [] }];
const one = { 200: json(ShownRequest, "The request") };

/** Rights that people ask for: in an organisation that they need not belong to, answered by those who can give them. */
export function rightRequestRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const anyPerson = loggedIn(deps);

  /** Shows requests to whoever reads them: with what he or she may do about each. */
  async function show(c: Context<Env>, requests: readonly RightRequest[]): Promise<z.input<typeof ShownRequest>[]> {
    const session = c.get("session");
    const env = c.get("environment").name;
    const acting = parseOrgNumber(c.req.header(ACTING_FOR));
    const organizations = await organizationNames(deps.db, [...new Set(requests.map(({ organization }) => organization))]);
    const holder = acting && (await holderOf(deps.db, session, env, acting));
    // Who has what in an organisation is nothing to those who do not belong to it.
    const own = new Set((await heldBy(deps.db, env, session.person)).map(({ organization }) => organization));
    const deciders = new Map<string, Decider[]>();
    for (const { id, organization, right, state } of requests)
      if (state === "pending" && own.has(organization)) deciders.set(id, await giversAs(deps.db, env, organization, right));
    const told = requests.filter(({ organization }) => own.has(organization)).map(({ id }) => id);
    const forwards = Map.groupBy(await forwardsOf(deps.db, env, told), ({ request }) => request);
    const names = await personNames(deps.db, [
      ...requests.flatMap(({ person, decided }) => [person, decided?.by ?? null]),
      ...[...deciders.values()].flat().map(({ id }) => id),
      ...[...forwards.values()].flat().flatMap(({ by, to }) => [by, to]),
    ]);
    const now = new Date(deps.now());
    return requests.map((request) =>
      presentRequest(request, {
        organization: organizations.get(request.organization) ?? "",
        names,
        deciders: deciders.get(request.id),
        forwards: own.has(request.organization) ? (forwards.get(request.id) ?? []) : null,
        holder: request.organization === acting ? holder : null,
        reader: session.person,
        now,
      }),
    );
  }
  const showOne = async (c: Context<Env>, request: RightRequest) => (await show(c, [request]))[0]!;

  routes.openapi(
    createRoute({
      method: "get",
      path: "/right-requests",
      operationId: "listRightRequests",
      summary: "Requests for rights: received and waiting, handled, or sent by oneself",
      description:
        "Received and handled ones are those of the organisation that is acted for, for whoever handles requests there. Sent ones need no organisation.",
      tags,
      security,
      middleware: [anyPerson] as const,
      request: { query: RightRequestQuery },
      responses: { 200: json(RightRequests, "The requests"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { view } = c.req.valid("query");
      const env = c.get("environment").name;
      if (view === "sent") return c.json({ items: await show(c, await requestsOf(deps.db, env, c.get("session").person)) }, 200);
      let found: RightRequest[] = [];
      await allow(deps, "right_request.decide")(c, async () => {
        found = await requestsFor[view](deps.db, env, c.get("caller").org);
      });
      return c.json({ items: await show(c, found) }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/right-requests",
      operationId: "askForRight",
      summary: "Asks for a right",
      description: "It waits for 30 days. Those who can give it see it under requests.",
      tags,
      security,
      middleware: [anyPerson] as const,
      request: { body: body(NewRightRequest) },
      responses: { 201: json(ShownRequest, "The request"), ...problems(400, 401, 403, 409) },
    }),
    async (c) => {
      const { organization, right, message } = c.req.valid("json");
      const number = parseOrgNumber(organization);
      if (!number) throw new Refused("organization_number_invalid", { fields: [{ field: "organization", message: "It is no organisation number." }] });
      return c.json(await showOne(c, await askForRight(deps, asking(c), { organization: number, right, message })), 201);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/right-requests/{requestId}",
      operationId: "readRightRequest",
      summary: "One request",
      description: "For the person who sent it, and for those who can answer it.",
      tags,
      security,
      middleware: [anyPerson] as const,
      request: { params: RightRequestInPath },
      responses: { ...one, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { requestId } = c.req.valid("param");
      const org: OrgNumber | null = parseOrgNumber(c.req.header(ACTING_FOR));
      return c.json(await showOne(c, await readRightRequest(deps.db, c.get("environment").name, c.get("session"), org, requestId)), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/right-requests/{requestId}/decision",
      operationId: "decideRightRequest",
      summary: "Approves or rejects a request",
      description: "An approval gives the right at once, and only by somebody who may give it. The same answer once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "right_request.decide"), idempotent(deps)] as const,
      request: { params: RightRequestInPath, headers: IdempotencyKey, body: body(Decision) },
      responses: { ...one, ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { holder: _, ...acting } = personCalling(c);
      const { approve, validTo, answer } = c.req.valid("json");
      const decision = { approve, validTo: validTo === null ? null : new Date(validTo), answer };
      return c.json(await showOne(c, await answerRightRequest(deps, acting, c.req.valid("param").requestId, decision)), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/right-requests/{requestId}/forwards",
      operationId: "forwardRightRequest",
      summary: "Sends a request on to somebody who can give the right",
      description: "By whoever handles requests. He or she gets a mail. Sent to the same person once more, nothing is done.",
      tags,
      security,
      middleware: [allow(deps, "right_request.decide"), idempotent(deps)] as const,
      request: { params: RightRequestInPath, headers: IdempotencyKey, body: body(Forwarding) },
      responses: { ...one, ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { holder: _, ...acting } = personCalling(c);
      const { requestId } = c.req.valid("param");
      return c.json(await showOne(c, await forwardRightRequest(deps, acting, requestId, c.req.valid("json").to)), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/right-requests/{requestId}",
      operationId: "withdrawRightRequest",
      summary: "Withdraws one's own request",
      description: "Once more changes nothing.",
      tags,
      security,
      middleware: [anyPerson] as const,
      request: { params: RightRequestInPath },
      responses: { ...one, ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => c.json(await showOne(c, await withdrawRightRequest(deps, asking(c), c.req.valid("param").requestId)), 200),
  );
  return routes;
}

/** Somebody who asks: for no organisation, since he or she may belong to none. */
const asking = (c: Context<Env>) => {
  const session = c.get("session");
  const doer = { actor: { kind: "person" as const, person: session.person, org: null }, traceId: c.get("traceId"), address: c.get("address") };
  return { env: c.get("environment").name, session, doer };
};
