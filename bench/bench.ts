/** `npm run bench -- token|start [options]`: what it costs, measured on this machine; asserts nothing. */
import { benchStart } from "./start.ts";
import { benchToken } from "./token.ts";

const [what, ...options] = process.argv.slice(2);
try {
  if (what === "token") await benchToken(options);
  else if (what === "start") await benchStart();
  else throw new Error("Say what to measure: npm run bench -- token, or npm run bench -- start.");
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.disconnect?.();
