/** What scripts can trust. Every command ends with one of these. */
export const EXIT = {
  ok: 0,
  /** The server said no: a refusal, a broken chain, a fault that verify found. */
  refused: 1,
  /** The command was not understood. */
  usage: 2,
  /** The server does not answer. */
  unreachable: 3,
} as const;

/** Ends the command with a sentence and a code, without a stack. */
export class Failure extends Error {
  readonly code: number;
  /** What the server said, for programs; null when it said nothing. */
  readonly problem: unknown;
  constructor(sentence: string, code: number = EXIT.refused, problem: unknown = null) {
    super(sentence);
    this.code = code;
    this.problem = problem;
  }
}
