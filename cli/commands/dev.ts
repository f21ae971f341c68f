import { join } from "node:path";
import type { Command } from "commander";
import { type PrivateJwk, readJsonFile } from "../../installation/key-files.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { print, record } from "../output.ts";
import { dataFolder, type GlobalOptions, metadataOf } from "../server.ts";

/** What the server writes for development (server/setup/synthetic.ts). */
export type DevelopmentFile = {
  key: PrivateJwk;
  certificate: { certPem: string; keyPem: string } | null;
  names: Record<string, string>;
  portal: string;
  people: { identityNumber: string; name: string; is: string; may: { organization: string; by: string }[] }[];
};

/** `dev config`: what any other program needs to talk to the local installation. */
export function addDevCommands(program: Command): void {
  program
    .command("dev")
    .description("for development")
    .command("config")
    .description("addresses, keys and names of the synthetic set, for other programs and CI jobs; development mode only")
    .addHelpText("after", "\nExample:\n  npx fullmakt dev config --json > fullmakt.json")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      if (process.env.FULLMAKT_MODE === "production") throw new Failure("There is no development set in production mode.", EXIT.usage);
      const path = join(dataFolder(), "development", `${options.env}.json`);
      const held = readJsonFile<DevelopmentFile>(path);
      if (!held)
        throw new Failure(
          `There is no development set in ${dataFolder()}: set FULLMAKT_DATA to the data folder of the server (it names it when it starts), or start it there once in development mode.`,
          EXIT.usage,
        );
      const { issuer, token_endpoint: tokenEndpoint, jwks_uri: jwksUri } = await metadataOf(options.env);
      const selfServiceBase = `${issuer}api/v1`;
      const { ready, certificateClient, ...names } = held.names;
      const config = {
        environment: options.env,
        issuer,
        tokenEndpoint,
        jwksUri,
        selfServiceBase,
        clientId: ready,
        kid: held.key.kid,
        privateJwk: held.key,
        resource: selfServiceBase,
        ...names,
        x5c: held.certificate && { clientId: certificateClient, ...held.certificate },
        portal: held.portal,
        people: held.people,
      };
      const people = held.people.map(({ name, is }) => `  ${name}: ${is}`);
      print(options.json, config, () =>
        [
          record({ ...config, privateJwk: "(with --json)", x5c: "(with --json)", people: "(below; all of it with --json)" }),
          "",
          "People to log in as:",
          ...people,
        ].join("\n"),
      );
    });
}
