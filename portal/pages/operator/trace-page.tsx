/** Slå opp sporings-ID: one token request, with the chain as it stands now (picture optrace). Each look-up is logged, with the reason. */
import { Button, type ErrorSummary, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMutation } from "@tanstack/react-query";
import { type ComponentRef, type FormEvent, useEffect, useRef, useState } from "react";
import { explain, type Explanation, lookUpTrace, type TokenRequest } from "../../api/operator.ts";
import { isProblem } from "../../api/problem.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Failed } from "../../parts/failed.tsx";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { Status } from "../../parts/status.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { TRACE } from "./trace-texts.ts";

const NOT_FOUND = "FM-405";

export function TracePage() {
  const t = useText(TRACE);
  const may = useMay("token_request.look_up");
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      <Reason may={may} heading={t("cannot")} id="look-up" />
      {may.state === "allowed" && <LookUp />}
    </Page>
  );
}

/** Nothing of it in the address, nor kept: to see it again is to look again, which is logged. */
function LookUp() {
  const t = useText(TRACE);
  const { env, org } = useActing();
  const [typed, setTyped] = useState({ id: "", reason: "" });
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const news = useRef<HTMLHeadingElement>(null);
  const looking = useMutation({
    async mutationFn({ id, reason }: { id: string; reason: string }) {
      const request = await lookUpTrace({ env, org }, id, reason);
      const question = request.scopes && { clientId: request.clientId, scope: request.scopes, ...(request.kid === null ? {} : { kid: request.kid }) };
      // Without it there is less to see, and still the request itself.
      const chain = question ? await explain({ env, org }, question).catch(() => null) : null;
      return { request, chain };
    },
  });
  const { status } = looking;
  const answeredAt = looking.submittedAt;
  useEffect(() => {
    if (status === "success" || status === "error") news.current?.focus();
  }, [status, answeredAt]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const id = typed.id.trim().toLowerCase();
    const found: Fault[] = [];
    if (!/^[0-9a-f]{32}/.test(id)) found.push({ field: "trace-id", says: t("idMissing") });
    if (!/\p{L}/u.test(typed.reason)) found.push({ field: "trace-reason", says: t("reasonMissing") });
    setFaults(found);
    if (found.length > 0) return void requestAnimationFrame(() => summary.current?.focus());
    if (!looking.isPending) looking.mutate({ id, reason: typed.reason.trim() });
  };
  const errorAt = (field: string) => {
    const says = faults.find((fault) => fault.field === field)?.says;
    return says === undefined ? {} : { error: says };
  };
  return (
    <>
      <form className="form trace-form" noValidate onSubmit={send}>
        <FaultSummary faults={faults} heading={t("mend")} ref={summary} />
        <Textfield
          id="trace-id"
          className="trace-id"
          label={t("id")}
          description={t("idSays")}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          value={typed.id}
          onChange={({ target: { value } }) => setTyped((before) => ({ ...before, id: value }))}
          {...errorAt("trace-id")}
        />
        <Textfield
          id="trace-reason"
          label={t("reason")}
          description={t("reasonSays")}
          maxLength={200}
          value={typed.reason}
          onChange={({ target: { value } }) => setTyped((before) => ({ ...before, reason: value }))}
          {...errorAt("trace-reason")}
        />
        <div className="buttons">
          <Button type="submit" loading={looking.isPending}>
            {t(looking.isPending ? "lookingUp" : "lookUp")}
          </Button>
        </div>
      </form>
      {looking.isError &&
        (isProblem(looking.error, NOT_FOUND) ? (
          <section className="panel trace-result">
            <Heading level={2} data-size="xs" tabIndex={-1} ref={news}>
              {t("unknownHeading")}
            </Heading>
            <Paragraph>{t("unknown")}</Paragraph>
          </section>
        ) : (
          <Failed error={looking.error} />
        ))}
      {looking.data && (
        <section className="trace-result">
          <div className="application-head">
            <div>
              <Heading level={2} data-size="xs" tabIndex={-1} ref={news}>
                <When request={looking.data.request} />
              </Heading>
              <p className="subtle">{t.parts("client", { client: <Tech key="client" value={looking.data.request.clientId} /> })}</p>
            </div>
            {looking.data.request.outcome === "issued" ? (
              <Status kind="ok">{t("issued")}</Status>
            ) : (
              <Status kind="stop">{t("refused", { code: looking.data.request.code ?? "" })}</Status>
            )}
          </div>
          <div className="with-summary">
            <Chain chain={looking.data.chain} />
            <About request={looking.data.request} />
          </div>
        </section>
      )}
    </>
  );
}

function When({ request: { at } }: { request: TokenRequest }) {
  const t = useText(TRACE);
  const f = useFormat();
  const moment = f.moment(at);
  return t("found", { when: moment.charAt(0).toLowerCase() + moment.slice(1) });
}

/** Stops at the first link that fails: what follows is not judged (portal.md §5.15). */
function Chain({ chain }: { chain: Explanation | null }) {
  const t = useText(TRACE);
  if (!chain) return <Paragraph>{t("noChain")}</Paragraph>;
  const broken = chain.links.findIndex(({ kept }) => !kept);
  return (
    <div className="application">
      <Heading level={3} data-size="2xs">
        {t("chain")}
      </Heading>
      <Paragraph className="note">{t("chainSays")}</Paragraph>
      <Timeline
        steps={chain.links.map(({ kept, text, scope, organization }, i) => ({
          state: broken !== -1 && i > broken ? ("later" as const) : kept ? ("done" as const) : ("stopped" as const),
          title: text,
          children:
            broken !== -1 && i > broken ? (
              t("unasked")
            ) : (
              <>
                {scope && <Tech value={scope} />} {organization?.name}
                {!kept && organization?.contact && (
                  <>
                    {" · "}
                    {organization.contact.name}, {organization.contact.email ?? organization.contact.url}
                  </>
                )}
              </>
            ),
        }))}
      />
    </div>
  );
}

function About({ request: { address, consumer, supplier, scopes, kid, expiresAt, code, cause, detail } }: { request: TokenRequest }) {
  const t = useText(TRACE);
  const f = useFormat();
  const facts: [keyof typeof TRACE, string | null][] = [
    ["from", address],
    ["onBehalf", consumer && f.orgNumber(consumer)],
    ["supplier", supplier && f.orgNumber(supplier)],
    ["scope", scopes],
    ["key", kid],
    ["expires", expiresAt && f.moment(expiresAt)],
    ["cause", code && [code, cause].filter(Boolean).join(" ")],
  ];
  return (
    <aside className="panel" aria-label={t("about")}>
      <Heading level={3} data-size="2xs">
        {t("about")}
      </Heading>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== null && value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(name as "from")}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {detail && <p className="note">{detail}</p>}
      <p className="note">{t("never")}</p>
    </aside>
  );
}
