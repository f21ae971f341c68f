import { createRoute, type OpenAPIHono, type z } from "@hono/zod-openapi";
import { Permissions } from "../../contract/permission.ts";
import { ACTIONS } from "../../vocabulary/actions.ts";
import { HELD_RIGHTS, type HeldRight, OPERATOR_RIGHT, RIGHTS } from "../../vocabulary/rights.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { personNames } from "../people/people-list.ts";
import { whoCalls } from "./allow.ts";
import { giversOf } from "./holder.ts";
import { effective, machineMay, may, mayGive, type Verdict } from "./may.ts";

/** `may` over the API: what a page shows as off, it shows with the reason, and with who can help. */
export function permissionRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/permissions",
      operationId: "listPermissions",
      summary: "What the caller may do for the organisation that it acts for, and why not",
      tags: ["People"],
      security,
      responses: { 200: json(Permissions, "Each action, with the reason and who can help"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const caller = await whoCalls(deps, c);
      if (caller.kind === "client") {
        const items = ACTIONS.map((action) => {
          const answer = machineMay(caller, action);
          return answer === "allowed" ? { action, allowed: true } : { action, allowed: false, why: answer };
        });
        return c.json({ held: [], items, give: [], ask: [] }, 200);
      }
      const { holder, org } = caller;
      const held = effective(holder.rights, holder.env);
      const givers = new Map<HeldRight, string[]>();
      // Who has what in an organisation is nothing to those who do not belong to it.
      for (const right of RIGHTS) if (held.size > 0 && !held.has(right)) givers.set(right, await giversOf(deps.db, holder.env, org, right));
      const names = await personNames(deps.db, [...givers.values()].flat());
      const show = (verdict: Verdict): Shown => {
        if (verdict.allowed) return { allowed: true };
        const { why, rights, level } = verdict;
        const helpers = [...new Set((rights ?? []).flatMap((right) => givers.get(right) ?? []))].filter((id) => id !== caller.session.person);
        return {
          allowed: false,
          why,
          ...(rights ? { rights: [...rights], helpers: helpers.map((id) => ({ id, name: names.get(id) ?? "" })) } : {}),
          ...(level ? { level } : {}),
        };
      };
      return c.json(
        {
          held: [...held],
          items: ACTIONS.map((action) => ({ action, ...show(may(holder, action)) })),
          give: HELD_RIGHTS.filter((right) => right !== OPERATOR_RIGHT || holder.rights.has(OPERATOR_RIGHT)).map((right) => ({
            right,
            ...show(mayGive(holder, right)),
          })),
          ask: RIGHTS.filter((right) => !held.has(right) && (right !== "test_only" || holder.env === "test")),
        },
        200,
      );
    },
  );
  return routes;
}

type Shown = Omit<z.input<typeof Permissions>["items"][number], "action">;
