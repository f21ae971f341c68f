import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";

/** How many characters are left, in the language of the page: `<Textfield multiline counter={useCounter(500)} />`. The design system has Norwegian only. */
export function useCounter(limit: number): { limit: number; under: string; over: string } {
  const t = useText(SHARED);
  return { limit, under: t("charactersLeft"), over: t("charactersOver") };
}
