/** One request for a right: who asks for what, and the answer (pictures decide). */
import { Button, ErrorSummary, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ComponentRef, type ReactNode, useRef, useState } from "react";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { people } from "../../api/people.ts";
import { decideRightRequest, type RightRequest, rightRequest } from "../../api/right-requests.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDayFault } from "../../parts/date-field.tsx";
import { useDraft } from "../../parts/draft.ts";
import { useCounter } from "../../parts/use-counter.ts";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { endOfDay, parseDay } from "../../text/day.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { HowLong } from "../people/how-long.tsx";
import { GIVE } from "../people/texts.ts";
import { Forward, Forwards } from "./forward.tsx";
import { RequestStatus } from "./request-status.tsx";
import { REQUESTS } from "./texts.ts";

const route = getRouteApi("/$env/$org/requests/$id");
const ANSWER_LENGTH = 500;

export function DecidePage() {
  const t = useText(REQUESTS);
  const { env, org } = useActing();
  const { id } = route.useParams();
  const query = useQuery(rightRequest({ env, org }, id));
  const [decided, setDecided] = useState<RightRequest | null>(null);
  if (decided) return <Receipt request={decided} />;
  if (query.data) return <Request request={query.data} onDecided={setDecided} />;
  return (
    <Page heading={t("heading")} crumbs={[toRequests(t("heading"), env, org)]}>
      {query.isError ? <Failed error={query.error} tryAgain={() => void query.refetch()} /> : <Waiting says={t("loading")} />}
    </Page>
  );
}

const toRequests = (name: string, env: "test" | "prod", org: string) => ({
  name,
  link: (words: ReactNode) => (
    <Link to="/$env/$org/requests" params={{ env, org }}>
      {words}
    </Link>
  ),
});

function Request({ request, onDecided }: { request: RightRequest; onDecided: (request: RightRequest) => void }) {
  const t = useText(REQUESTS);
  const f = useFormat();
  const shared = useText(SHARED);
  const language = useLanguage();
  const { env, org } = useActing();
  const { person, right, message, askedAt, expiresAt, state, decided } = request;
  const who = person.name || shared("unnamedPerson");
  const name = RIGHT_TEXTS[right].name[language];
  return (
    <Page
      heading={
        <>
          {t("asksFor", { person: who, right: name })} <RequestStatus state={state} />
        </>
      }
      title={t("asksFor", { person: who, right: name })}
      lead={t("sentWhen", { when: f.whenWithin(askedAt), day: f.day(expiresAt) })}
      crumbs={[toRequests(t("heading"), env, org)]}
    >
      <div className="with-summary">
        <div className="steps">
          {message === "" ? (
            <Paragraph className="subtle">{t("noMore", { person: who })}</Paragraph>
          ) : (
            <blockquote className="message">
              {message}
              <footer>{t("messageFrom", { person: who })}</footer>
            </blockquote>
          )}
          <section>
            <Heading level={2} data-size="xs">
              {t("what", { person: who })}
            </Heading>
            <div className="choice">
              <strong>{name}</strong>
              <p className="subtle">{RIGHT_TEXTS[right].opens[language]}</p>
            </div>
          </section>
          <Forwards request={request} />
          {state === "pending" ? (
            <Answer request={request} onDecided={onDecided} />
          ) : (
            decided && (
              <Paragraph>
                {t("decidedBy", { person: decided.by.name || shared("unnamedPerson"), when: f.whenWithin(decided.at) })}
                {decided.answer !== "" && <>: {decided.answer}</>}
              </Paragraph>
            )
          )}
        </div>
        <About request={request} who={who} />
      </div>
    </Page>
  );
}

function About({ request: { person, expiresAt }, who }: { request: RightRequest; who: string }) {
  const t = useText(REQUESTS);
  const f = useFormat();
  const language = useLanguage();
  const { env, org, organization } = useActing();
  const known = useQuery(people({ env, org })).data?.find(({ id }) => id === person.id);
  const rights = known?.rights.filter(({ removed }) => !removed).map(({ right }) => RIGHT_TEXTS[right].name[language]) ?? [];
  return (
    <aside className="panel" aria-label={t("about", { person: who })}>
      <Heading level={2} data-size="xs">
        {t("about", { person: who })}
      </Heading>
      <dl className="facts">
        <div>
          <dt>{t("hasHere", { organization: organization.name })}</dt>
          <dd>{rights.length > 0 ? f.list(rights) : t("nothing")}</dd>
        </div>
        <div>
          <dt>{t("waitsUntil")}</dt>
          <dd>{f.day(expiresAt)}</dd>
        </div>
      </dl>
    </aside>
  );
}

