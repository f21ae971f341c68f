import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { FoundPerson, GivenRight as ShownRight, GivenRights, NewRights, People, PersonLookup, RightInPath } from "../../contract/person.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { body, IdempotencyKey, json, ownFace, problems } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { allow } from "../permissions/allow.ts";
import { holderOf } from "../permissions/holder.ts";
import { personCalling } from "../permissions/person-caller.ts";
import { isKnownTo, lookUpPerson } from "./lookup.ts";
import { presentPerson, presentRight } from "./own-present.ts";
import { peopleOf, personNames } from "./people-list.ts";
import { nameOf } from "./person.ts";
import { giveRights, removeRight, undoRightRemoval } from "./right-operations.ts";

const tags = ["People"];
/** Rights of people are given by people: no token opens these. */
const security = [{ session: [] }];
const Undo = z
  .strictObject({ endedAt: z.iso.datetime().optional().describe("`removed.at` of the removal that is meant; left out: the last one.") })
  .openapi("RightRemovalUndo");

/** The people of the organisation that the caller acts for, and their rights in this environment. */
export function peopleRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/people",
      operationId: "listPeople",
      summary: "Who may do what for the organisation, and from where each has it",
      description: "By roles of the register, and by rights that were given. What was removed within the last half hour is there too, since it can be undone.",
      tags,
      security,
      middleware: [allow(deps, "person.read")] as const,
      responses: { 200: json(People, "The people, by name"), ...problems(401, 403) },
    }),
    async (c) => {
      const { env, org, session, holder } = personCalling(c);
      const found = await peopleOf(deps.db, env, org);
      const names = await personNames(
        deps.db,
        found.flatMap(({ rights }) => rights.flatMap(({ givenBy, endedBy }) => [givenBy, endedBy])),
      );
      return c.json({ items: found.map((one) => presentPerson(one, { holder, names, reader: session.person })) }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/person-lookups",
      operationId: "lookUpPerson",
      summary: "The person with an identity number and a last name",
      description: "Both must belong together. After five misses within an hour nothing more is told for a while.",
      tags,
      security,
      middleware: [allow(deps, "right.give")] as const,
      request: { body: body(PersonLookup) },
      responses: { 200: json(FoundPerson, "The person"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { env, org, session } = personCalling(c);
      const person = await lookUpPerson(deps, session.person, c.req.valid("json"));
      const { rights } = await holderOf(deps.db, { ...session, person: person.id }, env, org);
      return c.json({ id: person.id, name: nameOf(person), rights: [...rights] }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/rights",
      operationId: "giveRights",
      summary: "Gives rights to a person",
      description: "All of them or none. They work at once, without logging in again. A right that lives with another end goes on with this one.",
      tags,
      security,
      middleware: [allow(deps, "right.give"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewRights) },
      responses: { 201: json(GivenRights, "The rights"), ...problems(400, 401, 403, 409, 422) },
    }),
    async (c) => {
      const { holder: _, ...acting } = personCalling(c);
      const { person: named, rights, validTo, environments = [acting.env] } = c.req.valid("json");
      const person = "id" in named ? named.id : (await lookUpPerson(deps, acting.session.person, named)).id;
      if ("id" in named && !(await isKnownTo(deps.db, acting.session.person, acting.org, person))) throw new Refused("person_not_matched");
      const gifts = await giveRights(deps, acting, { person, rights, validTo: validTo === null ? null : new Date(validTo), environments });
      const names = await personNames(deps.db, [person]);
      const items = gifts.map(({ env, right, had }) => ({
        id: right.publicId,
        environment: env,
        right: right.right as (typeof rights)[number],
        validTo: right.validTo?.toISOString() ?? null,
        had,
      }));
      return c.json({ person: { id: person, name: names.get(person) ?? "" }, items }, 201);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/rights/{rightId}",
      operationId: "removeRight",
      summary: "Takes a right away",
      description: "At once. Can be undone within 30 minutes. Everybody may give up a right of his or her own. Once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "right.remove")] as const,
      request: { params: RightInPath },
      responses: { 200: json(ShownRight, "The right, with until when it can be brought back"), ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => {
      const { holder, ...acting } = personCalling(c);
      const right = await removeRight(deps, acting, c.req.valid("param").rightId);
      const names = await personNames(deps.db, [right.givenBy, right.endedBy]);
      return c.json(presentRight(right, { holder, names, reader: acting.session.person }), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/rights/{rightId}/undo-removal",
      operationId: "undoRightRemoval",
      summary: "Brings a removed right back",
      description: "With its dates and its id, within 30 minutes: whoever may give it. Once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "right.give"), idempotent(deps)] as const,
      request: { params: RightInPath, headers: IdempotencyKey, body: { required: false, content: { "application/json": { schema: Undo } } } },
      responses: { 200: json(ShownRight, "The right"), ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { holder, ...acting } = personCalling(c);
      const { endedAt } = c.req.valid("json") ?? {};
      const right = await undoRightRemoval(deps, acting, c.req.valid("param").rightId, endedAt === undefined ? undefined : new Date(endedAt));
      const names = await personNames(deps.db, [right.givenBy, right.endedBy]);
      return c.json(presentRight(right, { holder, names, reader: acting.session.person }), 200);
    },
  );
  return routes;
}
