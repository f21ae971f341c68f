/** "Sist hos dere": the newest entries of the activity log, so that what others did is seen without looking for it (picture home). */
import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sayActor } from "../../../vocabulary/audit-sentence.ts";
import { type AuditEntry, newestEntries } from "../../api/log.ts";
import { useActing } from "../../frame/where.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { Deed } from "../../parts/log-rows.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useLanguage } from "../../text/language.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { HOME } from "./texts.ts";

export function LastEvents() {
  const t = useText(HOME);
  const { env, org } = useActing();
  const may = useMay("audit.read");
  const query = useQuery({ ...newestEntries({ env, org }), enabled: may.state === "allowed" });
  // Where the log may not be read, its menu entry says why.
  if (may.state === "refused") return null;
  return (
    <section className="section">
      <div className="section-head">
        <Heading level={2} data-size="xs">
          {t("lastEvents")}
        </Heading>
        <Link to="/$env/$org/log" params={{ env, org }}>
          {t("wholeLog")}
        </Link>
      </div>
      <Loaded query={query} says={t("loadingEvents")} skeleton={<RowsSkeleton rows={3} />}>
        {({ items }) => (items.length === 0 ? <Paragraph>{t("noEvents")}</Paragraph> : <Rows entries={items} />)}
      </Loaded>
    </section>
  );
}

function Rows({ entries }: { entries: readonly AuditEntry[] }) {
  const f = useFormat();
  const language = useLanguage();
  const { org } = useActing();
  return (
    <ul className="log-rows last-events">
      {entries.map((entry) => (
        <li key={`${entry.chain} ${entry.seq}`}>
          <time dateTime={entry.at}>{f.when(entry.at)}</time>
          <p>
            <strong>{sayActor(entry, org, language)}</strong> <Deed entry={entry} />
          </p>
        </li>
      ))}
    </ul>
  );
}
