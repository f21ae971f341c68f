import { Alert, Link as DsLink, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { currentNotices, type Notice } from "../api/notices.ts";
import { useLanguage } from "../text/language.ts";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
import { NOTICES } from "./notice-texts.ts";

const COLOR = { incident: "danger", maintenance: "warning", change: "info" } as const;
/** What lies further ahead is on the page of notices, and in the mail. */
const AHEAD_MS = 7 * 86_400_000;
const isNear = ({ from }: Notice): boolean => Date.parse(from) < Date.now() + AHEAD_MS;

/** What the operator wants everybody to know now. Nothing while there is nothing. */
export function NoticeBanner({ env }: { env: EnvironmentName }) {
  const t = useText(NOTICES);
  const language = useLanguage();
  const { data = [] } = useQuery(currentNotices(env));
  const shown = data.filter(isNear);
  if (shown.length === 0) return null;
  return (
    <section className="notices" aria-label={t("region")}>
      {shown.map((notice) => (
        <Alert key={notice.id} data-color={COLOR[notice.severity]} data-size="sm">
          <Paragraph>
            <strong>
              {t(notice.severity)}: {notice.title[language]}
            </strong>{" "}
            <When notice={notice} />{" "}
            <DsLink asChild>
              <Link to="/$env/notices" params={{ env }}>
                {t("read")}
                <span className="vh"> {t("readWhat", { title: notice.title[language] })}</span>
              </Link>
            </DsLink>
          </Paragraph>
        </Alert>
      ))}
    </section>
  );
}

export function When({ notice: { from, to, state } }: { notice: Notice }) {
  const t = useText(NOTICES);
  const f = useFormat();
  if (to) return t("period", { from: f.dayAndTime(from), to: f.dayAndTime(to) });
  return t(state === "coming" ? "from" : "since", { from: f.dayAndTime(from) });
}
