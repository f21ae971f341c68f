/** Faktureringsgrunnlag: what invoices of a month are made of. Looked at when it is asked for, since each look is written into the log. */
import { Button, Field, Label, Paragraph, Select, Table } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { type BillingExport, billingExport, billingExportCsv } from "../../api/operator.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { DownloadCsv } from "../../parts/download.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { today } from "../../text/day.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { takeFocus } from "../../frame/take-focus.ts";
import { BASIS, STATISTICS } from "./statistics-texts.ts";

const route = getRouteApi("/operator/$env/statistics");
const MONTHS = 24;

/** The last months, this one first. */
function months(): string[] {
  const [year = 0, month = 0] = today().split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7));
}

export function BillingBasis() {
  const t = useText(BASIS);
  const f = useFormat();
  const acting = useActing();
  const { month } = route.useSearch();
  const navigate = useNavigate({ from: "/operator/$env/statistics" });
  const all = months();
  const [chosen, choose] = useState(month ?? all[1]!);
  const query = useQuery({ ...billingExport(acting, month ?? ""), enabled: month !== undefined });
  const show = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ search: { tab: "billing", month: chosen } });
  };
  return (
    <>
      <Paragraph>{t("lead")}</Paragraph>
      <form className="look-up" onSubmit={show}>
        <Field>
          <Label>{t("month")}</Label>
          <Select value={chosen} onChange={({ target: { value } }) => choose(value)}>
            {[...new Set([...all, chosen])].map((each) => (
              <Select.Option key={each} value={each}>
                {f.month(each)}
              </Select.Option>
            ))}
          </Select>
        </Field>
        <Button type="submit">{t("show")}</Button>
      </form>
      <Paragraph className="note">{t("logged")}</Paragraph>
      {month !== undefined && (
        <Loaded query={query} says={t("loading")}>
          {(basis) => <Basis key={month} basis={basis} />}
        </Loaded>
      )}
    </>
  );
}

function Basis({ basis: { month, environment, items } }: { basis: BillingExport }) {
  const t = useText(BASIS);
  const words = useText(STATISTICS);
  const f = useFormat();
  const acting = useActing();
  const providers = new Map(items.map(({ provider }) => [provider.number, provider.name ?? f.orgNumber(provider.number)]));
  const without = new Set(items.flatMap(({ provider, billing }) => (billing ? [] : [providers.get(provider.number)!])));
  const accesses = items.reduce((sum, item) => sum + item.accesses, 0);
  if (items.length === 0)
    return (
      <p ref={takeFocus} tabIndex={-1}>
        {t("none", { month: f.month(month) })}
      </p>
    );
  return (
    <section className="section">
      <p ref={takeFocus} tabIndex={-1}>
        <strong>{t("total", { accesses, scopes: items.length, providers: providers.size, month: f.month(month) })}</strong>
      </p>
      {without.size > 0 && <Paragraph>{t("without", { names: f.list([...without]) })}</Paragraph>}
      <Table className="cards" border>
        <caption className="vh">{words("billing")}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t("provider")}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("scopes")}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="figure">
              {t("accesses")}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("invoice")}</Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {items.map(({ provider, scope, accesses: n, billing }) => (
            <Table.Row key={scope}>
              <Table.Cell data-th={t("provider")}>
                <strong>{providers.get(provider.number)}</strong>
                <Paragraph className="subtle">{f.orgNumber(provider.number)}</Paragraph>
              </Table.Cell>
              <Table.Cell data-th={t("scopes")}>
                <Tech value={scope} />
              </Table.Cell>
              <Table.Cell data-th={t("accesses")} className="figure">
                {f.number(n)}
              </Table.Cell>
              <Table.Cell data-th={t("invoice")}>{billing ? (billing.receiver.name ?? f.orgNumber(billing.receiver.number)) : t("missing")}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      <DownloadCsv
        words={words("csv")}
        what={words("csvOf", { what: words("billing") })}
        fileName={`accesses-${environment}-${month}.csv`}
        fetchFile={() => billingExportCsv(acting, month)}
      />
    </section>
  );
}
