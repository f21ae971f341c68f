/** Søknader om prefiks: the queue by age, what has been checked, and the decision in place (picture opqueue). */
import { Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { type PrefixApplication, prefixQueue } from "../../api/prefixes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { ApplicationDecision } from "./application-decision.tsx";
import { remarksOn } from "./remarks.ts";
import { QUEUE } from "./texts.ts";

const route = getRouteApi("/operator/$env/prefix-applications");

export function ApplicationsPage() {
  const t = useText(QUEUE);
  const { env } = useActing();
  const { view } = route.useSearch();
  const may = useMay("prefix.administer");
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      <Reason may={may} heading={t("cannot")} id="decide" />
      {may.state === "allowed" && (
        <>
          {view === "decided" ? <Decided /> : <Waiting />}
          <Paragraph className="note">
            <Link to="/operator/$env/prefix-applications" params={{ env }} search={view === "decided" ? {} : { view: "decided" }}>
              {t(view === "decided" ? "toWaiting" : "toDecided")}
            </Link>
          </Paragraph>
        </>
      )}
    </Page>
  );
}

function Waiting() {
  const t = useText(QUEUE);
  const shared = useText(SHARED);
  const acting = useActing();
  const { env } = acting;
  const list = useRef<HTMLDivElement>(null);
  const empty = useRef<HTMLHeadingElement>(null);
  // The one to look at first is open; what is opened and closed by hand stays so.
  const [opened, setOpened] = useState<Record<string, boolean>>({});
  const settled = (id: string, says: string) => {
    announce(says);
    setOpened((before) => ({ ...before, [id]: false }));
    // The row is gone: the next one has the focus, or what says that none is left.
    requestAnimationFrame(() => (list.current?.querySelector<HTMLElement>("summary, u-summary, .ds-details > :first-child") ?? empty.current)?.focus());
  };
  return (
    <Loaded query={useQuery(prefixQueue(acting, "waiting"))} says={t("loading")}>
      {(waiting) =>
        waiting.length === 0 ? (
          <section className="panel">
            <Heading level={2} data-size="xs" tabIndex={-1} ref={empty}>
              {t("emptyHeading")}
            </Heading>
            <Paragraph>{env === "test" ? t("emptyTest") : t("empty", { env: shared(env) })}</Paragraph>
          </section>
        ) : (
          <div className="queue" ref={list}>
            {waiting.map((application, i) => (
              <Waits
                key={application.id}
                application={application}
                isOpen={opened[application.id] ?? i === 0}
                setOpen={(isOpen) => setOpened((before) => ({ ...before, [application.id]: isOpen }))}
                onSettled={settled}
              />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}

type WaitsProps = { application: PrefixApplication; isOpen: boolean; setOpen: (isOpen: boolean) => void; onSettled: (id: string, says: string) => void };

function Waits({ application, isOpen, setOpen, onSettled }: WaitsProps) {
  const t = useText(QUEUE);
  const f = useFormat();
  const { prefix, organization, submittedAt, handling } = application;
  return (
    <Details open={isOpen} onToggle={() => setOpen(!isOpen)}>
      <Details.Summary>
        <span className="queue-summary">
          <span className="queue-when">{f.when(submittedAt)}</span>
          <span className="queue-what">
            <code>{prefix}</code>
            <span>{organization.name ?? organization.number}</span>
          </span>
          <span className="queue-status">
            {handling && <Status kind="wait">{handling.byCaller ? t("handledByYou") : t("handledBy", { person: handling.by ?? t("program") })}</Status>}
            {remarksOn(application).length > 0 ? <Status kind="warn">{t("toJudge")}</Status> : <Status kind="ok">{t("noRemarks")}</Status>}
          </span>
        </span>
      </Details.Summary>
      <Details.Content>{isOpen && <ApplicationDecision application={application} onSettled={(says) => onSettled(application.id, says)} />}</Details.Content>
    </Details>
  );
}

const SHOWN = { allotted: "ok", rejected: "stop", withdrawn: "off" } as const;

function Decided() {
  const t = useText(QUEUE);
  const f = useFormat();
  const acting = useActing();
  return (
    <Loaded query={useQuery(prefixQueue(acting, "decided"))} says={t("loading")}>
      {(decided) =>
        decided.length === 0 ? (
          <Paragraph>{t("noneDecided")}</Paragraph>
        ) : (
          <ul className="rows">
            {decided.map(({ id, prefix, organization, state, decidedAt, decidedBy, reason }) => (
              <Row
                key={id}
                title={
                  <>
                    <code>{prefix}</code> {organization.name ?? organization.number}
                  </>
                }
                action={<span className="row-end">{state !== "submitted" && <Status kind={SHOWN[state]}>{t(state)}</Status>}</span>}
              >
                {decidedAt && (decidedBy ? t("decidedBy", { person: decidedBy, when: f.whenWithin(decidedAt) }) : f.when(decidedAt))}
                {reason !== "" && <span className="row-message">{reason}</span>}
              </Row>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
