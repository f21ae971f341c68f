import { Table } from "@digdir/designsystemet-react";
import type { TokenFigures } from "../../api/client.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { CLIENT } from "./texts.ts";

type Days = TokenFigures["days"];
const HEIGHT = 32;
const WIDTH = 10;
const GAP = 6;

/** Tokens and refusals day by day: bars for the glance, and a table that says the same. */
export function DayFigures({ days }: { days: Days }) {
  const t = useText(CLIENT);
  const f = useFormat();
  const most = Math.max(1, ...days.map(({ issued, refused }) => issued + refused));
  // A single refusal among thousands of tokens is seen, too.
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * HEIGHT)));
  return (
    <details className="day-figures">
      <summary>
        <svg width={days.length * (WIDTH + GAP) - GAP} height={HEIGHT + 4} aria-hidden="true">
          {days.map(({ day, issued, refused }, i) => {
            const [good, bad] = [height(issued), height(refused)];
            return (
              <g key={day} transform={`translate(${i * (WIDTH + GAP)} 0)`}>
                <rect className="bar-issued" width={WIDTH} height={good} y={HEIGHT + 4 - good} />
                <rect className="bar-refused" width={WIDTH} height={bad} y={HEIGHT + 4 - good - bad} />
              </g>
            );
          })}
        </svg>
        <span className="link-like">{t("byDay")}</span>
      </summary>
      <Table data-size="sm" border>
        <caption className="vh">{t("recent")}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t("day")}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("issuedColumn")}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("refusedColumn")}</Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {days.toReversed().map(({ day, issued, refused }) => (
            <Table.Row key={day}>
              <Table.Cell>{f.day(`${day}T12:00:00Z`)}</Table.Cell>
              <Table.Cell className="number">{f.number(issued)}</Table.Cell>
              <Table.Cell className="number">{f.number(refused)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </details>
  );
}
