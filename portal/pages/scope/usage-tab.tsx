/** How much a scope is used, over time and by consumer: a picture, and tables that say the same. */
import { Heading, Paragraph, Table, ToggleGroup } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type Scope, type ScopeUsage, scopeUsage } from "../../api/scopes.ts";
import { given } from "../../frame/given.ts";
import { useActing } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Plot } from "../../parts/plot.tsx";
import { type Bucket, type BucketSize, bucketsOf, dayAfter } from "../../parts/plot-buckets.ts";
import { today } from "../../text/day.ts";
import { msSince } from "../../text/time.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { USAGE_DAYS, type UsageDays } from "./tabs.ts";
import { SCOPE, USAGE } from "./texts.ts";

const route = getRouteApi("/$env/$org/scopes/$prefix/$");
const SIZE: Record<UsageDays, BucketSize> = { 30: "day", 90: "week", 365: "month" };
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
      <ToggleGroup
        className="period"
        aria-label={t("period")}
        value={days}
        onChange={(value) => void navigate({ search: given({ ...search, days: value === "30" ? undefined : (value as UsageDays) }), replace: true })}
      >
        {USAGE_DAYS.map((each) => (
          <ToggleGroup.Item key={each} value={each}>
            {t("lastDays", { n: Number(each) })}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup>
      <Loaded query={query} says={t("loading")}>
        {(usage) => <Shown usage={usage} size={SIZE[days]} />}
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
  const nameOf = (bucket: Bucket) => (bucket.from === bucket.to ? f.day(bucket.from) : t("span", { from: f.day(bucket.from), to: f.day(bucket.to) }));
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
        <section>
          <Heading level={2} data-size="xs">
            {t("overTime")}
          </Heading>
          <Figures
            heading={t("overTime")}
            first={t("when")}
            rows={buckets.toReversed().map((bucket) => ({ key: bucket.from, name: nameOf(bucket), ...bucket }))}
          />
        </section>
      </div>
    </>
  );
}

function ByConsumer({ usage: { consumers, total } }: { usage: ScopeUsage }) {
  const t = useText(USAGE);
  const f = useFormat();
  return (
    <section>
      <Heading level={2} data-size="xs">
        {t("byConsumer")}
      </Heading>
      <Figures
        heading={t("byConsumer")}
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
      />
      {total.consumers > consumers.length && <Paragraph className="note">{t("others", { n: consumers.length })}</Paragraph>}
      {total.refused > 0 && <Paragraph className="note">{t("refusedNote")}</Paragraph>}
    </section>
  );
}

type FigureRow = { key: string; name: string; sub?: string | undefined; tokens: number; refused: number; last?: string };

function Figures({ heading, first, last, rows }: { heading: string; first: string; last?: string; rows: readonly FigureRow[] }) {
  const t = useText(USAGE);
  const f = useFormat();
  return (
    <Table className="cards number-table" border>
      <caption className="vh">{heading}</caption>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{first}</Table.HeaderCell>
          <Table.HeaderCell scope="col" className="figure">
            {t("tokensHead")}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col" className="figure">
            {t("refusedHead")}
          </Table.HeaderCell>
          {last !== undefined && <Table.HeaderCell scope="col">{last}</Table.HeaderCell>}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {rows.map((row) => (
          <Table.Row key={row.key}>
            <Table.Cell data-th={first}>
              {row.sub === undefined ? row.name : <strong>{row.name}</strong>}
              {row.sub !== undefined && <Paragraph className="subtle">{row.sub}</Paragraph>}
            </Table.Cell>
            <Table.Cell data-th={t("tokensHead")} className="figure">
              {f.number(row.tokens)}
            </Table.Cell>
            <Table.Cell data-th={t("refusedHead")} className="figure">
              {f.number(row.refused)}
            </Table.Cell>
            {last !== undefined && <Table.Cell data-th={last}>{row.last}</Table.Cell>}
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
