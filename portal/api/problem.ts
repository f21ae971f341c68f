import type { z } from "@hono/zod-openapi";
import type { Problem as ProblemSchema } from "../../contract/problem.ts";

export type Problem = z.output<typeof ProblemSchema>;

/** A refusal of our API (RFC 9457). `title` and `remedy` are in the reader's language, `detail` and `errors` are for developers, in English. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = "ApiProblem";
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** No answer came: the network, or a server that is being changed. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super("No answer came.", { cause });
    this.name = "ConnectionLost";
  }
}

export const isProblem = (error: unknown, ...codes: string[]): error is ApiProblem =>
  error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));

/** Codes of refusals that the portal does more about than show them. */
export const SESSION_ENDED = "FM-460";
export const LEVEL_TOO_LOW = "FM-461";
export const LOGIN_NOT_FRESH = "FM-462";
export const LOGIN_OF_OTHER_ENVIRONMENT = "FM-463";
/** Another was first: what was read is no longer what is there. */
export const VERSION_CHANGED = "FM-412";
