/** The language of the page: decided by the server before any script runs, changed here without loading anything anew, so that nothing typed is lost. */
import { useSyncExternalStore } from "react";
import { type Language, LANGUAGES } from "../../vocabulary/language.ts";

/** The cookie that the server reads too, when it sends the page. */
export const LANGUAGE_COOKIE = "fullmakt-language";
/** Each language in its own words: it is for those who do not read the others. */
export const NAME_OF_LANGUAGE: Record<Language, string> = { nb: "Bokmål", nn: "Nynorsk", en: "English" };

const YEAR_SECONDS = 31_536_000;
const listeners = new Set<() => void>();

export const currentLanguage = (): Language => LANGUAGES.find((language) => language === document.documentElement.lang) ?? "nb";

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes the language of the page, and of the next one that the server sends to this browser. */
export function showLanguage(language: Language): void {
  keepForAYear(LANGUAGE_COOKIE, language);
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** Whether a language was chosen in this browser: then it wins over what the person chose in another. */
export const wasChosenHere = (): boolean => document.cookie.split("; ").some((cookie) => cookie.startsWith(`${LANGUAGE_COOKIE}=`));

/** Keeps a choice that is nobody's secret where the server can read it: a language, the colours. */
export function keepForAYear(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
}
