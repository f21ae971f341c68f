/** We as relying party of a login service: OpenID Connect Core, authorization code with PKCE (RFC 7636) and `private_key_jwt` (RFC 7523). */
import * as openid from "openid-client";
import type { Language } from "../../vocabulary/language.ts";
import { type Level, reaches } from "../../vocabulary/level.ts";
import { acrValueOf, levelOfAcr } from "./acr.ts";
import type { LoginService } from "./login-service.ts";

/** What one login has to come back with. */
export type Expected = { state: string; nonce: string; codeVerifier: string };

/** Why a login came to nothing. The names stand in the address of the front page, which explains them. */
export type Failure = "cancelled" | "failed" | "level" | "down" | "cookie" | "other_person";

/** `reason` is for the log: no claim, no number, no token. */
export class LoginFailed extends Error {
  readonly failure: Failure;
  /** Where the login was to lead, once that is known. */
  returnTo: string | undefined;
  constructor(failure: Failure, reason: string) {
    super(reason);
    this.failure = failure;
  }
}

/** What a login service says of somebody who has just logged in there. */
export type Vouched = {
  subject: string;
  /** Of the login session there; null where the service has none to tell. */
  providerSession: string | null;
  /** As claimed: not yet read. */
  identityNumber: string;
  name: string;
  level: Level;
  /** Seconds since 1970. */
  authenticatedAt: number;
  /** Whether the service says when the person proved who he or she is; without it `authenticatedAt` is the time of the token. */
  toldWhen: boolean;
};

export type RelyingParty = {
  service: LoginService;
  /**
   * The address at the service to which the browser is sent.
   * @throws LoginFailed down
   */
  begin(expected: Expected, wish: { level: Level; language: Language | null; afresh: boolean }): Promise<URL>;
  /**
   * Redeems the code of an answer and checks all that came with it: state, iss, PKCE, signature, iss, aud, nonce and times of the ID token, level.
   * @param query of the answer, as it arrived
   * @throws LoginFailed
   */
  finish(query: URLSearchParams, expected: Expected, wanted: Level): Promise<Vouched>;
  /**
   * The address that ends the login there too; null when the service has none, or does not answer. It names us by our client id: an ID token as hint would put
   * the identity number into an address (SEC-151).
   */
  logOut(state: string): Promise<URL | null>;
};

/** How long what a service publishes about itself is believed (selfservice.md §12: about 24 hours). Shorter, so that a moved address is found the same hour. */
const METADATA_KEPT_MS = 3_600_000;
/** All that one of our own answers waits for, milliseconds: it comes within 2 s (SEC-143). The double is a part of us, and is loaded and given keys when it is first asked. */
const patienceMs = ({ kind }: LoginService): number => (kind === "double" ? 15_000 : 1_500);

/** @param publicUrl without a slash at the end: where the service sends the browser back to */
export function relyingParty(service: LoginService, publicUrl: string): RelyingParty {
  const redirectUri = `${publicUrl}/login/callback/${service.id}`;
  const configuration = cached(() => discover(service));
  return {
    service,
    async begin({ state, nonce, codeVerifier }, { level, language, afresh }) {
      const config = await orDown(configuration());
      return openid.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid profile",
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
        acr_values: acrValueOf(service.kind, level),
        ...(language ? { ui_locales: language } : {}),
        ...(afresh ? { prompt: "login", max_age: "0" } : {}),
      });
    },
    async finish(query, { state, nonce, codeVerifier }, wanted) {
      const config = await orDown(configuration());
      const answer = new URL(redirectUri);
      answer.search = query.toString();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true };
      const tokens = await within(patienceMs(service), openid.authorizationCodeGrant(config, answer, checks)).catch((error: unknown) => {
        throw failureOf(error);
      });
      const claims = tokens.claims();
      if (!claims || tokens.id_token === undefined) throw new LoginFailed("failed", "no ID token");
      const level = levelOfAcr(claims.acr);
      if (!level || !reaches(level, wanted)) throw new LoginFailed("level", "acr is not the level that was asked for");
      if (typeof claims.pid !== "string") throw new LoginFailed("failed", "no pid in the ID token");
      return {
        subject: claims.sub,
        providerSession: typeof claims.sid === "string" ? claims.sid : null,
        identityNumber: claims.pid,
        name: typeof claims.name === "string" ? claims.name : "",
        level,
        authenticatedAt: typeof claims.auth_time === "number" ? claims.auth_time : claims.iat,
        toldWhen: typeof claims.auth_time === "number",
      };
    },
    async logOut(state) {
      const config = await configuration().catch(() => null);
      if (!config?.serverMetadata().end_session_endpoint) return null;
      return openid.buildEndSessionUrl(config, { client_id: service.clientId, post_logout_redirect_uri: `${publicUrl}/`, state });
    },
  };
}

async function discover(service: LoginService): Promise<openid.Configuration> {
  const { issuer, clientId, key } = service;
  const insecure = issuer.startsWith("http://") ? [openid.allowInsecureRequests] : []; // loopback only: config.ts
  return openid.discovery(new URL(issuer), clientId, undefined, openid.PrivateKeyJwt(await key()), {
    timeout: patienceMs(service) / 1000, // for each later request too
    // The signature of an ID token is checked, although TLS to the token endpoint vouches for it too.
    execute: [...insecure, openid.enableNonRepudiationChecks],
  });
}

/** Keeps what `make` gives for {@link METADATA_KEPT_MS}; one question at a time, and a failure is not kept. What is old is used when there is nothing newer. */
function cached<T>(make: () => Promise<T>): () => Promise<T> {
  let held: { value: T; until: number } | null = null;
  let asking: Promise<T> | null = null;
  return async () => {
    if (held && performance.now() < held.until) return held.value;
    asking ??= make()
      .then((value) => {
        held = { value, until: performance.now() + METADATA_KEPT_MS };
        return value;
      })
      .finally(() => (asking = null));
    return asking.catch((error: unknown) => {
      if (held) return held.value;
      throw error;
    });
  };
}

/** As the promise goes, or {@link LoginFailed} after `ms`: redeeming a code takes several requests. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LoginFailed("down", "the login service took too long")), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const orDown = <T>(promise: Promise<T>): Promise<T> =>
  promise.catch((error: unknown) => {
    throw new LoginFailed("down", reasonOf(error));
  });

/** What a rejection of openid-client means for the person. */
function failureOf(error: unknown): LoginFailed {
  if (error instanceof LoginFailed) return error;
  if (error instanceof openid.AuthorizationResponseError) return new LoginFailed(error.error === "access_denied" ? "cancelled" : "failed", reasonOf(error));
  const { code, cause } = error as { code?: string; cause?: unknown };
  const status = cause instanceof Response ? cause.status : (error as { status?: number }).status;
  const isAway =
    (error instanceof TypeError && code === undefined) || code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT" || (status !== undefined && status >= 500);
  return new LoginFailed(isAway ? "down" : "failed", reasonOf(error));
}

/** Code and sentence of the library. Its `cause` holds claims and tokens, and stays out of the log. */
function reasonOf(error: unknown): string {
  const { code, error: said, message } = error as { code?: string; error?: string; message?: string };
  return [said ?? code, message].filter((part) => part !== undefined).join(": ");
}
