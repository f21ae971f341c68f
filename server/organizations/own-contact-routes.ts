import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { ProviderContact, ProviderContactReplacement } from "../../contract/provider-contact.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { body, etagOf, expectedVersion, IfMatch, json, ownFace, problems, security } from "../http/own-face.ts";
import { readAddress } from "../mail/own-person-routes.ts";
import { personNames } from "../people/people-list.ts";
import { allow } from "../permissions/allow.ts";
import { inProductionToo } from "../permissions/in-production-too.ts";
import type { KeptContact } from "./contact.ts";
import { readContact, setContact } from "./contact-operations.ts";

const tags = ["Organisations"];
const shownWith = { 200: { ...json(ProviderContact, "The contact. `ETag` is its version: 0 when there is none."), headers: z.object({ etag: z.string() }) } };

/** Whom those who use an organisation's APIs turn to, for its own people and programs. Others see it with whatever names the provider. */
export function providerContactRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const shown = async (contact: KeptContact | null): Promise<z.input<typeof ProviderContact>> => {
    if (!contact) return { details: null };
    const { name, email, url, updatedAt, updatedBy } = contact;
    const by = updatedBy && ((await personNames(deps.db, [updatedBy])).get(updatedBy) ?? null);
    return { details: { name, email, url, updatedAt: updatedAt.toISOString(), updatedBy: by } };
  };

  routes.openapi(
    createRoute({
      method: "get",
      path: "/provider-contact",
      operationId: "readProviderContact",
      summary: "Whom those who use the organisation's APIs turn to",
      tags,
      security,
      middleware: [allow(deps, "provider_contact.read")] as const,
      responses: { ...shownWith, ...problems(401, 403) },
    }),
    async (c) => {
      const contact = await readContact(deps.db, c.get("caller").org);
      return c.json(await shown(contact), 200, { etag: etagOf(contact?.version ?? 0) });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/provider-contact",
      operationId: "replaceProviderContact",
      summary: "Sets whom those who use the organisation's APIs turn to",
      description:
        "Shown to everybody who may find its scopes, and where a token is refused for want of access. Shared by the environments: who calls in test must be allowed to in production, too.",
      tags,
      security,
      middleware: [allow(deps, "provider_contact.change")] as const,
      request: { headers: IfMatch, body: body(ProviderContactReplacement) },
      responses: { ...shownWith, ...problems(400, 401, 403, 412, 428) },
    }),
    async (c) => {
      const { name, email, url } = c.req.valid("json");
      const wish = { name, email: email === null ? null : readAddress(email, "email"), url };
      const options = { expectedVersion: expectedVersion(c), mayChange: (db: Deps["db"]) => inProductionToo(db, c, "provider_contact.change") };
      const contact = await setContact(deps, doerOf(c), c.get("caller").org, wish, options);
      return c.json(await shown(contact), 200, { etag: etagOf(contact.version) });
    },
  );
  return routes;
}
