import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import {
  EnterpriseCertificate,
  KidInPath,
  NewEnterpriseCertificate,
  NewSigningKey,
  RevokedCertificate,
  SerialInPath,
  SigningKey as ShownSigningKey,
  SigningKeys as ShownSigningKeys,
  SigningKeyWithdrawal,
  WithdrawnSigningKey,
} from "../../contract/signing-key.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { parseOrgNumber } from "../../vocabulary/org-number.ts";
import { deed } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { IdempotencyKey, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { organizationNames } from "../organizations/operations.ts";
import type { TokenDeps } from "../token/pipeline.ts";
import { allow } from "../permissions/allow.ts";
import type { Authority } from "./certificates/authority.ts";
import { rotateSigningKey, withdrawSigningKey } from "./operations.ts";
import { PUBLISHED_AHEAD_MS, type SigningKeys } from "./signing-keys.ts";

const body = <Schema extends z.ZodType>(schema: Schema, required: boolean) => ({ required, content: { "application/json": { schema } } });

const RevocationQuery = z.object({
  anyway: z
    .enum(["true", "false"])
    .default("false")
    .describe("Revoke a serial number that the authority has no record of, too: that of a certificate made before it noted them."),
});

/** The keys that sign our tokens, and in development mode the test authority. For the operator. */
export function signingKeyRoutes(deps: Deps | TokenDeps): OpenAPIHono<Env> {
  const routes = ownFace(deps);

  routes.openapi(
    createRoute({
      method: "get",
      path: "/signing-keys",
      operationId: "listSigningKeys",
      summary: "The keys that are published, the oldest first",
      description: "For the operator.",
      tags: ["Signing keys"],
      security,
      middleware: [allow(deps, "signing_key.administer")] as const,
      responses: { 200: json(ShownSigningKeys, "The keys"), ...problems(401, 403) },
    }),
    (c) => c.json({ items: presentKeys(deps.signingKeys, c.get("environment").name) }, 200),
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/signing-keys",
      operationId: "rotateSigningKey",
      summary: "Makes and publishes the next key",
      description: "For the operator. It signs once verifiers have had time to fetch it; the present one stays published while its tokens may live.",
      tags: ["Signing keys"],
      security,
      middleware: [allow(deps, "signing_key.administer"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewSigningKey, false) },
      responses: { 201: json(ShownSigningKey, "The new key"), ...problems(400, 401, 403, 409, 422) },
    }),
    async (c) => {
      const { name } = c.get("environment");
      const { useInSeconds } = c.req.valid("json");
      const { kid } = await rotateSigningKey(deps, doerOf(c), name, useInSeconds === undefined ? PUBLISHED_AHEAD_MS : useInSeconds * 1_000);
      return c.json(
        presentKeys(deps.signingKeys, name).find((key) => key.kid === kid)!,
        201,
      );
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/signing-keys/{kid}/withdrawal",
      operationId: "withdrawSigningKey",
      summary: "Takes a compromised key out of the key set, at once",
      description:
        "For the operator. Tokens that it signed stop verifying at once wherever the key set is fetched afresh; a verifier that holds an older key set goes on " +
        "trusting it until it fetches again. The key that signs now is withdrawn only together with a new one (replace). Withdrawn once more, it stays withdrawn.",
      tags: ["Signing keys"],
      security,
      middleware: [allow(deps, "signing_key.administer"), idempotent(deps)] as const,
      request: { params: KidInPath, headers: IdempotencyKey, body: body(SigningKeyWithdrawal, false) },
      responses: { 200: json(WithdrawnSigningKey, "It is withdrawn"), ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { name } = c.get("environment");
      const { kid } = c.req.valid("param");
      const { withdrawnAt } = await withdrawSigningKey(deps, doerOf(c), name, kid, { replace: c.req.valid("json").replace ?? false });
      return c.json({ kid, withdrawnAt: new Date(withdrawnAt!).toISOString(), signsNow: deps.signingKeys.current(name).kid }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/enterprise-certificates",
      operationId: "issueEnterpriseCertificate",
      summary: "Makes an enterprise certificate of the test authority",
      // The answer holds a private key that is kept nowhere, so there is no Idempotency-Key: it would be kept with the answer.
      description: "For the operator, in development mode only: in production there is nothing here.",
      tags: ["Test authority"],
      security,
      middleware: [allow(deps, "signing_key.administer")] as const,
      request: { body: body(NewEnterpriseCertificate, true) },
      responses: { 201: json(EnterpriseCertificate, "The certificate and its private key"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { name: env } = c.get("environment");
      const authority = authorityOf(deps, env);
      const { orgNumber: text, name, days, kind } = c.req.valid("json");
      const orgNumber = parseOrgNumber(text);
      if (!orgNumber) throw new Refused("organization_number_invalid", { fields: [{ field: "orgNumber", message: "It is no organisation number." }] });
      const registered = (await organizationNames(deps.db, [orgNumber])).get(orgNumber) ?? orgNumber;
      // 64: the most that X.520 allows in a name.
      const issued = await authority.issue({ orgNumber, name: name ?? registered.slice(0, 64), days, kind });
      await deed(deps.db, doerOf(c), async (_tx, note) =>
        note({ env, action: "enterprise_certificate.issue", object: { certificate: issued.serial }, orgs: [orgNumber], details: { days, kind } }),
      );
      const { certPem, chainPem, keyPem, serial } = issued;
      return c.json({ certPem, chainPem, keyPem, serial }, 201);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/enterprise-certificates/{serial}/revocation",
      operationId: "revokeEnterpriseCertificate",
      summary: "Revokes an enterprise certificate of the test authority",
      description:
        "For the operator, in development mode only. Revoked once more, it stays revoked. A serial number that the authority has no record of is 404 (FM-459): " +
        "it would look revoked, and the certificate that was meant would still be good.",
      tags: ["Test authority"],
      security,
      middleware: [allow(deps, "signing_key.administer"), idempotent(deps)] as const,
      request: { params: SerialInPath, query: RevocationQuery, headers: IdempotencyKey },
      responses: { 200: json(RevokedCertificate, "It is on the list"), ...problems(400, 401, 403, 404, 422) },
    }),
    async (c) => {
      const { name: env } = c.get("environment");
      const authority = authorityOf(deps, env);
      const { serial } = c.req.valid("param");
      if (!authority.knows(serial) && c.req.valid("query").anyway === "false") throw new Refused("certificate_not_issued");
      await deed(deps.db, doerOf(c), async (_tx, note) => {
        authority.revoke(serial);
        note({ env, action: "enterprise_certificate.revoke", object: { certificate: serial }, orgs: [] });
      });
      return c.json({ serial, revoked: true as const }, 200);
    },
  );
  return routes;
}

/** @throws Refused not_found in production mode, where there is no test authority */
function authorityOf(deps: Deps | TokenDeps, env: EnvironmentName): Authority {
  const authorities = "authorities" in deps ? deps.authorities : null;
  if (!authorities) throw new Refused("not_found");
  return authorities[env];
}

/** In the order in which they were made. One made before the key that signs now never signs any more, also when its time would still come. */
function presentKeys(keys: SigningKeys, env: EnvironmentName): z.output<typeof ShownSigningKey>[] {
  const published = keys.published(env);
  const { kid: now } = keys.current(env);
  const current = published.findIndex(({ kid }) => kid === now);
  return published.map(({ kid, alg, kind, useFrom }, i) => ({
    kid,
    alg,
    kind,
    useFrom: new Date(useFrom).toISOString(),
    state: i === current ? "current" : i > current ? "next" : "previous",
  }));
}
