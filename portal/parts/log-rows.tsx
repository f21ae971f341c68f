/** Entries of the log, by day: when, who, what (picture log). The same for all of an organisation and for one thing. */
import { Heading } from "@digdir/designsystemet-react";
import type { Ref } from "react";
import { sayActor, sayDeed } from "../../vocabulary/audit-sentence.ts";
import type { AuditEntry } from "../api/log.ts";
import { useActing } from "../frame/where.tsx";
import { useLanguage } from "../text/language.ts";
import { useFormat } from "../text/use-format.ts";
import { Tech } from "./code.tsx";

/** @param entries newest first */
export function LogRows({ entries, areaRef }: { entries: readonly AuditEntry[]; areaRef?: Ref<HTMLDivElement> }) {
  const f = useFormat();
  const days = Map.groupBy(entries, ({ at }) => f.dayHeading(at));
  return (
    <div className="log" ref={areaRef}>
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <Heading level={2} data-size="2xs" className="log-day">
            {day}
          </Heading>
          <ul className="log-rows">
            {ofDay.map((entry) => (
              <LogRow key={`${entry.chain} ${entry.seq}`} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function LogRow({ entry }: { entry: AuditEntry }) {
  const f = useFormat();
  const language = useLanguage();
  const { org } = useActing();
  return (
    <li>
      <time dateTime={entry.at}>{language === "en" ? f.clock(entry.at) : `kl. ${f.clock(entry.at)}`}</time>
      <strong>{sayActor(entry, org, language)}</strong>
      <span>
        <Deed entry={entry} />
      </span>
    </li>
  );
}

/** What was done, in words; names of scopes and the like as code. */
export function Deed({ entry }: { entry: AuditEntry }) {
  const f = useFormat();
  const language = useLanguage();
  return sayDeed(entry, language, f.day).map(({ text, code }, i) => (code ? <Tech key={i} value={text} /> : text));
}
