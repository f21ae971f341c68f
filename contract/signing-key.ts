/** Signing keys, and the test authority's certificates, as our own API has them. */
import { z } from "@hono/zod-openapi";
import { plainText } from "./selfservice-scope.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");
const THIRTY_DAYS = 30 * 86_400;

export const SigningKey = z
  .object({
    kid: z.string(),
    alg: z.enum(["RS256", "ES256"]),
    kind: z.enum(["RSA-3072", "RSA-2048", "ES256"]),
    useFrom: Timestamp.describe("When it begins, or began, to sign."),
    state: z
      .enum(["next", "current", "previous"])
      .describe("next: published ahead of its use. previous: it signs no more, and is published while its tokens may live."),
  })
  .openapi("SigningKey");
export const SigningKeys = z.object({ items: z.array(SigningKey) }).openapi("SigningKeys");

export const NewSigningKey = z
  .strictObject({
    useInSeconds: z
      .int()
      .min(0)
      .max(THIRTY_DAYS)
      .optional()
      .describe("Time until it signs. Default: so long that verifiers have fetched it before. 0 only after a key was compromised."),
  })
  .openapi("NewSigningKey");

export const KidInPath = z.object({ kid: z.string().min(1).max(255) });
export const SigningKeyWithdrawal = z
  .strictObject({
    replace: z.boolean().optional().describe("Make a new key in the same step, which signs at once. Needed for the key that signs now. Default: false."),
  })
  .openapi("SigningKeyWithdrawal");
export const WithdrawnSigningKey = z
  .object({ kid: z.string(), withdrawnAt: Timestamp, signsNow: z.string().describe("The kid of the key that signs now.") })
  .openapi("WithdrawnSigningKey");

export const NewEnterpriseCertificate = z
  .strictObject({
    orgNumber: z.string(),
    name: plainText(64).regex(/\S/).optional().describe("Default: the name that is registered, else the number."),
    days: z.int().min(1).max(1_095).default(365).describe("How long it is valid."),
    kind: z.enum(["SEID1", "SEID2"]).default("SEID2").describe("Where the subject holds the organisation number: serialNumber or organizationIdentifier."),
  })
  .openapi("NewEnterpriseCertificate");

export const EnterpriseCertificate = z
  .object({
    certPem: z.string(),
    chainPem: z.string().describe("It, and the issuing authority's after it: what goes into `x5c`."),
    keyPem: z.string().describe("PKCS #8. Kept nowhere else."),
    serial: z.string(),
  })
  .openapi("EnterpriseCertificate");

export const SerialInPath = z.object({
  serial: z
    .string()
    .regex(/^([0-9A-Fa-f]{2}){1,20}$/, "is 1 to 20 bytes in hexadecimal")
    .transform((serial) => serial.toUpperCase()),
});
export const RevokedCertificate = z.object({ serial: z.string(), revoked: z.literal(true) }).openapi("RevokedCertificate");
