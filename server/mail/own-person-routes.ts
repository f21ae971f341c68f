import { createRoute, type OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { MyEmail, MyEmailChange } from "../../contract/email.ts";
import { type EmailAddress, parseEmailAddress } from "../../vocabulary/email-address.ts";
import type { Doer } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { loggedIn } from "../login/logged-in.ts";
import { PROOF_HOURS } from "./mail.ts";
import { removePersonEmail, setPersonEmail } from "./verification.ts";
import { findPersonEmail, type PersonEmail } from "./verification-store.ts";

const tags = ["You"];
const security = [{ session: [] }];

/** The e-mail address of whoever is logged in, whatever the level of the login and without an organisation. */
export function myEmailRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const anyone = loggedIn(deps);
  const shown = { 200: json(MyEmail, "The address") };

  routes.openapi(
    createRoute({
      method: "get",
      path: "/me/email",
      operationId: "readMyEmail",
      summary: "Your e-mail address",
      tags,
      security,
      middleware: [anyone] as const,
      responses: { ...shown, ...problems(401, 403) },
    }),
    async (c) => c.json(present(await findPersonEmail(deps.db, c.get("session").person)), 200),
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/me/email",
      operationId: "changeMyEmail",
      summary: "Enters your e-mail address",
      description:
        "It gets a mail with a link, and counts once that is followed and confirmed; until then mails go to the old one. The same again sends another link.",
      tags,
      security,
      middleware: [anyone] as const,
      request: { body: { required: true, content: { "application/json": { schema: MyEmailChange } } } },
      responses: { ...shown, ...problems(400, 401, 403) },
    }),
    async (c) => {
      const address = readAddress(c.req.valid("json").address, "address");
      return c.json(present(await setPersonEmail(deps, doerOf(c), c.get("session").person, address)), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/me/email",
      operationId: "removeMyEmail",
      summary: "Forgets your e-mail address",
      description: "You get no more mails. Once more changes nothing.",
      tags,
      security,
      middleware: [anyone] as const,
      responses: { 204: { description: "Done" }, ...problems(401, 403) },
    }),
    async (c) => {
      await removePersonEmail(deps, doerOf(c), c.get("session").person);
      return c.body(null, 204);
    },
  );
  return routes;
}

/** @throws Refused invalid_request */
export function readAddress(text: string, field: string): EmailAddress {
  const address = parseEmailAddress(text);
  if (!address) throw new Refused("invalid_request", { fields: [{ field, message: "It must be one e-mail address, such as drift@example.no." }] });
  return address;
}

const doerOf = (c: Context<Env>): Doer => ({
  actor: { kind: "person", person: c.get("session").person, org: null },
  traceId: c.get("traceId"),
  address: c.get("address"),
});

const present = ({ address, verifiedAt, pending }: PersonEmail): z.input<typeof MyEmail> => ({
  address,
  verifiedAt: verifiedAt?.toISOString() ?? null,
  pending: pending && {
    address: pending.address,
    sentAt: pending.at.toISOString(),
    expiresAt: new Date(pending.at.getTime() + PROOF_HOURS * 3_600_000).toISOString(),
  },
});
