/** How much a scope is used, over time and by consumer: a picture, and tables that say the same. */
import { Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type Scope, type ScopeUsage, scopeUsage } from "../../api/scopes.ts";
import { given } from "../../frame/given.ts";
import { useActing } from "../../frame/where.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { BAR_OF, PeriodChoice } from "../../parts/period-choice.tsx";
import { Plot } from "../../parts/plot.tsx";
import { type Bucket, type BucketSize, bucketsOf, dayAfter } from "../../parts/plot-buckets.ts";
import { today } from "../../text/day.ts";
import { msSince } from "../../text/time.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { SCOPE, USAGE } from "./texts.ts";

const route = getRouteApi("/$env/$org/scopes/$prefix/$");
/** Figures that end so long before now say so. */
const BEHIND_MS = 300_000;

export function UsageTab({ scope }: { scope: Scope }) {
  const t = useText(USAGE);
  const { env, org } = useActing();
  const search = route.useSearch();
  const { days = "30" } = search;
  const navigate = useNavigate({ from: "/$env/$org/scopes/$prefix/$" });
  const to = today();
  const query = useQuery(scopeUsage({ env, org }, scope.name, { from: dayAfter(to, 1 - Number(days)), to }));
  return (
    <>
      <PeriodChoice days={days} onChoose={(chosen) => void navigate({ search: given({ ...search, days: chosen }), replace: true })} />
      <Loaded query={query} says={t("loading")}>
        {(usage) => <Shown usage={usage} size={BAR_OF[days]} />}
      </Loaded>
    </>
  );
}

function Shown({ usage, size }: { usage: ScopeUsage; size: BucketSize }) {
  const t = useText(USAGE);
  const f = useFormat();
  const words = useText(SCOPE);
  const { total, days, from, to, countedTo } = usage;
  const consumers = total.consumers === 1 ? words("oneConsumer") : words("manyConsumers", { n: total.consumers });
  const buckets = bucketsOf(days, from, to, size);
  const nameOf = (bucket: Pick<Bucket, "from" | "to">) =>
    bucket.from === bucket.to ? f.day(bucket.from) : t("span", { from: f.day(bucket.from), to: f.day(bucket.to) });
  if (total.tokens + total.refused === 0) return <Paragraph className="lead">{t("nothing")}</Paragraph>;
  return (
    <>
      <Plot
        buckets={buckets}
        nameOf={nameOf}
        words={{ tokens: t("tokens"), refused: t("refused") }}
        sentence={t("sentence", { tokens: total.tokens, refused: total.refused, consumers, from: f.day(from), to: f.day(to) })}
      />
      {msSince(countedTo) > BEHIND_MS && <Paragraph>{t("countedTo", { when: f.whenWithin(countedTo) })}</Paragraph>}
      <div className="usage-tables">
        <ByConsumer usage={usage} />
        <FigureTable
          heading={t("overTime")}
          level={2}
          first={t("when")}
          rows={buckets.toReversed().map(({ from, to, tokens, refused }) => ({ key: from, name: nameOf({ from, to }), tokens, refused }))}
        />
      </div>
    </>
  );
}

function ByConsumer({ usage: { consumers, total } }: { usage: ScopeUsage }) {
  const t = useText(USAGE);
  const f = useFormat();
  return (
    <FigureTable
      heading={t("byConsumer")}
      level={2}
      first={t("consumer")}
      last={t("lastUsed")}
      rows={consumers.map(({ consumer, tokens, refused, lastUsedAt }) => ({
        key: consumer.number,
        name: consumer.name ?? f.orgNumber(consumer.number),
        sub: consumer.name ? f.orgNumber(consumer.number) : undefined,
        tokens,
        refused,
        last: lastUsedAt ? f.when(lastUsedAt) : t("never"),
      }))}
      end={
        <>
          {total.consumers > consumers.length && <Paragraph className="note">{t("others", { n: consumers.length })}</Paragraph>}
          {total.refused > 0 && <Paragraph className="note">{t("refusedNote")}</Paragraph>}
        </>
      }
    />
  );
}
