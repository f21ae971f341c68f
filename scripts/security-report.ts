/** Names every requirement of the security list, as far as it binds now, that no test carries. */
import { testsByNumber } from "./docs.ts";
import { REQUIRED } from "./security-numbers.ts";

const tests = testsByNumber();
const missing = REQUIRED.filter((number) => !tests.has(number));
if (missing.length > 0) {
  console.error(`No test carries ${missing.join(", ")}.`);
  process.exitCode = 1;
}
