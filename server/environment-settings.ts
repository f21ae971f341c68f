/** What config.json may hold of an environment. */
import { z } from "zod";

const issuerAddress = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.endsWith("/"), "an issuer ends with a slash")
  .refine((url) => !/[?#]/.test(url), "an issuer has neither query nor fragment");

/** An object identifier as people write it. */
const OID = /^[0-2](\.(0|[1-9]\d{0,39})){1,20}$/;
const trustRoot = z.union(
  [
    z.string(),
    z.strictObject({
      file: z.string(),
      policies: z
        .array(z.string())
        .refine(
          (oids) => oids.length > 0 && oids.every((oid) => OID.test(oid)),
          'name the accepted policies as object identifiers, such as "2.16.578.1.26.1.3.2"',
        ),
    }),
  ],
  { error: 'write a file, or {"file": …, "policies": […]}' },
);

export const environmentSettings = z
  .strictObject({
    issuer: issuerAddress.optional().describe("Issuer of the environment. Default: the public address, then the environment's name, then a slash."),
    aliases: z.array(issuerAddress).default([]).describe("Further base addresses that this environment answers at: hosts of the systems it takes over."),
    signing: z.enum(["RSA-3072", "RSA-2048", "ES256"]).default("RSA-3072").describe("Kind of the key that signs tokens."),
    maxGrantLifetimeSeconds: z.int().min(10).max(180).default(120).describe("Longest exp - iat of a grant."),
    skewSeconds: z.int().min(0).max(60).default(10).describe("How far the caller's clock may be off."),
    maxTokenLifetimeSeconds: z.int().min(1).max(86_400).default(7_200).describe("Cap on the life of an access token, whatever client and scope say."),
    requireJti: z.boolean().default(false).describe("Refuse grants without jti."),
    uniformClientErrors: z
      .boolean()
      .default(false)
      .describe("Answer MP-100 to an unknown client, an unknown kid and a wrong signature alike, so that a stranger cannot tell them apart."),
    acceptQueryParameters: z
      .boolean()
      .default(false)
      .describe("Take the parameters of /token from the query string too. For one old caller; each use is logged."),
    minimumClientKeyBits: z.int().min(2048).max(8192).default(2048).describe("Smallest RSA key a client may register."),
    refuseGrantsIssuedBefore: z.iso
      .datetime()
      .optional()
      .describe("After a restore from back-up: refuse grants with iat before this moment, since their marks are gone."),
    trustRoots: z
      .array(trustRoot)
      .default([])
      .describe(
        "Files with the root certificates (PEM) whose enterprise certificates are accepted. An authority below such a root may issue other certificates with an " +
          'organisation number too (for web servers): { "file": "root.pem", "policies": ["2.16.578.…"] } accepts those alone that name one of these certificate ' +
          "policies. A file by its name alone: any policy.",
      ),
    trustIntermediates: z.array(z.string()).default([]).describe("Files with intermediate certificates (PEM), so that a caller may send its leaf alone."),
    revocationLists: z
      .array(z.url({ protocol: /^https?$/ }))
      .default([])
      .describe("Revocation lists fetched ahead of requests: one for each root and intermediate whose certificates are accepted."),
    requireRevocationLists: z
      .boolean()
      .default(true)
      .describe("Refuse an enterprise certificate when no current revocation list of its issuer is held. Off: it counts as not revoked then."),
    delegationSources: z
      .array(z.strictObject({ name: z.string(), issuer: z.url() }))
      .optional()
      .describe("Names of delegation sources that scopes may carry, besides this installation itself."),
    rateLimits: z
      .strictObject({
        perClientPerSecond: z.int().min(1).optional(),
        perAddressPerSecond: z.int().min(1).optional(),
        apiPerClientPerSecond: z.int().min(1).optional(),
        apiPerAddressPerSecond: z.int().min(1).optional(),
      })
      .default({})
      .describe(
        "Requests per second, in each process. On /token (perClientPerSecond, perAddressPerSecond) by default 2,000 per client and 5,000 per address in " +
          "development, 200 and 500 in production; on everything else (apiPerClientPerSecond, apiPerAddressPerSecond) 1,000 and 2,000, 50 and 200.",
      ),
    registeredOrganizationsOnly: z.boolean().default(true).describe("Give access only to organisation numbers that the register knows."),
  })
  .prefault({});
