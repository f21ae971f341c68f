import { Heading, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import type { Notice } from "../../api/notices.ts";
import { NOTICES } from "../../frame/notice-texts.ts";
import { When } from "../../frame/notice-banner.tsx";
import { Status } from "../../parts/status.tsx";
import { useLanguage } from "../../text/language.ts";
import { useText } from "../../text/use-text.ts";
import { NOTICE_PAGE } from "./texts.ts";

const STATE = { coming: "wait", current: "warn", over: "off", withdrawn: "off" } as const;

/** Notices in the reader's language, the newest first. @param action what the operator can do with one */
export function NoticeList({ notices, action }: { notices: readonly Notice[]; action?: (notice: Notice) => ReactNode }) {
  const t = useText(NOTICE_PAGE);
  const kinds = useText(NOTICES);
  const language = useLanguage();
  if (notices.length === 0) return <Paragraph className="panel">{t("none")}</Paragraph>;
  return (
    <ul className="notice-list">
      {notices.map((notice) => (
        <li key={notice.id} className="panel">
          <Heading level={2} data-size="xs">
            {notice.title[language]} <Status kind={STATE[notice.state]}>{t(notice.state)}</Status>
          </Heading>
          <Paragraph className="subtle">
            {kinds(notice.severity)}. <When notice={notice} />
          </Paragraph>
          {notice.text[language].split(/\n{2,}/).map((paragraph, i) => (
            <Paragraph key={i}>{paragraph}</Paragraph>
          ))}
          {action?.(notice)}
        </li>
      ))}
    </ul>
  );
}