function Answer({ request, onDecided }: { request: RightRequest; onDecided: (request: RightRequest) => void }) {
  const t = useText(REQUESTS);
  const give = useText(GIVE);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const client = useQueryClient();
  const [draft, setDraft, clear] = useDraft(`${env} ${org} request ${request.id}`, { untilDay: false, day: "", answer: "" });
  const dayFault = useDayFault();
  const counter = useCounter(ANSWER_LENGTH);
  const [fault, setFault] = useState<string | null>(null);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const day = draft.untilDay ? parseDay(draft.day) : null;
  const deciding = useMutation({
    mutationFn: (approve: boolean) =>
      decideRightRequest({ env, org }, request.id, { approve, answer: draft.answer, validTo: approve && day ? endOfDay(day).toISOString() : null }),
    async onSuccess(decided) {
      clear();
      onDecided(decided);
      await client.invalidateQueries({ queryKey: [env, org] });
    },
    // Somebody else may have answered meanwhile: then the page shows by whom.
    onError: () => client.invalidateQueries({ queryKey: [env, org, "right-requests"] }),
  });
  const decide = (approve: boolean) => {
    const wrong = approve && draft.untilDay ? dayFault(draft.day) : null;
    setFault(wrong);
    if (wrong) return void requestAnimationFrame(() => summary.current?.focus());
    if (!deciding.isPending) deciding.mutate(approve);
  };
  const { allowed } = request.decidable;
  const who = request.person.name || shared("unnamedPerson");
  return (
    <>
      {fault && (
        <ErrorSummary ref={summary}>
          <ErrorSummary.Heading>{t("mend")}</ErrorSummary.Heading>
          <ErrorSummary.List>
            <ErrorSummary.Item>
              <ErrorSummary.Link href="#request-day">{fault}</ErrorSummary.Link>
            </ErrorSummary.Item>
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      {allowed ? (
        <section>
          <Heading level={2} data-size="xs">
            {t("validUntil")}
          </Heading>
          <HowLong
            untilDay={draft.untilDay}
            day={draft.day}
            change={(part) => setDraft((before) => ({ ...before, ...part }))}
            words={{ legend: t("validUntil"), forever: give("forever"), toADay: give("toADay"), lastDay: give("lastDay") }}
            id="request-day"
            fault={fault ?? undefined}
          />
        </section>
      ) : (
        <Forward request={request} />
      )}
      <Textfield
        multiline
        label={
          <>
            {t("answer", { person: who })} <span className="subtle">{shared("optional")}</span>
          </>
        }
        counter={counter}
        value={draft.answer}
        onChange={({ target: { value } }) => setDraft((before) => ({ ...before, answer: value }))}
      />
      {deciding.isError && <Failed error={deciding.error} />}
      <div className="buttons">
        {allowed && (
          <Button loading={deciding.isPending && deciding.variables} onClick={() => decide(true)}>
            {t(deciding.isPending && deciding.variables ? "approving" : "approve")}
          </Button>
        )}
        <Button variant="secondary" data-color="danger" loading={deciding.isPending && !deciding.variables} onClick={() => decide(false)}>
          {t(deciding.isPending && !deciding.variables ? "rejecting" : "reject")}
        </Button>
      </div>
      <Paragraph className="note">{t("told", { person: who })}</Paragraph>
    </>
  );
}

function Receipt({ request: { person, right, state } }: { request: RightRequest }) {
  const t = useText(REQUESTS);
  const shared = useText(SHARED);
  const language = useLanguage();
  const { env, org } = useActing();
  const who = person.name || shared("unnamedPerson");
  const isApproved = state === "approved";
  return (
    <Page
      heading={isApproved ? t("approvedReceipt", { person: who, right: RIGHT_TEXTS[right].name[language] }) : t("rejectedReceipt", { person: who })}
      crumbs={[toRequests(t("heading"), env, org)]}
      isNews
    >
      <Paragraph>{t(isApproved ? "receiptApproved" : "receiptRejected", { person: who })}</Paragraph>
      <div className="buttons">
        <Button asChild>
          <Link to="/$env/$org/requests" params={{ env, org }}>
            {t("back")}
          </Link>
        </Button>
      </div>
    </Page>
  );
}
