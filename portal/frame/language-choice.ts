import { useQueryClient } from "@tanstack/react-query";
import { type Language, LANGUAGES } from "../../vocabulary/language.ts";
import { changeMe } from "../api/session.ts";
import { FRAME } from "../text/frame.ts";
import { showLanguage, useLanguage } from "../text/language.ts";
import { textNow } from "../text/use-text.ts";
import { announce } from "./live-regions.tsx";
import { useWhere } from "./where.tsx";

/** The languages that the page is not in, and how one is chosen. Nothing is loaded anew, so nothing that was typed is lost. */
export function useLanguageChoice(): { others: Language[]; choose: (language: Language) => void } {
  const now = useLanguage();
  const { env, me } = useWhere();
  const client = useQueryClient();
  return {
    others: LANGUAGES.filter((language) => language !== now),
    choose(language) {
      showLanguage(language);
      announce(textNow(FRAME)("languageChanged"));
      // Kept with the person, for mails and other browsers. That it could not be kept changes nothing on this page.
      if (env && me)
        void changeMe(env, { language }).then(
          () => client.invalidateQueries({ queryKey: [env, "me"], exact: true }),
          () => {},
        );
    },
  };
}
