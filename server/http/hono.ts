import type { Completion } from "../audit/deed.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Session } from "../login/session.ts";
import type { Caller } from "./caller.ts";
import type { RateLimits } from "./rate-limits.ts";

/** What the middleware leaves for the routes. */
export type Env = {
  Variables: {
    /** The environment whose path (or host) the request carries. */
    environment: EnvironmentSettings;
    /** The path of the base address that the request was found by, with a slash at both ends: the environment's issuer or one of its aliases. */
    basePath: string;
    /** 32 hex digits: names the request in answers, logs and records. */
    traceId: string;
    /** Where the request came from, as far as trusted proxies tell. */
    address: string | null;
    /** The limits of the APIs. Of the address this request has been counted already. */
    limits: RateLimits;
    /** Set by `authenticate`: who calls. */
    caller: Caller;
    /** Set for whoever is logged in. */
    session: Session;
    /** Set by `idempotent`: what its deed has to write along. */
    completion?: Completion;
  };
};
