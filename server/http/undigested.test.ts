/** The net below all checks: what the database cannot digest (SQLSTATE class 22) is the caller's mistake to the caller, and ours in the log. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ErrorHandler, Hono } from "hono";
import { openLog } from "../log.ts";
import type { Env } from "./hono.ts";
import { ownErrors } from "./own-face.ts";
import { selfServiceErrors } from "./selfservice-face.ts";

async function answerTo(face: (log: ReturnType<typeof openLog>) => ErrorHandler<Env>, code: string) {
  const logged: string[] = [];
  const app = new Hono<Env>();
  app.onError(face(openLog("error", { write: (line) => void logged.push(line) })));
  app.get("/", (c) => {
    c.set("environment", { issuer: "http://localhost/test/" } as Env["Variables"]["environment"]);
    c.set("traceId", "0123");
    throw Object.assign(new Error("said by the database: secret"), { code });
  });
  const answer = await app.request("/");
  return { status: answer.status, text: await answer.text(), logged };
}

for (const [name, face] of Object.entries({ "our own face": ownErrors, "the compatible face": selfServiceErrors }))
  for (const { code, says, status, refusal } of [
    { code: "22021", says: "a character that cannot be kept", status: 400, refusal: "FM-400" },
    { code: "22P02", says: "a text that is no number", status: 400, refusal: "FM-400" },
    { code: "22003", says: "a number out of range", status: 400, refusal: "FM-400" },
    { code: "42P01", says: "a table that is not there", status: 500, refusal: "FM-500" },
  ])
    test(`SEC-044 ${name}: ${says} (${code}) -> ${status}, and the log has it as a defect`, async () => {
      const answer = await answerTo(face, code);
      assert.equal(answer.status, status);
      assert.match(answer.text, new RegExp(refusal));
      assert.doesNotMatch(answer.text, /secret/);
      assert.equal(answer.logged.length, 1);
      assert.match(answer.logged[0]!, /"level":50.*"trace":"0123".*secret/);
    });
