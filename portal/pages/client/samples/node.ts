import type { Sample, SampleAlgorithm } from "./sample.ts";

const SIGN: Record<SampleAlgorithm, string> = {
  RS256: `sign("sha256", input, key)`,
  ES256: `sign("sha256", input, { key, dsaEncoding: "ieee-p1363" })`,
  EdDSA: `sign(null, input, key)`,
};

export const node: Sample = {
  name: "Node",
  file: "get-token.mjs",
  run: "node get-token.mjs",
  install: "",
  lacks: [],
  code: ({ issuer, tokenEndpoint, clientId, kid, alg, scope }) => `import { randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const key = readFileSync(process.env.KEY ?? "key.pem"); // the private key; stays here
const now = Math.floor(Date.now() / 1000);
const header = { alg: "${alg}", kid: ${JSON.stringify(kid)}, typ: "JWT" };
const claims = {
  aud: ${JSON.stringify(issuer)},
  iss: ${JSON.stringify(clientId)},
  scope: ${JSON.stringify(scope)},
  iat: now,
  exp: now + 60,
  jti: randomUUID(),
};

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const input = Buffer.from(\`\${encode(header)}.\${encode(claims)}\`);
const assertion = \`\${input}.\${${SIGN[alg]}.toString("base64url")}\`;

const response = await fetch(${JSON.stringify(tokenEndpoint)}, {
  method: "POST",
  body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }),
});
console.log(JSON.stringify(await response.json(), null, 2));
process.exitCode = response.ok ? 0 : 1;
`,
};
