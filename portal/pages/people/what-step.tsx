import { Checkbox, Fieldset, Paragraph } from "@digdir/designsystemet-react";
import { PadlockLockedIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { type EnvironmentName, ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { type Right, RIGHT_TEXTS, RIGHTS } from "../../../vocabulary/rights.ts";
import { type Permissions, permissions, permissionsElsewhere } from "../../api/permissions.ts";
import { useActing } from "../../frame/where.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import type { GiveDraft } from "./give-page.tsx";
import { GIVE } from "./texts.ts";

type Give = Permissions["give"][number];
type WhatStepProps = {
  draft: GiveDraft;
  change: (part: Partial<GiveDraft>) => void;
  faults: { rights: string | undefined; environments: string | undefined };
};

/** A login that is too old is renewed on the way: such a right can be chosen. */
const canBeGiven = (give: Give | undefined): boolean => give !== undefined && (give.allowed || give.why === "login_not_fresh");

/** What can be given first, the narrowest first; then what cannot, with the reason. */
export function WhatStep({ draft, change, faults }: WhatStepProps) {
  const t = useText(GIVE);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const otherEnv: EnvironmentName = env === "test" ? "prod" : "test";
  const here = useQuery(permissions({ env, org })).data?.give ?? [];
  const there = useQuery(permissionsElsewhere({ env: otherEnv, org })).data?.give ?? [];
  const giveIn = (where: EnvironmentName, right: Right) => (where === env ? here : there).find((give) => give.right === right);
  const inOrder = RIGHTS.toReversed();
  const toggle = <T,>(list: readonly T[], one: T): T[] => (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]);
  const lacksThere = draft.rights.some((right) => !canBeGiven(giveIn(otherEnv, right)));
  return (
    <>
      <Fieldset>
        <Fieldset.Legend className="vh">{t("what")}</Fieldset.Legend>
        <div className="choices" id="give-rights" tabIndex={-1}>
          {inOrder
            .filter((right) => canBeGiven(giveIn(env, right)))
            .map((right) => (
              <RightChoice
                key={right}
                right={right}
                checked={draft.rights.includes(right)}
                toggle={() => change({ rights: toggle(draft.rights, right), ...(right === "test_only" ? { environments: [env] } : {}) })}
              />
            ))}
          {inOrder
            .filter((right) => !canBeGiven(giveIn(env, right)))
            .map((right) => (
              <Locked key={right} right={right} give={giveIn(env, right)} />
            ))}
        </div>
        {faults.rights && <p className="fault">{faults.rights}</p>}
      </Fieldset>
      <Fieldset>
        <Fieldset.Legend>{t("where")}</Fieldset.Legend>
        <div id="give-environments" tabIndex={-1}>
          {ENVIRONMENTS.map((each) =>
            each === otherEnv && lacksThere ? (
              <Paragraph key={each} className="subtle">
                {t("notThere", { env: shared(each) })}
              </Paragraph>
            ) : (
              <Checkbox
                key={each}
                value={each}
                label={shared(each === "test" ? "testEnvironment" : "prodEnvironment")}
                checked={draft.environments.includes(each)}
                onChange={() => change({ environments: toggle(draft.environments, each) })}
              />
            ),
          )}
        </div>
        {faults.environments && <p className="fault">{faults.environments}</p>}
      </Fieldset>
    </>
  );
}

function RightChoice({ right, checked, toggle }: { right: Right; checked: boolean; toggle: () => void }) {
  const language = useLanguage();
  const { name, opens } = RIGHT_TEXTS[right];
  return (
    <div className={checked ? "choice chosen" : "choice"}>
      <Checkbox value={right} label={name[language]} description={opens[language]} checked={checked} onChange={toggle} />
    </div>
  );
}

function Locked({ right, give }: { right: Right; give: Give | undefined }) {
  const t = useText(GIVE);
  const f = useFormat();
  const language = useLanguage();
  const { name, opens } = RIGHT_TEXTS[right];
  const why = give?.why === "not_in_this_environment" ? t("onlyInTest") : right === "main_administrator" ? t("keyRoleOnly") : t("lacking");
  const names = (give?.helpers ?? []).map((helper) => helper.name).filter((known) => known !== "");
  return (
    <div className="choice locked">
      <PadlockLockedIcon aria-hidden />
      <div>
        <strong>{name[language]}</strong>
        <p className="subtle">{opens[language]}</p>
        <p>
          {why} {names.length > 0 && t("canGive", { names: f.list(names) })}
        </p>
      </div>
    </div>
  );
}
