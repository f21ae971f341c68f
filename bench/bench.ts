/** `npm run bench -- token|start|scopes|organizations|away [options]`: what it costs, measured on this machine; asserts nothing. */
import { benchAway } from "./away.ts";
import { benchOrganizations } from "./organizations.ts";
import { benchScopes } from "./scopes.ts";
import { benchStart } from "./start.ts";
import { benchToken } from "./token.ts";

const [what, ...options] = process.argv.slice(2);
try {
  if (what === "token") await benchToken(options);
  else if (what === "start") await benchStart();
  else if (what === "scopes") await benchScopes();
  else if (what === "organizations") await benchOrganizations();
  else if (what === "away") await benchAway();
  else
    throw new Error(
      "Say what to measure: npm run bench -- token [--clients 1000000] [--signing ES256], npm run bench -- start, scopes, organizations, or away.",
    );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.disconnect?.();
