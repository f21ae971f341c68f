/** What there is now: few numbers, each with what stands behind it. */
import { Heading } from "@digdir/designsystemet-react";
import type { Statistics } from "../../api/operator.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { STATISTICS } from "./statistics-texts.ts";

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

export function Numbers({ statistics }: { statistics: Statistics }) {
  const t = useText(STATISTICS);
  const f = useFormat();
  const { organizations, clients, keysEnding, scopes, prefixes, accesses, persons, applications } = statistics;
  const { waiting, decided, medianSeconds } = applications;
  const lasting = (seconds: number) =>
    seconds < 2 * HOUR
      ? t("minutes", { n: Math.max(1, Math.round(seconds / MINUTE)) })
      : seconds < 2 * DAY
        ? t("hours", { n: Math.round(seconds / HOUR) })
        : t("days", { n: Math.round(seconds / DAY) });
  const rows: [name: string, value: number, note: string][] = [
    [
      t("organizations"),
      organizations.all,
      t("organizationsNote", { terms: organizations.withTerms, clients: organizations.withClient, locked: organizations.locked }),
    ],
    [t("clients"), clients.active, t("clientsNote", { keyless: clients.withoutKey, off: clients.deactivated })],
    [t("keys"), keysEnding, t("keysNote")],
    [t("scopes"), scopes.active, t("scopesNote", { prefixes, off: scopes.deactivated })],
    [t("accesses"), accesses, t("accessesNote")],
    [t("persons"), persons, t("personsNote")],
    [t("waiting"), waiting, medianSeconds === null ? t("waitingNone") : t("waitingNote", { decided, time: lasting(medianSeconds) })],
  ];
  return (
    <section>
      <Heading level={2} data-size="xs">
        {t("now")}
      </Heading>
      <dl className="numbers">
        {rows.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{f.number(value)}</strong>
              <span className="subtle">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
