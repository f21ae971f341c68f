/** Test, production or both: what each costs, and where the invoice goes. */
import { Checkbox, Fieldset, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type EnvironmentName, ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { installation } from "../../api/installation.ts";
import { permissionsElsewhere } from "../../api/permissions.ts";
import { invoicedTo } from "../../api/prefixes.ts";
import { useActing } from "../../frame/where.tsx";
import { ENVIRONMENT_KEY, SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import type { Answers } from "./apply-form.tsx";
import { APPLY } from "./apply-texts.ts";
import { ToBilling } from "./not-sent.tsx";
import { PriceList, useEstimate } from "./price.tsx";

type WhereToApplyProps = {
  draft: Answers;
  change: (part: Partial<Answers>) => void;
  /** Where it has been sent already, when the other one was refused. */
  sent: readonly EnvironmentName[];
  faults: { where: string | undefined; price: string | undefined };
};

/** Levels and old logins are mended on the way; a right is not. */
const canBeMended = (why: string | undefined): boolean => why === "level_too_low" || why === "login_not_fresh";

export function WhereToApply({ draft, change, sent, faults }: WhereToApplyProps) {
  const t = useText(APPLY);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const about = useQuery(installation).data;
  const operator = about?.operator.name ?? "";
  const price = about?.prefixPrice ?? null;
  const estimate = useEstimate(price, draft.expectedConsumers);
  const otherEnv = env === "test" ? "prod" : "test";
  const there = useQuery(permissionsElsewhere({ env: otherEnv, org })).data?.items.find(({ action }) => action === "prefix.apply");
  const mayThere = there !== undefined && (there.allowed || canBeMended(there.why));
  const toggle = (one: EnvironmentName) =>
    change({ environments: draft.environments.includes(one) ? draft.environments.filter((each) => each !== one) : [...draft.environments, one] });
  return (
    <>
      <Fieldset id="apply-environments" className="choices" tabIndex={-1}>
        <Fieldset.Legend>{t("where")}</Fieldset.Legend>
        {ENVIRONMENTS.map((each) =>
          sent.includes(each) ? (
            <Paragraph key={each}>{t("doneThere", { env: shared(each) })}</Paragraph>
          ) : each === env || mayThere ? (
            <Checkbox
              key={each}
              value={each}
              label={shared(ENVIRONMENT_KEY[each])}
              description={each === "test" ? t("testSays") : `${t("prodSays", { operator })} ${about ? estimate : ""}`}
              checked={draft.environments.includes(each)}
              onChange={() => toggle(each)}
            />
          ) : (
            <Paragraph key={each} className="subtle">
              {t("notThere", { env: shared(each) })}
            </Paragraph>
          ),
        )}
        {faults.where && <p className="fault">{faults.where}</p>}
      </Fieldset>
      {draft.environments.includes("prod") && price && (
        <div className="below-choice price">
          <Checkbox
            id="apply-price"
            value="price"
            label={t("price", { operator })}
            checked={draft.acceptsPrice}
            onChange={({ target: { checked } }) => change({ acceptsPrice: checked })}
            aria-invalid={faults.price !== undefined}
          />
          {faults.price && <p className="fault">{faults.price}</p>}
          <Invoice />
          <PriceList price={price} />
        </div>
      )}
    </>
  );
}

/** Where the invoice goes, or that nothing is known of it. Nothing for those who may not see it. */
function Invoice() {
  const t = useText(APPLY);
  const { org } = useActing();
  const { data } = useQuery(invoicedTo({ env: "prod", org }));
  if (data === undefined) return null;
  if (data === null)
    return (
      <div className="panel">
        <Paragraph>{t("invoiceMissing")}</Paragraph>
        <ToBilling />
      </div>
    );
  const how = data.reference === "" ? t("noReference") : t("reference", { reference: data.reference });
  return <Paragraph className="subtle">{t("invoiceTo", { org: data.receiver.name ?? data.receiver.number, how })}</Paragraph>;
}
