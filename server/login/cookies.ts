/**
 * Our two cookies. `__Host-` makes browsers take them from this very host only, for all of its paths, over https (or loopback, which Chromium and Firefox count as safe). On plain http
 * the port stands in the name: cookies do not tell ports apart, and two installations on one machine would log each other out (design.md §8).
 */
import { parse } from "hono/utils/cookie";
import type { Settings } from "../config.ts";

const nameOf = (base: string, { publicUrl }: Pick<Settings, "publicUrl">): string => {
  const { protocol, port } = new URL(publicUrl);
  return protocol === "https:" ? base : `${base}-${port || "80"}`;
};

/** Holds the secret of the session. */
export const sessionCookieName = (settings: Pick<Settings, "publicUrl">): string => nameOf("__Host-fullmakt", settings);
/** Holds the secret of a browser in which a login began. */
export const attemptCookieName = (settings: Pick<Settings, "publicUrl">): string => nameOf("__Host-fullmakt-login", settings);

/** The value of a cookie in a `Cookie` header. */
export const cookieIn = (header: string | undefined, name: string): string | undefined => (header === undefined ? undefined : parse(header, name)[name]);

/** `Lax`: sent when a login service leads back here, and not with the forms and pictures of other sites (SEC-120). */
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** A `Set-Cookie` header. @param seconds how long it is kept; left out: until the browser ends */
export const cookieWith = (name: string, secret: string, seconds?: number): string =>
  `${name}=${secret}; ${ATTRIBUTES}${seconds === undefined ? "" : `; Max-Age=${seconds}`}`;
export const cookieWithout = (name: string): string => `${name}=; ${ATTRIBUTES}; Max-Age=0`;
