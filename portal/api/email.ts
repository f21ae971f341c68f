import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/email.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { ask } from "./call.ts";

export type MyEmail = z.output<typeof contract.MyEmail>;

/** The e-mail address of the person who is logged in. */
export const myEmail = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "me", "email"],
    queryFn: ({ signal }) => ask<MyEmail>({ env }, { path: ["me", "email"], signal }),
  });

/** It gets a mail with a link, and counts once that was followed. */
export const changeMyEmail = (env: EnvironmentName, address: string): Promise<MyEmail> =>
  ask({ env }, { method: "PUT", path: ["me", "email"], body: { address } });
export const removeMyEmail = (env: EnvironmentName): Promise<void> => ask({ env }, { method: "DELETE", path: ["me", "email"] });
