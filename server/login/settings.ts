/** The services that people log in with, as config.json names them. */
import { z } from "zod";
import { CannotStart } from "../../installation/cannot-start.ts";
import { ENVIRONMENTS } from "../../vocabulary/environment.ts";
import { isLoopback } from "../http/loopback.ts";

const environments = z.array(z.enum(ENVIRONMENTS)).min(1);
const loginService = z.discriminatedUnion("kind", [
  z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "an id is lower-case letters, digits and hyphens"),
    /** On its button. */
    name: z.string().min(1).max(60),
    kind: z.enum(["idporten", "ansattporten"]),
    issuer: z.url({ protocol: /^https?$/ }),
    clientId: z.string().min(1),
    /** From the data folder. */
    keyFile: z.string().min(1),
    kid: z.string().optional(),
    environments,
  }),
  z.strictObject({
    id: z.literal("double").default("double"),
    name: z.string().min(1).max(60).default("Testinnlogging"),
    kind: z.literal("double"),
    environments: environments.default([...ENVIRONMENTS]),
  }),
]);

/** A service that people log in with. */
export type LoginServiceSettings = z.output<typeof loginService>;

export const loginServices = z
  .array(loginService)
  .refine((services) => new Set(services.map(({ id }) => id)).size === services.length, "each login service needs an id of its own")
  .optional()
  .describe(
    "Services that people log in with (docs/guides/operate.md): id, name on the button, kind (idporten, ansattporten), issuer, clientId, keyFile (private key, " +
      "PEM or JWK), kid of that key where the service asks for it, and environments: those in which its word counts. Default: in development the built-in double, " +
      'with synthetic people ({ "kind": "double" }); in production none, so nobody logs in.',
  );

/**
 * The services of an installation.
 *
 * @throws CannotStart for one that may not be used in this mode: the double in production, and plain http anywhere but on this machine in development
 */
export function readLoginServices(services: LoginServiceSettings[] | undefined, mode: "development" | "production"): LoginServiceSettings[] {
  const development = mode === "development";
  for (const service of services ?? []) {
    if (service.kind === "double") {
      if (development) continue;
      throw new CannotStart("The login double lets everybody in as anybody: production mode needs ID-porten or Ansattporten instead (login in config.json).");
    }
    const { protocol, hostname } = new URL(service.issuer);
    if (protocol !== "https:" && !(development && isLoopback(hostname)))
      throw new CannotStart(
        `The login service ${service.id} has the issuer ${service.issuer}: it must be https (plain http is for this machine, in development mode).`,
      );
  }
  return services ?? (development ? [loginService.parse({ kind: "double" })] : []);
}
