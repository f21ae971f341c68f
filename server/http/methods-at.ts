import type { Env as AnyEnv, Hono } from "hono";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The methods that some route takes at a path, in this order; none where there is no route at all. What stands before every route (middleware) does not count. */
export function methodsAt<E extends AnyEnv>(routes: Hono<E>, path: string): string[] {
  const offered = METHODS.filter((method) => routes.router.match(method, path)[0].some(([[, route]]) => route.method === method));
  return offered.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
}
