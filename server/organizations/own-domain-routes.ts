import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { DomainInPath, EmailDomain, EmailDomains } from "../../contract/email-domain.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems } from "../http/own-face.ts";
import { allow } from "../permissions/allow.ts";
import { inProductionToo } from "../permissions/in-production-too.ts";
import { addDomain, checkDomain, domainsOf, readDomain, removeDomain } from "./domain-operations.ts";
import type { KeptDomain } from "./domain-store.ts";
import { recordOf } from "./email-domain.ts";

const tags = ["People"];
const security = [{ session: [] }];
const shownWith = { 200: json(EmailDomain, "The domain") };

/** The domains of e-mail of an organisation, for its own people. They suggest, and give nothing (SEC-087). */
export function emailDomainRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const acting = (c: Context<Env>) => ({
    org: c.get("caller").org,
    doer: doerOf(c),
    mayChange: (db: Deps["db"]) => inProductionToo(db, c, "email_domain.change"),
  });

  routes.openapi(
    createRoute({
      method: "get",
      path: "/email-domains",
      operationId: "listEmailDomains",
      summary: "Domains of e-mail that the organisation uses",
      tags,
      security,
      middleware: [allow(deps, "email_domain.read")] as const,
      responses: { 200: json(EmailDomains, "The domains, by name"), ...problems(401, 403) },
    }),
    async (c) => c.json({ items: (await domainsOf(deps.db, c.get("caller").org)).map(present) }, 200),
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/email-domains/{domain}",
      operationId: "addEmailDomain",
      summary: "Enters a domain of e-mail that the organisation uses",
      description:
        "Once it is proven, people whose verified address is of it are told of the organisation when they look for whom to ask. It gives nobody a right. Where anybody gets an address is refused. Shared by the environments.",
      tags,
      security,
      middleware: [allow(deps, "email_domain.change")] as const,
      request: { params: DomainInPath },
      responses: { ...shownWith, ...problems(400, 401, 403) },
    }),
    async (c) => c.json(present(await addDomain(deps, acting(c), readDomain(c.req.valid("param").domain))), 200),
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/email-domains/{domain}/check",
      operationId: "checkEmailDomain",
      summary: "Looks for the record in the DNS that proves a domain",
      description:
        "A proof is good for a year; checked again, for a year from then. In its last 30 days it is looked for each day by itself, and renewed while the record stands.",
      tags,
      security,
      middleware: [allow(deps, "email_domain.change")] as const,
      request: { params: DomainInPath },
      responses: { ...shownWith, ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => c.json(present(await checkDomain(deps, acting(c), readDomain(c.req.valid("param").domain))), 200),
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/email-domains/{domain}",
      operationId: "removeEmailDomain",
      summary: "Takes a domain of e-mail out",
      tags,
      security,
      middleware: [allow(deps, "email_domain.change")] as const,
      request: { params: DomainInPath },
      responses: { 204: { description: "It is not there." }, ...problems(400, 401, 403) },
    }),
    async (c) => {
      await removeDomain(deps, acting(c), readDomain(c.req.valid("param").domain));
      return c.body(null, 204);
    },
  );
  return routes;
}

const present = ({ domain, secret, addedAt, provenUntil, notSeenAt }: KeptDomain): z.input<typeof EmailDomain> => ({
  domain,
  addedAt: addedAt.toISOString(),
  record: { type: "TXT", ...recordOf(domain, secret) },
  provenUntil: provenUntil?.toISOString() ?? null,
  notSeenAt: notSeenAt?.toISOString() ?? null,
});
