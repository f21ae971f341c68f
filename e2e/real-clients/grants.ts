import { createHmac, type KeyObject, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { RunningInstallation } from "../../server/test/running.ts";
import { keyPair, type Planted, signJwt } from "../../server/test/token-client.ts";

/** A grant signed with jose, not with our own code. */
export function grantByJose(running: RunningInstallation, { env, clientId, scope, key }: Planted): Promise<string> {
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .setIssuer(clientId)
    .setAudience(running.issuer(env))
    .setIssuedAt()
    .setExpirationTime("2m")
    .setJti(randomUUID())
    .sign(key.privateKey);
}

/** What a thief makes of a good token. No verifier may take any of these. */
export function forgeriesOf(token: string, publicKey: KeyObject): Record<string, string> {
  const [head = "", body = "", signature = ""] = token.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  const write = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const { kid, alg } = read(head) as { kid: string; alg: string };
  const claims = { ...read(body), scope: "stolen:everything" };
  const hmac = (input: string, secret: string | Buffer) => `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
  const symmetric = `${write({ kid, alg: "HS256" })}.${write(claims)}`;
  return {
    altered: `${head}.${write(claims)}.${signature}`,
    "signature cut": `${head}.${body}.${signature.slice(0, -8)}`,
    "signed by a stranger with our kid": signJwt({ kid, alg }, claims, { alg: "RS256", privateKey: keyPair("rsa-2").privateKey }),
    "alg none": `${write({ kid, alg: "none" })}.${write(claims)}.`,
    "alg none with the old signature": `${write({ kid, alg: "none" })}.${write(claims)}.${signature}`,
    "HS256 with the public key in PEM as secret": hmac(symmetric, publicKey.export({ type: "spki", format: "pem" })),
    "HS256 with the public key in DER as secret": hmac(symmetric, publicKey.export({ type: "spki", format: "der" })),
    "HS256 with the JWK as secret": hmac(symmetric, JSON.stringify(publicKey.export({ format: "jwk" }))),
  };
}
