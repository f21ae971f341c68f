import { useQuery } from "@tanstack/react-query";
import { installation } from "../../api/installation.ts";
import type { Scope } from "../../api/scopes.ts";
import { useActing } from "../../frame/where.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { LANGUAGE_TAGS } from "../scopes/form-draft.ts";
import { FIELDS } from "../scopes/form-texts.ts";
import { ABOUT } from "./texts.ts";

/** What is shown of a scope, and compared when two people have changed it. */
export type Decided = Pick<
  Scope,
  | "description"
  | "longDescription"
  | "translations"
  | "visibility"
  | "allowedIntegrationTypes"
  | "openToAll"
  | "delegationSource"
  | "tokenType"
  | "maxTokenAgeSeconds"
  | "maxAuthorizationSeconds"
  | "requiresUserConsent"
  | "requiresUserAuthentication"
  | "requiresPseudonymousTokens"
  | "enforcedAudience"
  | "typedTokens"
  | "supportsEuropeanBusinesses"
>;
export type ShownField = { key: string; label: string; value: string };

/** Every field that the owner decides, in words, in the order of the form. What is empty is «Ingen». */
export function useShownFields(): (scope: Decided) => ShownField[] {
  const t = useText(FIELDS);
  const about = useText(ABOUT);
  const f = useFormat();
  const { env } = useActing();
  const { data } = useQuery(installation);
  const own = data?.environments.find(({ name }) => name === env)?.issuer;
  const yesNo = (value: boolean) => t(value ? "yes" : "no");
  const seconds = (value: number) => (value === 0 ? about("clientDecides") : about("seconds", { n: value }));
  return (scope) => {
    const source = scope.delegationSource;
    const translated = LANGUAGE_TAGS.flatMap((tag) =>
      (["description", "longDescription"] as const).flatMap((member) => {
        const value = scope.translations[tag]?.[member];
        const field = t(member === "description" ? "description" : "long");
        return value ? [{ key: `${member} ${tag}`, label: about("inLanguage", { field, language: t(tag) }), value }] : [];
      }),
    );
    return [
      { key: "description", label: t("description"), value: scope.description },
      { key: "openToAll", label: t("whoUses"), value: t(scope.openToAll ? "everyone" : "givenOnly") },
      { key: "visibility", label: t("whoFinds"), value: t(({ PUBLIC: "public", PRIVATE: "private", INTERNAL: "internal" } as const)[scope.visibility]) },
      { key: "delegationSource", label: t("delegable"), value: source === null ? t("no") : source === own ? t("yes") : source },
      { key: "types", label: t("types"), value: scope.allowedIntegrationTypes.length === 0 ? t("allTypes") : f.list(scope.allowedIntegrationTypes) },
      { key: "tokenType", label: t("tokenType"), value: t(scope.tokenType === "OPAQUE" ? "opaque" : "selfContained") },
      { key: "maxAge", label: t("maxAge"), value: seconds(scope.maxTokenAgeSeconds) },
      { key: "maxAuthorization", label: t("maxAuthorization"), value: seconds(scope.maxAuthorizationSeconds) },
      { key: "audience", label: t("audience"), value: scope.enforcedAudience ?? t("none") },
      { key: "typedTokens", label: t("typedTokens"), value: yesNo(scope.typedTokens) },
      { key: "european", label: t("european"), value: yesNo(scope.supportsEuropeanBusinesses) },
      ...(scope.requiresPseudonymousTokens ? [{ key: "pseudonymous", label: t("pseudonymous"), value: t("yes") }] : []),
      ...(scope.requiresUserAuthentication ? [{ key: "authentication", label: t("authentication"), value: t("yes") }] : []),
      ...(scope.requiresUserConsent ? [{ key: "consent", label: t("consent"), value: t("yes") }] : []),
      { key: "long", label: t("long"), value: scope.longDescription ?? t("none") },
      ...translated,
    ];
  };
}

/** The fields whose values differ: as it is now, and as somebody wrote it. */
export function differencesOf(theirs: readonly ShownField[], mine: readonly ShownField[]): { key: string; label: string; theirs: string; mine: string }[] {
  const keys = [...new Set([...theirs, ...mine].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const [one, other] = [theirs.find((field) => field.key === key), mine.find((field) => field.key === key)];
    if (one?.value === other?.value) return [];
    return [{ key, label: (one ?? other)!.label, theirs: one?.value ?? "–", mine: other?.value ?? "–" }];
  });
}
