/** What a prefix in production costs: the estimate for as many organisations as are expected, and how it is worked out. */
import { Details } from "@digdir/designsystemet-react";
import { estimatedPrice, type ExpectedConsumers, type PrefixPrice } from "../../../vocabulary/prefix-price.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { APPLY } from "./apply-texts.ts";
import { PRICE } from "./price-texts.ts";

/** The estimate in one sentence. */
export function useEstimate(price: PrefixPrice | null, expected: ExpectedConsumers | null): string {
  const t = useText(PRICE);
  const apply = useText(APPLY);
  const f = useFormat();
  if (price === null) return t("free");
  if (expected === null) return t("howMany");
  const { least, most } = estimatedPrice(price, expected);
  const money = (amount: number) => f.money(amount, price.currency);
  if (most === null) return t("from", { least: money(least) });
  return expected === "more_than_15" ? t("fromTo", { least: money(least), most: money(most) }) : t("upTo", { most: money(most), n: apply(expected) });
}

export function PriceList({ price }: { price: PrefixPrice }) {
  const t = useText(PRICE);
  const f = useFormat();
  const money = (amount: number) => f.money(amount, price.currency);
  return (
    <Details className="price-list">
      <Details.Summary>{t("how")}</Details.Summary>
      <Details.Content>
        <ul>
          <li>{t("perYear", { amount: money(price.perYear) })}</li>
          {price.perAccess.map(({ upTo, each }, i) => {
            const from = (price.perAccess[i - 1]?.upTo ?? 0) + 1;
            const [first, amount] = [f.number(from), money(each)];
            return (
              <li key={from}>
                {upTo === null
                  ? t("rest", { from: first, amount })
                  : upTo === from
                    ? t("one", { from: first, amount })
                    : t("each", { from: first, to: f.number(upTo), amount })}
              </li>
            );
          })}
          {price.cap !== null && <li>{t("cap", { amount: money(price.cap) })}</li>}
        </ul>
        <p>{t("counts")}</p>
      </Details.Content>
    </Details>
  );
}
