import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { NewTerms, Overview } from "../../contract/overview.ts";
import { TermsSignatures } from "../../contract/organization.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { body, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { signTerms, termsSignedBy } from "../organizations/operations.ts";
import { personNames } from "../people/people-list.ts";
import { heldIn } from "../people/standing.ts";
import { allow } from "../permissions/allow.ts";
import { attentionOf, stepsOf } from "./overview-store.ts";

const tags = ["Organisations"];
const MOST_NAMES = 3;

/** What the first page of an organisation shows, and the signature that everything begins with. */
export function overviewRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/overview",
      operationId: "readOverview",
      summary: "What needs attention in the organisation, and how far it is from its first token",
      tags,
      security,
      middleware: [allow(deps, "organization.read")] as const,
      responses: { 200: json(Overview, "The overview"), ...problems(401, 403) },
    }),
    async (c) => {
      const { org, kind, isOperator } = c.get("caller");
      const env = c.get("environment").name;
      const { registeredAt, client, hasKey, firstTokenAt } = await stepsOf(deps.db, env, org);
      const [signed] = await termsSignedBy(deps.db, org);
      const attention = (await attentionOf(deps.db, env, org, isOperator)).map((item) => ({ ...item, at: item.at?.toISOString() ?? null }));
      const steps = {
        registeredAt: registeredAt.toISOString(),
        terms: signed ? { signedAt: signed.signedAt.toISOString() } : null,
        managers: kind === "person" ? await managersOf(deps, env, org) : null,
        client,
        hasKey,
        firstTokenAt: firstTokenAt?.toISOString() ?? null,
      };
      return c.json({ attention, steps }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/terms-signatures",
      operationId: "signTerms",
      summary: "Signs the terms of use for the organisation",
      description: "By its main administrator, with a fresh login. Signed once more, it stays as it is.",
      tags,
      // A signature is a person's.
      security: [{ session: [] }],
      middleware: [allow(deps, "terms.sign")] as const,
      request: { body: body(NewTerms) },
      responses: { 200: json(TermsSignatures, "What the organisation has signed, the newest first"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { variant, version } = c.req.valid("json");
      const current = deps.settings.terms.version;
      if (version !== current) throw new Refused("invalid_request", { fields: [{ field: "version", message: `The terms in force are version ${current}.` }] });
      const { org } = c.get("caller");
      await signTerms(deps, doerOf(c), org, variant, version);
      const items = (await termsSignedBy(deps.db, org)).map((one) => ({ ...one, signedAt: one.signedAt.toISOString() }));
      return c.json({ items }, 200);
    },
  );
  return routes;
}

/** The names of some who can create clients. */
async function managersOf(deps: Pick<Deps, "db">, env: EnvironmentName, org: OrgNumber): Promise<string[]> {
  const held = await heldIn(deps.db, env, org);
  const able = held.filter(({ right }) => right === "client_manager" || right === "main_administrator").map(({ person }) => person);
  const names = await personNames(deps.db, [...new Set(able)]);
  return [...names.values()].slice(0, MOST_NAMES);
}
