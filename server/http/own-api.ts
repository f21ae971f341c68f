/** Our own API on one list: each part stands with its noun. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Deps } from "../deps.ts";
import type { Env } from "./hono.ts";
import { chainRoutes } from "../audit/chain-routes.ts";
import { logRoutes } from "../audit/log-routes.ts";
import { billingRoutes } from "../billing/own-routes.ts";
import { clientFigureRoutes } from "../clients/own-figure-routes.ts";
import { clientKeyRoutes } from "../clients/own-key-routes.ts";
import { clientRoutes } from "../clients/own-routes.ts";
import { signingKeyRoutes } from "../keys/own-routes.ts";
import { myRoutes } from "../login/own-routes.ts";
import { mailRoutes } from "../mail/own-mail-routes.ts";
import { myEmailRoutes } from "../mail/own-person-routes.ts";
import { notificationPointRoutes } from "../mail/own-point-routes.ts";
import { noticeRoutes } from "../notices/own-routes.ts";
import { providerContactRoutes } from "../organizations/own-contact-routes.ts";
import { emailDomainRoutes } from "../organizations/own-domain-routes.ts";
import { organizationRoutes } from "../organizations/own-routes.ts";
import { peopleRoutes } from "../people/own-routes.ts";
import { rightRequestRoutes } from "../people/own-request-routes.ts";
import { registerRoleRoutes } from "../people/own-role-routes.ts";
import { permissionRoutes } from "../permissions/own-routes.ts";
import { accessRoutes } from "../scopes/own-access-routes.ts";
import { prefixApplicationRoutes } from "../scopes/own-prefix-application-routes.ts";
import { prefixRoutes } from "../scopes/own-prefix-routes.ts";
import { scopeCandidateRoutes } from "../scopes/own-candidate-routes.ts";
import { scopeRoutes } from "../scopes/own-routes.ts";
import { overviewRoutes } from "../overview/own-routes.ts";
import { statisticsRoutes } from "../statistics/own-routes.ts";
import { tokenFigureRoutes } from "../token/own-figure-routes.ts";
import { tokenRequestRoutes } from "../token/own-routes.ts";
import { accessUseRoutes } from "../token/own-use-routes.ts";
import { scopeUsageRoutes } from "../token/own-usage-routes.ts";
import { conditionalGet } from "./conditional-get.ts";
import { refuseUnknownQueries } from "./known-queries.ts";
import { OWN_BASE, ownFace } from "./own-face.ts";

type Part = (deps: Deps) => OpenAPIHono<Env>;

/** The parts, in the order in which the description lists them. */
const PARTS: readonly Part[] = [
  myRoutes,
  myEmailRoutes,
  scopeRoutes,
  scopeCandidateRoutes,
  accessRoutes,
  prefixRoutes,
  prefixApplicationRoutes,
  organizationRoutes,
  providerContactRoutes,
  emailDomainRoutes,
  signingKeyRoutes,
  clientRoutes,
  clientFigureRoutes,
  clientKeyRoutes,
  tokenRequestRoutes,
  tokenFigureRoutes,
  overviewRoutes,
  accessUseRoutes,
  scopeUsageRoutes,
  logRoutes,
  chainRoutes,
  permissionRoutes,
  peopleRoutes,
  rightRequestRoutes,
  registerRoleRoutes,
  notificationPointRoutes,
  billingRoutes,
  mailRoutes,
  noticeRoutes,
  statisticsRoutes,
];

export type OwnApi = OpenAPIHono<Env>;

/** All routes below `<issuer>api/fullmakt/v1`. */
export function ownApi(deps: Deps): OwnApi {
  const api = ownFace(deps);
  api.use("*", refuseUnknownQueries(api, OWN_BASE));
  api.use("*", conditionalGet);
  for (const part of PARTS) api.route("/", part(deps));
  api.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token of this environment, from its token endpoint.",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-fullmakt",
    description:
      "The session of somebody who is logged in, in the browser. Changes have to come from our own pages (`Sec-Fetch-Site`, else `Origin`). On plain http the port follows: `__Host-fullmakt-8080`.",
  });
  return api;
}

/** The description of the API (OpenAPI 3.1), made from the schemas that check its requests. `{issuer}` stands for the environment. */
export const describeOwnApi = (api: OwnApi, issuers: readonly string[]): object =>
  api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Fullmakt",
      version: "1",
      description: [
        "Scopes, accesses, clients, keys, organisations, and the log of tokens and refusals. There is no private door beside it.",
        "Members and query parameters that an operation does not have are refused. `If-None-Match` with the ETag that you hold is answered 304.",
        "`title` and `remedy` of a refusal are in the language of `Accept-Language`; `detail` and the messages of fields are in English always.",
      ].join("\n\n"),
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: issuers.map((issuer) => ({ url: `${issuer}${OWN_BASE.slice(1)}` })),
  });
