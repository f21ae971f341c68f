/** A new service notice. */
import { Button, Checkbox, type ErrorSummary, Fieldset, Radio, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useId, useRef, useState } from "react";
import { ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { LANGUAGES } from "../../../vocabulary/language.ts";
import { publishNotice } from "../../api/notices.ts";
import { announce } from "../../frame/live-regions.tsx";
import { NOTICES } from "../../frame/notice-texts.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { today, writeDay } from "../../text/day.ts";
import { formatClock } from "../../text/format.ts";
import { ENVIRONMENT_KEY, SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { NOTICE_PAGE } from "../notices/texts.ts";
import { faultsOf, type NoticeDraft, noticeOf } from "./notice-draft.ts";

const SEVERITIES = ["incident", "maintenance", "change"] as const;

export function NewNoticePage() {
  const t = useText(NOTICE_PAGE);
  const { env } = useActing();
  const may = useMay("notice.administer");
  const crumb = {
    name: t("heading"),
    link: (words: React.ReactNode) => (
      <Link to="/operator/$env/notices" params={{ env }}>
        {words}
      </Link>
    ),
  };
  return (
    <Page heading={t("write")} crumbs={[crumb]}>
      <Reason may={may} id="write-notice" heading={t("cannot")} />
      {may.state === "allowed" && <NoticeForm />}
    </Page>
  );
}

const EMPTY = { nb: "", nn: "", en: "" };

function NoticeForm() {
  const t = useText(NOTICE_PAGE);
  const kinds = useText(NOTICES);
  const shared = useText(SHARED);
  const acting = useActing();
  const { env } = acting;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const name = useId();
  const [begin] = useState(() => ({ fromDay: writeDay(today()), fromClock: formatClock(Date.now(), "nb") }));
  const [draft, setDraft, clear] = useDraft<NoticeDraft>(`${env} notice`, {
    severity: "incident",
    environments: [env],
    ...begin,
    toDay: "",
    toClock: "",
    title: EMPTY,
    text: EMPTY,
  });
  const change = (part: Partial<NoticeDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const publishing = useMutation({
    mutationFn: () => publishNotice(acting, noticeOf(draft), idempotencyKey),
    async onSuccess() {
      clear();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === "notices" });
      await navigate({ to: "/operator/$env/notices", params: { env } });
      announce(t("published"));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(draft, env).map((fault) => ({
      field: fault.field,
      says: "language" in fault ? t(fault.says, { language: t(fault.language) }) : t(fault.says),
    }));
    setFaults(found);
    if (found.length > 0) requestAnimationFrame(() => summary.current?.focus());
    else if (!publishing.isPending) publishing.mutate();
  };
  const field = (key: "fromDay" | "fromClock" | "toDay" | "toClock") => ({
    id: `notice-${key}`,
    label: t(key),
    value: draft[key],
    error: faults.find((fault) => fault.field === `notice-${key}`)?.says,
    onChange: ({ target }: { target: { value: string } }) => change({ [key]: target.value }),
  });
  const words = (part: "title" | "text", language: (typeof LANGUAGES)[number]) => ({
    id: `notice-${part}-${language}`,
    label: t(part, { language: t(language) }),
    lang: language,
    value: draft[part][language],
    error: faults.find((fault) => fault.field === `notice-${part}-${language}`)?.says,
    onChange: ({ target }: { target: { value: string } }) => change({ [part]: { ...draft[part], [language]: target.value } }),
  });
  return (
    <form className="form" noValidate onSubmit={send}>
      <FaultSummary ref={summary} faults={faults} heading={t("mend")} />
      <Fieldset>
        <Fieldset.Legend>{t("severity")}</Fieldset.Legend>
        {SEVERITIES.map((severity) => (
          <Radio
            key={severity}
            name={name}
            value={severity}
            label={kinds(severity)}
            checked={draft.severity === severity}
            onChange={() => change({ severity })}
          />
        ))}
      </Fieldset>
      <Fieldset id="notice-where" tabIndex={-1}>
        <Fieldset.Legend>{t("where")}</Fieldset.Legend>
        {ENVIRONMENTS.map((one) => (
          <Checkbox
            key={one}
            value={one}
            label={shared(ENVIRONMENT_KEY[one])}
            checked={draft.environments.includes(one)}
            onChange={({ target }) =>
              change({ environments: ENVIRONMENTS.filter((each) => (each === one ? target.checked : draft.environments.includes(each))) })
            }
          />
        ))}
      </Fieldset>
      <div className="two-fields">
        <Textfield inputMode="numeric" {...field("fromDay")} />
        <Textfield description={t("clockSays")} {...field("fromClock")} />
      </div>
      <div className="two-fields">
        <Textfield inputMode="numeric" {...field("toDay")} label={<Optional label={t("toDay")} />} />
        <Textfield description={t("clockSays")} {...field("toClock")} label={<Optional label={t("toClock")} />} />
      </div>
      {LANGUAGES.map((language) => (
        <div key={language} className="form">
          <Textfield {...words("title", language)} />
          <Textfield multiline rows={4} {...words("text", language)} />
        </div>
      ))}
      {publishing.isError && <Failed error={publishing.error} />}
      <div className="buttons">
        <Button type="submit" loading={publishing.isPending}>
          {t(publishing.isPending ? "publishing" : "publish")}
        </Button>
      </div>
    </form>
  );
}

function Optional({ label }: { label: string }) {
  const shared = useText(SHARED);
  return (
    <>
      {label} <span className="opt">{shared("optional")}</span>
    </>
  );
}
