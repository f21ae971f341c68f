import type { Command } from "commander";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { EXIT, Failure } from "../exit-codes.ts";
import { makeGrant } from "../grant.ts";
import { bad, good, print } from "../output.ts";
import { Api, fetchToken, type GlobalOptions, metadataOf, signerOf } from "../server.ts";

type TokenOptions = { scope: string; consumerOrg?: string; resource?: string; pid?: string };

/** `token` fetches one and shows it decoded; `explain` answers the same question without issuing. */
export function addTokenCommands(program: Command): void {
  program
    .command("token")
    .description("fetch a token with a key file and show it decoded (without --client and --as: as the synthetic Tindøy kommune)")
    .requiredOption("--scope <scopes>", "one scope, or several with a space between them")
    .option("--consumer-org <number>", "act for this organisation")
    .option("--resource <address>", "the API the token is for (aud)")
    .option("--pid <number>", "identity number of the person it is about")
    .addHelpText(
      "after",
      "\nExample:\n  npx fullmakt token --scope lyngvidda:tilsyn.read\n  npx fullmakt token --client 5f0c… --key key.jwk --scope lyngvidda:tilsyn.read --json",
    )
    .action(async (options: TokenOptions, command: Command) => {
      const all = command.optsWithGlobals<GlobalOptions & TokenOptions>();
      const metadata = await metadataOf(all.env);
      const { clientId, key } = await signerOf(all);
      const { scope, consumerOrg, resource, pid } = options;
      const answer = await fetchToken(metadata, await makeGrant({ issuer: metadata.issuer, clientId, scope, consumerOrg, resource, pid }, key));
      if (!answer.ok)
        throw new Failure(
          `${bad("Refused")} (HTTP ${answer.status} ${answer.error})\n${answer.description}\nWhat it means: ${answer.uri}`,
          EXIT.refused,
          answer,
        );
      const { accessToken, expiresIn } = answer;
      const decoded = { header: decodeProtectedHeader(accessToken), claims: decodeJwt(accessToken) };
      print(
        all.json,
        { accessToken, expiresIn, scope: answer.scope, ...decoded },
        `${accessToken}\n\n${good("Issued")}, good for ${expiresIn} s:\n${JSON.stringify(decoded, null, 2)}`,
      );
    });

  program
    .command("grant")
    .description("print a fresh signed grant, for curl: good for two minutes and one token")
    .requiredOption("--scope <scopes>", "one scope, or several with a space between them")
    .option("--consumer-org <number>", "act for this organisation")
    .addHelpText(
      "after",
      "\nExample:\n  curl -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer -d assertion=$(npx fullmakt grant --scope lyngvidda:tilsyn.read) http://localhost:8080/test/token",
    )
    .action(async ({ scope, consumerOrg }: TokenOptions, command: Command) => {
      const all = command.optsWithGlobals<GlobalOptions>();
      const { issuer } = await metadataOf(all.env);
      const { clientId, key } = await signerOf(all);
      const assertion = await makeGrant({ issuer, clientId, scope, consumerOrg }, key);
      print(all.json, { assertion }, assertion);
    });

  program
    .command("explain")
    .description("tell link by link whether a client would get a token, and who can mend what is broken")
    .requiredOption("--of <client>", "the client asked about")
    .requiredOption("--scope <scopes>", "one scope, or several with a space between them")
    .option("--consumer-org <number>", "acting for this organisation")
    .option("--of-kid <kid>", "with this key; left out: any key of the client")
    .option("--certificate", "with an enterprise certificate in the grant")
    .addHelpText(
      "after",
      "\nExample:\n  npx fullmakt explain --of 5f0c2b0e-8f0d-4d0b-9f7e-000000000004 --scope lyngvidda:tilsyn.read\n\nEnds with 0 when a token would be issued, with 1 when not.",
    )
    .action(async (options: { of: string; scope: string; consumerOrg?: string; ofKid?: string; certificate?: boolean }, command: Command) => {
      const all = command.optsWithGlobals<GlobalOptions>();
      const api = await Api.open(all);
      const question = { clientId: options.of, scope: options.scope, ...(options.consumerOrg ? { consumerOrg: options.consumerOrg } : {}) };
      const more = { ...(options.ofKid ? { kid: options.ofKid } : {}), ...(options.certificate ? { certificate: true } : {}) };
      const answer = await api.call<Explained>("POST", "/explanations", { ...question, ...more });
      print(all.json, answer, () => {
        const lines = answer.links.map(({ kept, link, scope, text, whoCanMend, organization, at, reason }) => {
          const whom = kept ? "" : `  → ${WHO[whoCanMend ?? ""] ?? ""}${organization ? `, ${organization.name ?? ""} (${organization.number})` : ""}`;
          const when = at ? ` [${at}]` : "";
          return `${kept ? good("✓") : bad("✗")} ${link}${scope ? ` ${scope}` : ""}: ${text}${when}${reason ? ` Reason: ${reason}` : ""}${whom}`;
        });
        return `${lines.join("\n")}\n${answer.granted ? good("A well-made grant would get a token.") : bad(`It would be refused with ${answer.code}.`)}`;
      });
      if (!answer.granted) process.exitCode = EXIT.refused;
    });
}

const WHO: Record<string, string> = {
  developer: "the developer of the calling program",
  client_owner: "the owner of the client",
  api_provider: "the API provider",
  consumer: "the consumer",
  person: "the person who is logged in",
  administrator: "a main administrator or access manager",
  operator: "the operator of this installation",
};

type Explained = {
  granted: boolean;
  code: string | null;
  links: {
    link: string;
    kept: boolean;
    text: string;
    scope: string | null;
    whoCanMend: string | null;
    organization: { number: string; name: string | null } | null;
    at: string | null;
    reason: string | null;
  }[];
};
