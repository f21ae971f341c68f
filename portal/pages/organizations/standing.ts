/** What a person is in an organisation, in words: the role of the register, else the rights that were given. */
import { roleName } from "../../../vocabulary/register-roles.ts";
import { type HeldRight, RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import type { Language } from "../../../vocabulary/language.ts";
import type { MyOrganization } from "../../api/session.ts";
import { useLanguage } from "../../text/language.ts";
import { useText } from "../../text/use-text.ts";
import { ORGANIZATIONS } from "./texts.ts";

export type Standing = { role: { code: string; ofMainUnit: boolean } | null; rights: readonly HeldRight[] };

const SHOWN = 2;
/** What says nothing new beside these: who can everything is shown as that alone. */
const INCLUDED: Partial<Record<HeldRight, readonly HeldRight[]>> = {
  main_administrator: ["access_manager", "api_manager", "client_manager", "supplier_manager", "test_only"],
  api_manager: ["test_only"],
  client_manager: ["test_only"],
};

/** The rights without those that follow from others of them. */
export function worthNaming(held: readonly HeldRight[]): HeldRight[] {
  const included = new Set(held.flatMap((right) => INCLUDED[right] ?? []));
  const named = held.filter((right) => !included.has(right));
  return named.length > 1 ? named.filter((right) => right !== "viewer") : named;
}

export function standingIn({ number, roles, rights }: Pick<MyOrganization, "number" | "roles" | "rights">): Standing {
  // A role of the organisation itself says more than one of the unit above.
  const role = roles.find(({ of }) => of === number) ?? roles[0];
  return { role: role ? { code: role.code, ofMainUnit: role.of !== number } : null, rights: worthNaming(rights) };
}

/** @returns words for a standing: `words(standingIn(organization))`, with the organisation's name when it does not stand beside it */
export function useStandingWords(): (standing: Standing, organization?: string) => string {
  const language = useLanguage();
  const t = useText(ORGANIZATIONS);
  return ({ role, rights }, organization) => {
    const words = role ? roleName(role.code)[language] : rightsInWords(rights, language);
    if (words === "") return t("noRight");
    if (role?.ofMainUnit) return t("inMainUnit", { role: words });
    return organization === undefined ? words : t("inOrganization", { role: words, organization });
  };
}

function rightsInWords(rights: readonly HeldRight[], language: Language): string {
  const names = rights.map((right) => RIGHT_TEXTS[right].name[language]);
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(", ") + (more > 0 ? ` +${more}` : "");
}
