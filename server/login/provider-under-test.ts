/** A small OpenID provider that does what a test tells it to, wrong things among it. It has no page: the test says what the browser brings back. */
import { createHash, createPublicKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { LoginServiceSettings } from "./settings.ts";

const makeKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What the next code stands for. */
export type Plan = {
  /** Changes claims; undefined takes one away. */
  claims?: Record<string, unknown>;
  /** Signs with a key that is not published, under the id of the one that is. */
  forged?: boolean;
  /** Of the code challenge that the code is bound to: of another login than the one that set out. */
  challenge?: string;
  /** How long the token endpoint thinks, milliseconds. */
  afterMs?: number;
  /** What the token endpoint does instead. */
  answer?: (outgoing: ServerResponse) => void;
};

export type TestProvider = {
  issuer: string;
  settings: LoginServiceSettings;
  /**
   * Logs somebody in there.
   * @param there the address that our relying party sent the browser to
   * @returns the address that the browser comes back to
   */
  logIn(there: string, number: string, plan?: Plan): URL;
  /** What our relying party proved itself by, the newest last. */
  assertions: JWTPayload[];
  /** Instead of its keys. */
  keys?: (outgoing: ServerResponse) => void;
  /** Instead of its metadata. Undefined: the truth. */
  metadata?: ((outgoing: ServerResponse) => void) | undefined;
  asked: { metadata: number };
};

/** Listens on a free port until the test file ends. */
export async function testProvider({
  id = "idp",
  kind = "idporten" as "idporten" | "ansattporten",
  environments = ["test", "prod"] as ("test" | "prod")[],
} = {}): Promise<TestProvider> {
  const [own, foreign, client] = [makeKeys(), makeKeys(), makeKeys()];
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-login-"));
  const keyFile = join(folder, "key.pem");
  writeFileSync(keyFile, client.privateKey.export({ type: "pkcs8", format: "pem" }));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const codes = new Map<string, { challenge: string; claims: Record<string, unknown>; plan: Plan }>();
  const asked = { metadata: 0 };
  const server = createServer((incoming, outgoing) => {
    const json = (body: unknown, status = 200) => outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (incoming.url === "/.well-known/openid-configuration") {
      asked.metadata += 1;
      return void (provider.metadata ? provider.metadata(outgoing) : json(metadata()));
    }
    if (incoming.url === "/jwks" && provider.keys) return provider.keys(outgoing);
    if (incoming.url === "/jwks")
      return void json({ keys: [{ ...createPublicKey(own.privateKey).export({ format: "jwk" }), kid: "own", alg: "RS256", use: "sig" }] });
    void redeem(incoming, outgoing).catch((error: Error) => json({ error: "invalid_client", error_description: error.message }, 401));
  });
  async function redeem(incoming: AsyncIterable<Buffer>, outgoing: ServerResponse): Promise<void> {
    let text = "";
    for await (const part of incoming) text += part.toString();
    const form = new URLSearchParams(text);
    const { payload } = await jwtVerify(form.get("client_assertion") ?? "", client.publicKey, { issuer: "rp", subject: "rp", audience: issuer });
    provider.assertions.push(payload);
    const held = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const json = (body: unknown, status = 200) => outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (!held || held.challenge !== challenge) return void json({ error: "invalid_grant" }, 400);
    if (held.plan.answer) return held.plan.answer(outgoing);
    if (held.plan.afterMs) await pause(held.plan.afterMs);
    const claims = Object.fromEntries(Object.entries({ ...held.claims, ...held.plan.claims }).filter(([, value]) => value !== undefined));
    const token = await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "own" }).sign(held.plan.forged ? foreign.privateKey : own.privateKey);
    json({ access_token: randomUUID(), token_type: "Bearer", expires_in: 120, id_token: token });
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    end_session_endpoint: `${issuer}/logout`,
    jwks_uri: `${issuer}/jwks`,
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ["code"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
  });
  const provider: TestProvider = {
    issuer,
    settings: { id, name: id, kind, issuer, clientId: "rp", keyFile, environments },
    assertions: [],
    asked,
    logIn(there, number, plan = {}) {
      const wanted = new URL(there).searchParams;
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: issuer,
        aud: "rp",
        sub: createHash("sha256").update(number).digest("base64url"),
        pid: number,
        acr: wanted.get("acr_values"),
        amr: "TestID",
        nonce: wanted.get("nonce"),
        iat: now,
        exp: now + 120,
        auth_time: now,
        sid: randomUUID(),
      };
      const code = randomUUID();
      codes.set(code, { challenge: plan.challenge ?? wanted.get("code_challenge")!, claims, plan });
      const back = new URL(wanted.get("redirect_uri")!);
      back.search = new URLSearchParams({ code, state: wanted.get("state")!, iss: issuer }).toString();
      return back;
    },
  };
  return provider;
}
