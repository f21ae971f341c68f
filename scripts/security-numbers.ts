const range = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => `SEC-${String(from + i).padStart(3, "0")}`);

/** The requirements that bind what is built so far: token endpoint, assertions, scopes, answers, HTTP, keys, registers, tenancy, audit, faults. */
export const REQUIRED: readonly string[] = [
  ...range(1, 7),
  ...range(10, 17),
  ...range(20, 26),
  ...range(30, 34),
  ...range(40, 44),
  ...range(50, 57),
  ...range(70, 74),
  ...range(81, 86),
  ...range(110, 113),
  ...range(130, 134),
  ...range(140, 147),
];
