import { Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
import { FIGURES } from "./figure-texts.ts";

type FigureRow = { key: string; name: ReactNode; sub?: string | undefined; tokens?: number; refused: number; last?: string };
type FigureTableProps = {
  heading: string;
  level: 2 | 3;
  /** The heading of the first column. */
  first: string;
  /** The heading of the last column, if there is one. */
  last?: string;
  rows: readonly FigureRow[];
  note?: string | undefined;
  /** What can be done with it. */
  end?: ReactNode;
};

/** Tokens and refusals of each of several: without tokens, where there can be none. Of three columns it is a table on a phone too: it has many rows. */
export function FigureTable({ heading, level, first, last, rows, note, end }: FigureTableProps) {
  const t = useText(FIGURES);
  const f = useFormat();
  const hasTokens = rows.some(({ tokens }) => tokens !== undefined);
  return (
    <section>
      <Heading level={level} data-size={level === 2 ? "xs" : "2xs"}>
        {heading}
      </Heading>
      <Table className={last === undefined ? "number-table" : "cards number-table"} border>
        <caption className="vh">{heading}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{first}</Table.HeaderCell>
            {hasTokens && (
              <Table.HeaderCell scope="col" className="figure">
                {t("tokens")}
              </Table.HeaderCell>
            )}
            <Table.HeaderCell scope="col" className="figure">
              {t("refused")}
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
              {hasTokens && (
                <Table.Cell data-th={t("tokens")} className="figure">
                  {f.number(row.tokens ?? 0)}
                </Table.Cell>
              )}
              <Table.Cell data-th={t("refused")} className="figure">
                {f.number(row.refused)}
              </Table.Cell>
              {last !== undefined && <Table.Cell data-th={last}>{row.last}</Table.Cell>}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      {note !== undefined && <Paragraph className="note">{note}</Paragraph>}
      {end}
    </section>
  );
}
