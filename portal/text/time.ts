/** How a moment stands to now, by the clock of the browser: enough for words, decided by the server in any case. */

export const msUntil = (moment: string): number => Date.parse(moment) - Date.now();
export const msSince = (moment: string): number => -msUntil(moment);
