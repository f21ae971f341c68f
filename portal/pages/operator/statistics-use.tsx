/** How much the service is used: a picture over time and the tables that say the same, each to be had as a file. */
import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type Statistics, statistics as statisticsQuery, statisticsCsv, type StatisticsTable } from "../../api/operator.ts";
import { given } from "../../frame/given.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { DownloadCsv } from "../../parts/download.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { BAR_OF, PeriodChoice } from "../../parts/period-choice.tsx";
import { Plot } from "../../parts/plot.tsx";
import { type Bucket, bucketsOf } from "../../parts/plot-buckets.ts";
import type { UsageDays } from "../../parts/usage-days.ts";
import { useLanguage } from "../../text/language.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { USAGE } from "../scope/texts.ts";
import { Numbers } from "./statistics-numbers.tsx";
import { STATISTICS } from "./statistics-texts.ts";

const route = getRouteApi("/operator/$env/statistics");

export function UseTab() {
  const t = useText(STATISTICS);
  const { days = "30" } = route.useSearch();
  const query = useQuery(statisticsQuery(useActing(), days, useLanguage()));
  return (
    <Loaded query={query} says={t("loading")}>
      {(statistics) => <Shown statistics={statistics} days={days} />}
    </Loaded>
  );
}

function Shown({ statistics, days }: { statistics: Statistics; days: UsageDays }) {
  const t = useText(STATISTICS);
  const f = useFormat();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/operator/$env/statistics" });
  return (
    <>
      <Numbers statistics={statistics} />
      <section className="section">
        <Heading level={2} data-size="xs">
          {t("tokens")}
        </Heading>
        <PeriodChoice days={days} onChoose={(chosen) => void navigate({ search: given({ ...search, days: chosen }), replace: true })} />
        {statistics.total.tokens + statistics.total.refused === 0 ? (
          <Paragraph className="lead">{t("nothing")}</Paragraph>
        ) : (
          <Use statistics={statistics} days={days} />
        )}
        <Paragraph className="note">
          {t("asOf", { when: f.whenWithin(statistics.countedTo < statistics.asOf ? statistics.countedTo : statistics.asOf) })}
        </Paragraph>
      </section>
    </>
  );
}

function Use({ statistics, days }: { statistics: Statistics; days: UsageDays }) {
  const t = useText(STATISTICS);
  const usage = useText(USAGE);
  const f = useFormat();
  const acting = useActing();
  const { env } = acting;
  const { from, to, total, refusals, topScopes, topConsumers } = statistics;
  const buckets = bucketsOf(statistics.days, from, to, BAR_OF[days]);
  const nameOf = (bucket: Bucket) => (bucket.from === bucket.to ? f.day(bucket.from) : usage("span", { from: f.day(bucket.from), to: f.day(bucket.to) }));
  const download = (table: StatisticsTable, what: string) => (
    <DownloadCsv
      words={t("csv")}
      what={t("csvOf", { what })}
      fileName={`statistics-${env}-${table}-${to}.csv`}
      fetchFile={() => statisticsCsv(acting, days, table)}
    />
  );
  return (
    <>
      <Plot
        buckets={buckets}
        nameOf={nameOf}
        words={{ tokens: usage("tokens"), refused: usage("refused") }}
        sentence={t("sentence", { tokens: total.tokens, refused: total.refused, from: f.day(from), to: f.day(to) })}
      />
      <div className="usage-tables">
        <FigureTable
          level={3}
          heading={usage("overTime")}
          first={usage("when")}
          rows={buckets.toReversed().map((bucket) => ({ key: bucket.from, name: nameOf(bucket), tokens: bucket.tokens, refused: bucket.refused }))}
          end={download("days", usage("overTime"))}
        />
        <FigureTable
          level={3}
          heading={t("topScopes")}
          first={t("scope")}
          rows={topScopes.map(({ scope, owner, tokens, refused }) => ({
            key: scope,
            name: <Tech value={scope} />,
            sub: owner.name ?? f.orgNumber(owner.number),
            tokens,
            refused,
          }))}
          note={t("scopeNote")}
          end={download("scopes", t("topScopes"))}
        />
        <FigureTable
          level={3}
          heading={t("topConsumers")}
          first={usage("consumer")}
          rows={topConsumers.map(({ consumer: { name, number }, tokens, refused }) => ({
            key: number,
            name: name ?? f.orgNumber(number),
            sub: f.orgNumber(number),
            tokens,
            refused,
          }))}
          end={download("consumers", t("topConsumers"))}
        />
        {refusals.length === 0 ? (
          <Paragraph>{t("noRefusals")}</Paragraph>
        ) : (
          <FigureTable
            level={3}
            heading={t("byCode")}
            first={t("code")}
            rows={refusals.map(({ code, title, refused }, i) => ({
              key: code ?? String(i),
              name: code ? <a href={`/${env}/errors/${code}`}>{code}</a> : t("unknownCode"),
              sub: title,
              refused,
            }))}
            note={t("refusedNote")}
            end={download("refusals", t("byCode"))}
          />
        )}
      </div>
    </>
  );
}
