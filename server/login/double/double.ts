/**
 * A login service with synthetic people, for development and tests: what ID-porten is for the installation otherwise, with the same metadata, claims and habits
 * (selfservice.md §12, 13), by an OpenID provider that nobody here wrote.
 */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { LRUCache } from "lru-cache";
import { type Configuration, interactionPolicy, Provider } from "oidc-provider";
import { publicJwkOf } from "../../../installation/key-files.ts";
import { LANGUAGES } from "../../../vocabulary/language.ts";
import { LEVELS, reaches } from "../../../vocabulary/level.ts";
import type { Deps } from "../../deps.ts";
import { acrValueOf, levelOfAcr } from "../acr.ts";
import { DOUBLE_CLIENT, DOUBLE_PATH, doubleIssuer } from "../login-service.ts";
import { CHOOSER_PATH, chooserRoutes } from "./chooser.ts";
import { readDoubleKeys } from "./keys.ts";
import { answerFault, answerLoggedOut, answerLogOut, leadBackWithoutSession } from "./log-out.ts";
import { memoryAdapter } from "./memory-adapter.ts";

/** @param id of the double among the login services: part of the addresses that it leads back to */
export async function createDouble(
  deps: Pick<Deps, "db" | "settings" | "log">,
  id: string,
): Promise<(incoming: IncomingMessage, outgoing: ServerResponse) => void> {
  const { settings, log } = deps;
  const { publicUrl } = settings;
  const keys = await readDoubleKeys(settings);
  const frontChannelUrl = `${publicUrl}/logout/front-channel/${id}`;
  const port = new URL(publicUrl).port || "80";
  /** The language of each login, which its ID token tells. */
  const locales = new LRUCache<string, string>({ max: 1_000 });
  const provider = new Provider(doubleIssuer(settings), {
    adapter: memoryAdapter(),
    jwks: { keys: [keys.service] },
    clients: [
      {
        client_id: DOUBLE_CLIENT,
        client_name: "Fullmakt",
        redirect_uris: [`${publicUrl}/login/callback/${id}`],
        post_logout_redirect_uris: [`${publicUrl}/`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "private_key_jwt",
        jwks: { keys: [publicJwkOf(keys.client)] },
        subject_type: "pairwise",
        id_token_signed_response_alg: "RS256",
        require_auth_time: true,
      },
    ],
    acrValues: LEVELS.map((level) => acrValueOf("double", level)),
    claims: { acr: null, auth_time: null, sid: null, openid: ["sub", "pid", "acr", "amr", "auth_time", "locale"], profile: [] },
    clientAuthMethods: ["private_key_jwt"],
    discovery: { ui_locales_supported: [...LANGUAGES, "se"] },
    responseTypes: ["code"],
    subjectTypes: ["pairwise"],
    pairwiseIdentifier: (_ctx, accountId, client) => createHash("sha256").update(`${keys.cookies} ${client.clientId} ${accountId}`).digest("base64url"),
    findAccount: (_ctx, accountId, token) => ({
      accountId,
      claims: () => ({ sub: accountId, pid: accountId, locale: locales.get(String((token as { grantId?: string } | undefined)?.grantId)) ?? "nb" }),
    }),
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: (ctx) => answerLogOut(ctx, frontChannelUrl), postLogoutSuccessSource: answerLoggedOut },
    },
    interactions: { url: (_ctx, interaction) => `${CHOOSER_PATH}/${interaction.uid}`, policy: policyOfLevels() },
    // Nobody is asked whether we may know who he or she is.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope("openid profile");
      locales.set(await grant.save(), localeOf(ctx.oidc.params?.ui_locales));
      return grant;
    },
    cookies: {
      keys: [keys.cookies],
      // Cookies do not tell ports apart.
      names: { session: `login-double-${port}`, interaction: `login-double-${port}-choice`, resume: `login-double-${port}-resume` },
    },
    pkce: { required: () => true },
    routes: {
      authorization: "/authorize",
      pushed_authorization_request: "/par",
      token: "/token",
      userinfo: "/userinfo",
      jwks: "/jwks",
      end_session: "/logout",
      introspection: "/introspect",
      revocation: "/revoke",
    },
    ttl: { AccessToken: 120, AuthorizationCode: 60, Grant: 7_200, IdToken: 120, Interaction: 600, PushedAuthorizationRequest: 120, Session: SSO_SECONDS },
    renderError: (ctx, { error, error_description: description }) => answerFault(ctx, error, description),
  } satisfies Configuration);
  // `sid` for a client without back-channel log-out: ours hears of it in a frame, which this provider leaves to us.
  Object.defineProperty(provider.Client.prototype, "includeSid", { value: () => true });
  provider.use(leadBackWithoutSession as Parameters<typeof provider.use>[0]);
  provider.on("server_error", (_ctx, error: Error) => log.error({ err: { message: error.message, stack: error.stack } }, "the login double failed"));
  provider.silent = true; // told above; else it prints
  provider.proxy = true;

  const callback = provider.callback();
  const pages = getRequestListener(chooserRoutes(deps, provider).fetch as never, { overrideGlobalObjects: false });
  const { protocol, host } = new URL(publicUrl);
  return (incoming, outgoing) => {
    // It builds addresses from what a request says of itself: that is the public address, whatever way the request came (design.md §3).
    Object.assign(incoming.headers, { host, "x-forwarded-host": host, "x-forwarded-proto": protocol.slice(0, -1) });
    const url = incoming.url ?? "/";
    if (url.startsWith(`${CHOOSER_PATH}/`)) return void pages(incoming, outgoing);
    // As a program that stands below a path wants to be called.
    Object.assign(incoming, { originalUrl: url, url: url.slice(DOUBLE_PATH.length) || "/" });
    void callback(incoming, outgoing);
  };
}

/** A login there lasts for half an hour (selfservice.md §12: 30 minutes idle). */
const SSO_SECONDS = 1_800;

const localeOf = (wished: unknown): string => LANGUAGES.find((language) => typeof wished === "string" && wished.split(" ").includes(language)) ?? "nb";

/** The usual questions, and one more: who is logged in with a lower level than is asked for, has to prove more. Once: whoever then proves less, wants to. */
function policyOfLevels() {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy.remove("consent");
  const level = new Check("level", "a higher level of assurance was asked for", ({ oidc }) => {
    const asked = oidc.params?.acr_values;
    const wanted = (typeof asked === "string" ? asked.split(" ") : []).flatMap((acr) => levelOfAcr(acr) ?? []);
    const held = levelOfAcr(oidc.session?.acr);
    const isEnough = wanted.length === 0 || wanted.some((one) => held !== null && reaches(held, one));
    return oidc.session?.accountId === undefined || oidc.result?.login || isEnough ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
  });
  policy.get("login")!.checks.add(level);
  return policy;
}
