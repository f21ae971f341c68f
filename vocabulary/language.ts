/** The languages of everything people read: bokmål, nynorsk, English. */
export const LANGUAGES = ["nb", "nn", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language: a missing one does not compile. */
export type Text = Record<Language, string>;

/**
 * Chooses the language of a page by `Accept-Language` (RFC 9110 section 12.5.4): the highest weight wins, at equal weights the first named.
 * `no` and unknown regions of Norwegian count as bokmål. Without a usable wish: bokmål.
 */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  let best: Language = "nb";
  let bestWeight = 0;
  for (const part of (acceptLanguage ?? "").split(",").slice(0, 20)) {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weightText = parameters.map((parameter) => /^\s*q=([0-9.]+)\s*$/.exec(parameter)?.[1]).find((found) => found !== undefined);
    const weight = weightText === undefined ? 1 : Number(weightText);
    const primary = tag.trim().split("-")[0] ?? "";
    const language = primary === "no" ? "nb" : LANGUAGES.find((known) => known === primary);
    if (language && weight > bestWeight) [best, bestWeight] = [language, weight];
  }
  return best;
}
