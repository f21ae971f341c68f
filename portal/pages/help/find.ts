import type { Language } from "../../../vocabulary/language.ts";
import type { Guide } from "./guide.ts";

/**
 * Guides with what was typed as it stands, or else with every word of it: in what they say in this language, or in what the old manual called it.
 * «Ny integrasjon» is one name; its words alone stand in more guides than it does.
 */
export function findGuides(guides: readonly Guide[], query: string, language: Language): Guide[] {
  const words = query.trim().toLocaleLowerCase("nb").split(/\s+/);
  const having = (wanted: readonly string[]) => guides.filter((guide) => wanted.every((word) => saidIn(guide, language).includes(word)));
  const asItStands = having([words.join(" ")]);
  return asItStands.length > 0 ? asItStands : having(words);
}

const saidIn = ({ title, lead, formerly = [], steps, trouble }: Guide, language: Language): string =>
  [title, lead, ...steps.flatMap(({ heading, text }) => [heading, text]), ...trouble.flatMap(({ sees, remedy }) => [sees, remedy])]
    .map((text) => text[language])
    .concat(formerly)
    .join(" ")
    .replaceAll(/[«»`]/g, "")
    .toLocaleLowerCase("nb");
