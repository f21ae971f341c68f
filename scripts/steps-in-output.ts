const LINE = /^ℹ Steps: (.+) \| (\d+) \| (\d+) \| (.+)$/gm;

/** The journeys that the tests in the browser have counted, as a table beside what each takes today and what we aim at; null when none was counted. */
export function stepsIn(output: string): string | null {
  const found = [...output.matchAll(LINE)].map(([, journey = "", taken = "", target = "", today = ""]) => ({ journey, taken, target, today }));
  if (found.length === 0) return null;
  const rows = [
    { journey: "Steps in the portal", taken: "taken", target: "target", today: "today" },
    ...found.toSorted((a, b) => (a.journey < b.journey ? -1 : 1)),
  ];
  const width = Math.max(...rows.map(({ journey }) => journey.length));
  return rows.map(({ journey, taken, target, today }) => `${journey.padEnd(width)}  ${taken.padStart(5)}  ${target.padStart(6)}  ${today}`).join("\n");
}
