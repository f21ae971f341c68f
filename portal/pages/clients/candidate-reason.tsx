import { Button } from "@digdir/designsystemet-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type HeldRight, RIGHT_TEXTS, RIGHTS } from "../../../vocabulary/rights.ts";
import type { ScopeCandidate } from "../../api/candidates.ts";
import { installation } from "../../api/installation.ts";
import { askForRight } from "../../api/right-requests.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Status } from "../../parts/status.tsx";
import { lastDayBefore } from "../../text/day.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { PICKER } from "./picker-texts.ts";
import { ScopeLink } from "./thing-link.tsx";

const KINDS = {
  given: "ok",
  open: "info",
  delegable: "info",
  own: "off",
  right_missing: "off",
  other_environment: "off",
  must_be_asked_for: "off",
  wrong_client_type: "off",
  deactivated: "off",
} as const satisfies Record<ScopeCandidate["state"], string>;

export function CandidateStatus({ state }: { state: ScopeCandidate["state"] }) {
  const t = useText(PICKER);
  return <Status kind={KINDS[state]}>{t(state)}</Status>;
}

/** The description in the language of the page, where its owner has written one. */
export function useDescription(): (scope: Pick<ScopeCandidate, "description" | "translations">) => string {
  const language = useLanguage();
  return ({ description, translations }) => translations[language]?.description ?? description;
}

export const providerName = ({ provider }: ScopeCandidate, f: { orgNumber: (number: string) => string }): string =>
  provider.name ?? f.orgNumber(provider.number);

/** Why it is as it is, in one or two sentences; nothing of what is open, which needs none. */
export function useCandidateReason(): (candidate: ScopeCandidate) => string | null {
  const t = useText(PICKER);
  const shared = useText(SHARED);
  const f = useFormat();
  const language = useLanguage();
  const { env, organization } = useActing();
  const { data } = useQuery(installation);
  return (candidate) => {
    const provider = providerName(candidate, f);
    const [here, there] = [shared(env), shared(env === "test" ? "prod" : "test")];
    const day = candidate.deactivatedAt ? f.day(candidate.deactivatedAt) : "";
    switch (candidate.state) {
      case "given":
        return [
          candidate.givenAt && t("givenSays", { day: f.day(candidate.givenAt) }),
          candidate.validFrom && t("begins", { day: f.day(candidate.validFrom) }),
          candidate.validTo && t("ends", { day: f.day(lastDayBefore(candidate.validTo)) }),
        ]
          .filter(Boolean)
          .join(" ");
      case "open":
        return null;
      case "delegable":
        return t("delegableSays");
      case "own":
        return t("ownSays");
      case "right_missing":
        return t("rightMissing", { right: RIGHT_TEXTS[candidate.right as HeldRight].name[language] });
      case "other_environment":
        return t(candidate.elsewhere === "given" ? "elsewhereGiven" : "elsewhereExists", { otherEnv: there, env: here });
      case "must_be_asked_for":
        return t("mustBeAskedFor", { provider, org: organization.name, env: here });
      case "wrong_client_type":
        return t("wrongType", {
          types: f.list([...new Set(candidate.allowedIntegrationTypes.map((type) => (type === "krr" ? t("krrType") : t("loginType"))))]),
        });
      case "deactivated":
        return candidate.lockedByOperator ? t("lockedSays", { operator: data?.operator.name ?? "", day, provider }) : t("deactivatedSays", { provider, day });
    }
  };
}

type RemedyProps = {
  candidate: ScopeCandidate;
  /** Opens what is asked of the provider. */
  ask: () => void;
};

/** The button that leads on from what is in the way; nothing where nothing is. */
export function CandidateRemedy({ candidate, ask }: RemedyProps): ReactNode {
  const t = useText(PICKER);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const otherEnv = env === "test" ? "prod" : "test";
  const { state, name, elsewhere } = candidate;
  const button = (words: string, about: string) => (
    <Button variant="secondary" data-size="sm" onClick={ask}>
      {words}
      <span className="vh"> {about}</span>
    </Button>
  );
  switch (state) {
    case "must_be_asked_for":
      return button(t("ask"), t("askWhat", { scope: name }));
    case "other_environment":
      return elsewhere === "given" ? (
        button(t("askHere", { env: shared(env) }), t("askWhat", { scope: name }))
      ) : (
        <Button asChild variant="secondary" data-size="sm">
          <Link to="/$env/$org/clients/new" params={{ env: otherEnv, org }} search={{ q: name }}>
            {t("toOther", { otherEnv: shared(otherEnv) })}
          </Link>
        </Button>
      );
    case "wrong_client_type":
    case "deactivated":
      return button(t("askProvider"), t("aboutWhat", { scope: name }));
    case "own":
      return (
        <Button asChild variant="secondary" data-size="sm">
          <ScopeLink name={name}>{t("toScope")}</ScopeLink>
        </Button>
      );
    case "right_missing":
      return <AskRight right={candidate.right} />;
    case "given":
    case "open":
    case "delegable":
      return null;
  }
}

function AskRight({ right }: { right: string | null }) {
  const t = useText(PICKER);
  const { env, org } = useActing();
  const wanted = RIGHTS.find((one) => one === right);
  const asking = useMutation({ mutationFn: (one: NonNullable<typeof wanted>) => askForRight(env, { organization: org, right: one }) });
  if (!wanted) return null;
  if (asking.isSuccess) return <p role="status">{t("askedRight")}</p>;
  return (
    <>
      <Button variant="secondary" data-size="sm" loading={asking.isPending} onClick={() => asking.mutate(wanted)}>
        {t("askRight")}
      </Button>
      {asking.isError && <Failed error={asking.error} />}
    </>
  );
}
