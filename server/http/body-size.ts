import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Env } from "./hono.ts";
import { Refused } from "./refused.ts";

/** Largest body that our APIs read, in bytes. */
export const MAX_BODY_BYTES = 256 * 1024;
/** Largest body that holds one key. */
export const MAX_KEY_BODY_BYTES = 64 * 1024;

/** Lets requests through whose body is at most `maxSize` bytes. One without a length is read to there and no further. @throws Refused body_too_large */
export const bodyOfAtMost = (maxSize: number): MiddlewareHandler<Env> =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Refused("body_too_large");
    },
  });
