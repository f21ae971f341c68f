/** The services that people log in with, as the settings name them, with the key that we prove ourselves to them by. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { Settings } from "../config.ts";
import { readDoubleKeys } from "./double/keys.ts";
import type { LoginServiceSettings } from "./settings.ts";

export type LoginService = {
  id: string;
  /** What stands on its button. */
  name: string;
  kind: LoginServiceSettings["kind"];
  /** Exactly as it stands in its ID tokens. */
  issuer: string;
  clientId: string;
  /** The key, and its id for the service; none where the service knows one key only. */
  key: () => Promise<{ key: CryptoKey; kid?: string }>;
  /** Environments in which its word counts. */
  environments: readonly EnvironmentName[];
};

/** Where the double stands below the public address. */
export const DOUBLE_PATH = "/dev/login";
/** Our id there. */
export const DOUBLE_CLIENT = "fullmakt";
/** Its issuer. Stands here, because the double itself is loaded only where it is used. */
export const doubleIssuer = ({ publicUrl }: Pick<Settings, "publicUrl">): string => `${publicUrl}${DOUBLE_PATH}`;

/**
 * Reads the services with their keys. The double's are made when it is first used.
 *
 * @throws CannotStart with one sentence when a key file cannot be used
 */
export const openLoginServices = (settings: Settings): LoginService[] =>
  settings.login.map((service) => {
    const { id, name, kind, environments } = service;
    if (service.kind === "double") {
      const issuer = doubleIssuer(settings);
      return { id, name, kind, environments, issuer, clientId: DOUBLE_CLIENT, key: async () => usable(await keyOfDouble(settings), "RS256") };
    }
    const { issuer, clientId, keyFile, kid } = service;
    const read = readKeyFile(resolve(settings.dataFolder, keyFile), id);
    return { id, name, kind, environments, issuer, clientId, key: () => usable({ key: read.key, kid: kid ?? read.kid }, read.alg) };
  });

async function keyOfDouble(settings: Settings): Promise<{ key: KeyObject; kid: string }> {
  const { client } = await readDoubleKeys(settings);
  return { key: createPrivateKey({ key: client as Record<string, string>, format: "jwk" }), kid: client.kid };
}

type Algorithm = "RS256" | "PS256" | "ES256";

/** The way to sign that openid-client knows, by what the key is. A JWK may say `PS256`; every other RSA key signs RS256, which all services take. */
function algorithmOf(key: KeyObject, wanted: unknown): Algorithm | null {
  if (key.asymmetricKeyType === "rsa") return wanted === "PS256" ? "PS256" : "RS256";
  return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? "ES256" : null;
}

function readKeyFile(path: string, service: string): { key: KeyObject; alg: Algorithm; kid: string | undefined } {
  const fault = (what: string) => new CannotStart(`The key of the login service ${service} (keyFile ${path}) ${what}.`);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw fault("cannot be read");
  }
  let key: KeyObject;
  let jwk: Record<string, string> | null;
  try {
    jwk = text.trimStart().startsWith("{") ? (JSON.parse(text) as Record<string, string>) : null;
    key = jwk ? createPrivateKey({ key: jwk, format: "jwk" }) : createPrivateKey(text);
  } catch {
    throw fault("is no private key in PEM or JWK"); // the reason may show a part of the key
  }
  const alg = algorithmOf(key, jwk?.alg);
  if (!alg) throw fault("is neither an RSA nor a P-256 key");
  return { key, alg, kid: typeof jwk?.kid === "string" ? jwk.kid : undefined };
}

const PARAMETERS: Record<Algorithm, RsaHashedImportParams | EcKeyImportParams> = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  PS256: { name: "RSA-PSS", hash: "SHA-256" },
  ES256: { name: "ECDSA", namedCurve: "P-256" },
};

async function usable({ key, kid }: { key: KeyObject; kid?: string | undefined }, alg: Algorithm): ReturnType<LoginService["key"]> {
  const pkcs8 = key.export({ type: "pkcs8", format: "der" });
  const imported = await crypto.subtle.importKey("pkcs8", pkcs8, PARAMETERS[alg], false, ["sign"]);
  return { key: imported, ...(kid === undefined ? {} : { kid }) };
}
