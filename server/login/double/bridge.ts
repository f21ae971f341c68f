import type { IncomingMessage, ServerResponse } from "node:http";
import { CannotStart } from "../../../installation/cannot-start.ts";
import type { Deps } from "../../deps.ts";

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Hands what is asked below `/dev/login` to the login double, which is a program of its own for plain requests of Node. It is loaded when it is first
 * asked: it is large, and most starts and tests do without it.
 *
 * @returns what answers, and false for everything else; null where the settings name no double
 * @throws CannotStart in production mode, whatever the settings say
 */
export function loginDouble(deps: Pick<Deps, "db" | "settings" | "log">): ((...request: Parameters<Answer>) => boolean) | null {
  const service = deps.settings.login.find(({ kind }) => kind === "double");
  if (!service) return null;
  if (deps.settings.mode !== "development") throw new CannotStart("The login double is for development mode only: it lets everybody in as anybody.");
  let loading: Promise<Answer> | null = null;
  return (incoming, outgoing) => {
    if (!/^\/dev\/login(?:[/?]|$)/.test(incoming.url ?? "")) return false;
    loading ??= import("./double.ts").then(({ createDouble }) => createDouble(deps, service.id));
    loading.then(
      (answer) => answer(incoming, outgoing),
      (error: Error) => {
        deps.log.error({ err: { message: error.message, stack: error.stack } }, "the login double could not be loaded");
        loading = null;
        outgoing.writeHead(503, { "content-length": 0 }).end();
      },
    );
    return true;
  };
}
