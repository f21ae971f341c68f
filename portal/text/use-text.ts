import { useMemo } from "react";
import { currentLanguage, useLanguage } from "./language.ts";
import { type Texts, type Translate, translator } from "./text.ts";

/** The texts of a module in the language of the page, also after it has changed: `const t = useText(TEXTS); t("heading")`. */
export function useText<T extends Texts>(texts: T): Translate<T> {
  const language = useLanguage();
  return useMemo(() => translator(texts, language), [texts, language]);
}

/** The same outside of components, as the language is now. */
export const textNow = <T extends Texts>(texts: T): Translate<T> => translator(texts, currentLanguage());
