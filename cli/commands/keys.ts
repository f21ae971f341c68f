import type { Command } from "commander";
import { mustBeWritable, writeOutput } from "../files.ts";
import { good } from "../output.ts";
import { part, rows, type Thing, verb, wholeNumber } from "./verb.ts";

const certificateFile = (out: string): string => `${out}.cert.pem`;
const keyFile = (out: string): string => `${out}.key.pem`;

/** The keys that sign tokens, and the test authority. For the operator. */
export function addKeyCommands(program: Command): void {
  const keys = program.command("keys").description("the keys that sign tokens (operator)");
  verb(
    keys,
    "list",
    "next, current and previous",
    "keys list",
    async (api) => (await api.call<{ items: Thing[] }>("GET", "/signing-keys")).items,
    rows("kid", "kind", "state", "useFrom"),
  );
  verb(keys, "rotate", "make and publish the next key; it signs when verifiers have had time to fetch it", "keys rotate --in 0", (api, _args, options) =>
    api.call("POST", "/signing-keys", options.in === undefined ? {} : { useInSeconds: Number(options.in) }),
  ).option("--in <seconds>", "use it after so many seconds; 0 after a key was compromised", wholeNumber("--in"));
  verb(
    keys,
    "withdraw <kid>",
    "take a compromised key out of the key set, at once: what it signed stops verifying wherever the key set is fetched afresh",
    "keys withdraw NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs --replace --env prod",
    (api, [kid], { replace }) => api.call("POST", `/signing-keys/${part(kid!)}/withdrawal`, { replace: Boolean(replace) }),
    (result) => {
      const { kid, signsNow } = result as { kid: string; signsNow: string };
      return [
        good(`Withdrawn: ${kid}. Tokens are signed by ${signsNow}.`),
        "Tokens signed by the withdrawn key stop verifying at once wherever the key set is fetched afresh.",
        "Verifiers that hold an older key set trust it until they fetch again, often a day: tell those who run them to fetch it now.",
      ].join("\n");
    },
  ).option("--replace", "make a new key that signs at once; needed to withdraw the key that signs now");

  const authority = program.command("authority").description("the test authority: enterprise certificates for development");
  verb(
    authority,
    "issue <number>",
    "make a certificate for an organisation; prints certificate and private key",
    "authority issue 310801011 --out tindoy",
    async (api, [number], { name, days, out }) => {
      if (out) for (const path of [certificateFile(out), keyFile(out)]) mustBeWritable(path); // before there is a certificate whose key would be lost
      const made = await api.call<{ certPem: string; keyPem: string; chainPem: string; serial: string }>("POST", "/enterprise-certificates", {
        orgNumber: number,
        ...(name ? { name } : {}),
        ...(days ? { days: Number(days) } : {}),
      });
      if (!out) return made;
      writeOutput(certificateFile(out), made.certPem);
      writeOutput(keyFile(out), made.keyPem, 0o600);
      return { serial: made.serial, certificate: certificateFile(out), key: keyFile(out) };
    },
  )
    .option("--name <name>", "name in the certificate")
    .option("--days <days>", "how long it is valid", wholeNumber("--days"))
    .option("--out <file>", "write <file>.cert.pem and <file>.key.pem instead of printing them");
  verb(
    authority,
    "revoke <serial>",
    "revoke a certificate that it issued, at once",
    "authority revoke 5A0C1F… --env test",
    (api, [serial], { anyway }) => api.call("POST", `/enterprise-certificates/${part(serial!)}/revocation${anyway ? "?anyway=true" : ""}`),
    (result) => good(`Revoked: ${(result as { serial: string }).serial}.`),
  ).option("--anyway", "also a serial number that the authority has no record of (made before it noted them)");
}
