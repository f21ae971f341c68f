import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { RegisterRole, RegisterRoleInPath, RegisterRoleReplacement, RegisterRoles } from "../../contract/register-role.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { allow } from "../permissions/allow.ts";
import { roleMap, setRole } from "./role-map.ts";

const tags = ["People"];

/** What roles of the register give. For the operator. */
export function registerRoleRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/register-roles",
      operationId: "listRegisterRoles",
      summary: "What each role of the business register gives",
      description: "For the operator. Roles that are not listed give nothing.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer")] as const,
      responses: { 200: json(RegisterRoles, "The roles, by code"), ...problems(401, 403) },
    }),
    async (c) => c.json({ items: await roleMap(deps.db) }, 200),
  );
  routes.openapi(
    createRoute({
      method: "put",
      path: "/register-roles/{code}",
      operationId: "setRegisterRole",
      summary: "Says what a role gives",
      description: "For the operator. In both environments and at once, for everyone who holds the role.",
      tags,
      security,
      middleware: [allow(deps, "organization.administer")] as const,
      request: { params: RegisterRoleInPath, body: { required: true, content: { "application/json": { schema: RegisterRoleReplacement } } } },
      responses: { 200: json(RegisterRole, "The role"), ...problems(400, 401, 403) },
    }),
    async (c) => c.json(await setRole(deps, doerOf(c), { code: c.req.valid("param").code, ...c.req.valid("json") }), 200),
  );
  return routes;
}
