/** Keys of clients as our own API has them. */
import { z } from "@hono/zod-openapi";
import { RemovedBy } from "./removed-by.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

export const PublicJwk = z
  .object({
    kty: z.enum(["RSA", "EC", "OKP"]),
    n: z.string().optional(),
    e: z.string().optional(),
    crv: z.enum(["P-256", "P-384", "P-521", "Ed25519"]).optional(),
    x: z.string().optional(),
    y: z.string().optional(),
    use: z.literal("sig"),
    kid: z.string(),
    alg: z.string(),
    x5c: z.array(z.string()).optional(),
  })
  .openapi("PublicJwk");

export const ClientKey = z
  .object({
    kid: z.string(),
    algorithm: z.string().describe("The JWK's `alg`; without one, the first of its family."),
    algorithms: z.array(z.string()).describe("What grants may be signed with."),
    kind: z.enum(["RSA", "P-256", "P-384", "P-521", "Ed25519"]),
    sizeBits: z.int(),
    thumbprint: z.string().describe("SHA-256, base64url (RFC 7638)."),
    certificate: z
      .object({ subject: z.string(), issuer: z.string(), serialNumber: z.string().describe("Hexadecimal."), notBefore: Timestamp, notAfter: Timestamp })
      .nullable()
      .describe("The enterprise certificate that the client is tied to; null for a bare key."),
    createdAt: Timestamp,
    expiresAt: Timestamp.describe("A year after it was last sent, or earlier."),
    lastUsedAt: Timestamp.nullable().describe("When a token was last issued for a grant signed with it; a minute or two late. null: never."),
    status: z.enum(["valid", "expiring_soon", "expired"]).describe("expiring_soon: in less than 30 days."),
    warnings: z.array(z.enum(["rsa_under_3072"])),
    jwk: PublicJwk,
  })
  .openapi("ClientKey");

/** The keys of a client, the oldest first; their version is the ETag. */
export const ClientKeySet = z
  .object({
    keys: z.array(ClientKey),
    removed: z
      .array(z.object({ kid: z.string(), endedAt: Timestamp, undoUntil: Timestamp, by: RemovedBy }))
      .describe("Those whose removal can be undone: within 30 minutes, and while no key with the kid was added."),
  })
  .openapi("ClientKeySet");

/** A key as it is sent. What a key is, server/clients/client-key.ts knows; members of a JWK that it does not know are left out (RFC 7517 section 4). */
export const SentJwk = z.record(z.string(), z.unknown()).openapi("SentJwk", {
  description: "A public JWK (RFC 7517): RSA, P-256, P-384, P-521 or Ed25519. Without `kid` the thumbprint becomes it; `exp` (seconds) ends it early.",
  example: { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", kid: "autumn", use: "sig" },
});

export const ClientKeyReplacement = z
  .strictObject({
    keys: z
      .array(z.union([SentJwk, z.string()]))
      .max(100)
      .describe("At most five. Each a JWK, or text with a public key or a certificate in PEM."),
  })
  .openapi("ClientKeyReplacement");
