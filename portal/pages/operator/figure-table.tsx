import { Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { USAGE } from "../scope/texts.ts";

type FigureRow = { key: string; name: ReactNode; sub?: string; tokens?: number; refused: number };
type FigureTableProps = {
  heading: string;
  /** The heading of the first column. */
  first: string;
  rows: readonly FigureRow[];
  note?: string;
  /** What can be done with it. */
  end: ReactNode;
};

/** Tokens and refusals of each of several: without tokens, where there can be none. */
export function FigureTable({ heading, first, rows, note, end }: FigureTableProps) {
  const t = useText(USAGE);
  const f = useFormat();
  const hasTokens = rows.some(({ tokens }) => tokens !== undefined);
  return (
    <section>
      <Heading level={3} data-size="2xs">
        {heading}
      </Heading>
      <Table className="cards number-table" border>
        <caption className="vh">{heading}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{first}</Table.HeaderCell>
            {hasTokens && (
              <Table.HeaderCell scope="col" className="figure">
                {t("tokensHead")}
              </Table.HeaderCell>
            )}
            <Table.HeaderCell scope="col" className="figure">
              {t("refusedHead")}
            </Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {rows.map(({ key, name, sub, tokens, refused }) => (
            <Table.Row key={key}>
              <Table.Cell data-th={first}>
                {sub === undefined ? name : <strong>{name}</strong>}
                {sub !== undefined && <Paragraph className="subtle">{sub}</Paragraph>}
              </Table.Cell>
              {hasTokens && (
                <Table.Cell data-th={t("tokensHead")} className="figure">
                  {f.number(tokens ?? 0)}
                </Table.Cell>
              )}
              <Table.Cell data-th={t("refusedHead")} className="figure">
                {f.number(refused)}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      {note !== undefined && <Paragraph className="note">{note}</Paragraph>}
      {end}
    </section>
  );
}
