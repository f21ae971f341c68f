import type { MiddlewareHandler } from "hono";
import type { Deps } from "../deps.ts";
import { authenticate, OPERATOR_SCOPE } from "./caller.ts";
import type { Env } from "./hono.ts";
import { Refused } from "./refused.ts";

/** Lets the operator through: its organisation, with a token that carries its scope. @throws Refused as authenticate does, and operator_only */
export function operatorOnly(deps: Deps): MiddlewareHandler<Env> {
  const authenticated = authenticate(deps, OPERATOR_SCOPE);
  return (c, next) =>
    authenticated(c, async () => {
      if (!c.get("caller").isOperator) throw new Refused("operator_only");
      await next();
    }) as Promise<void>;
}
