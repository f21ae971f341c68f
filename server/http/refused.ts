import { type RefusalName, describe } from "../../vocabulary/refusals/refusals.ts";

/** One field of a request that is not as it should be. */
export type FieldError = { field: string; message: string };

/**
 * A refusal on its way to the caller; the face it is answered on gives it its form (OAuth error, today's ApiError, RFC 9457 problem).
 * `cause` is for the log and never leaves the server.
 */
export class Refused extends Error {
  readonly refusal: RefusalName;
  /** The catalogue's text with its members filled in. */
  readonly description: string;
  readonly fields: FieldError[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;
  /** The scope that would have sufficed. */
  readonly scope: string | undefined;
  /** The methods that the address takes. */
  readonly allow: readonly string[] | undefined;

  constructor(
    refusal: RefusalName,
    options: { members?: Record<string, string>; fields?: FieldError[]; retryAfter?: number; scope?: string; allow?: readonly string[]; cause?: unknown } = {},
  ) {
    const description = describe(refusal, options.members);
    super(description, { cause: options.cause });
    this.refusal = refusal;
    this.description = description;
    this.fields = options.fields ?? [];
    this.retryAfter = options.retryAfter;
    this.scope = options.scope;
    this.allow = options.allow;
  }
}
