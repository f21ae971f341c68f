/** Forespørsler: what others ask the organisation for, what one has asked for oneself, and what was answered (pictures requests, requestssent). */
import { Button, Paragraph, Tabs } from "@digdir/designsystemet-react";
import { PersonIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { REQUEST_VIEWS, type RequestView, type RightRequest, rightRequests, withdrawRightRequest } from "../../api/right-requests.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { LastForward } from "./forward.tsx";
import { RequestStatus } from "./request-status.tsx";
import { REQUESTS } from "./texts.ts";

const route = getRouteApi("/$env/$org/requests");

export function RequestsPage() {
  const t = useText(REQUESTS);
  const { env, org } = useActing();
  const { tab = "received" } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay("right_request.decide");
  const received = useQuery({ ...rightRequests({ env, org }, "received"), enabled: may.state === "allowed" });
  const waiting = received.data?.length ?? 0;
  return (
    <Page
      heading={t("heading")}
      lead={t("lead")}
      actions={
        <Button asChild variant="secondary">
          <Link to="/$env/organizations/ask" params={{ env }} search={{ organization: org }}>
            {t("ask")}
          </Link>
        </Button>
      }
    >
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ to: "/$env/$org/requests", params: { env, org }, search: { tab: value as RequestView }, replace: true })}
      >
        <Tabs.List>
          <Tabs.Tab value="received">{waiting > 0 ? t("receivedCount", { n: waiting }) : t("received")}</Tabs.Tab>
          <Tabs.Tab value="sent">{t("sent")}</Tabs.Tab>
          <Tabs.Tab value="handled">{t("handled")}</Tabs.Tab>
        </Tabs.List>
        {REQUEST_VIEWS.map((view) => (
          <Tabs.Panel key={view} value={view}>
            {view === tab &&
              (view === "sent" ? <Sent /> : may.state === "refused" ? <Reason may={may} heading={t("cannotHandle")} id="handle" /> : <Others view={view} />)}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

function Others({ view }: { view: "received" | "handled" }) {
  const t = useText(REQUESTS);
  const f = useFormat();
  const { env, org, me } = useActing();
  return (
    <Loaded query={useQuery(rightRequests({ env, org }, view))} says={t("loading")}>
      {(requests) => {
        if (requests.length === 0)
          return (
            <div className="panel">
              <Paragraph>{t(view === "received" ? "noneWaiting" : "noneHandled")}</Paragraph>
              {view === "received" && <Paragraph className="subtle">{t("howOneAsks")}</Paragraph>}
            </div>
          );
        const others = [
          ...new Set(
            requests
              .flatMap(({ deciders = [] }) => deciders)
              .filter(({ id }) => id !== me.id)
              .map(({ name }) => name),
          ),
        ].filter((name) => name !== "");
        return (
          <>
            <ul className="rows">
              {requests.map((request) => (
                <Received key={request.id} request={request} />
              ))}
            </ul>
            {view === "received" && others.length > 0 && <Paragraph className="note">{t("alsoBy", { names: f.list(others) })}</Paragraph>}
          </>
        );
      }}
    </Loaded>
  );
}

function Received({ request }: { request: RightRequest }) {
  const t = useText(REQUESTS);
  const f = useFormat();
  const shared = useText(SHARED);
  const language = useLanguage();
  const { env, org } = useActing();
  const { id, person, right, state, askedAt, expiresAt, decided, message } = request;
  const who = person.name || shared("unnamedPerson");
  const name = RIGHT_TEXTS[right].name[language];
  const when = decided
    ? t("decidedBy", { person: decided.by.name || shared("unnamedPerson"), when: f.whenWithin(decided.at) })
    : t("sentWhen", { when: f.whenWithin(askedAt), day: f.day(expiresAt) });
  return (
    <Row
      icon={<PersonIcon aria-hidden />}
      title={t.parts("asksFor", {
        person: (
          <Link key="person" to="/$env/$org/people/$id" params={{ env, org, id: person.id }}>
            {who}
          </Link>
        ),
        right: name,
      })}
      action={
        state === "pending" ? (
          <Button asChild variant="secondary">
            <Link to="/$env/$org/requests/$id" params={{ env, org, id }}>
              {t("handle")}
              <span className="vh"> {t("handleWhat", { person: who, right: name })}</span>
            </Link>
          </Button>
        ) : (
          <RequestStatus state={state} />
        )
      }
    >
      {message !== "" && <span className="row-message">{message}</span>}
      {when}
      {state === "pending" && <LastForward request={request} />}
    </Row>
  );
}

function Sent() {
  const t = useText(REQUESTS);
  const { env, org } = useActing();
  const client = useQueryClient();
  const withdrawing = useMutation({
    mutationFn: (id: string) => withdrawRightRequest({ env, org }, id),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: [env, org, "right-requests"] });
      announce(t("withdrawnNow"));
    },
  });
  return (
    <>
      {withdrawing.isError && <Failed error={withdrawing.error} />}
      <Loaded query={useQuery(rightRequests({ env, org }, "sent"))} says={t("loading")}>
        {(requests) =>
          requests.length === 0 ? (
            <div className="panel">
              <Paragraph>{t("noneSent")}</Paragraph>
            </div>
          ) : (
            <ul className="rows">
              {requests.map((request) => (
                <SentRow
                  key={request.id}
                  request={request}
                  isBusy={withdrawing.isPending && withdrawing.variables === request.id}
                  withdraw={() => withdrawing.mutate(request.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function SentRow({ request, isBusy, withdraw }: { request: RightRequest; isBusy: boolean; withdraw: () => void }) {
  const t = useText(REQUESTS);
  const f = useFormat();
  const shared = useText(SHARED);
  const language = useLanguage();
  const { right, organization, state, askedAt, expiresAt, decided } = request;
  const name = RIGHT_TEXTS[right].name[language];
  return (
    <Row
      icon={<PersonIcon aria-hidden />}
      title={t("youAsked", { right: name, organization: organization.name })}
      action={
        <span className="row-end">
          <RequestStatus state={state} />
          {state === "pending" && (
            <Button variant="tertiary" loading={isBusy} onClick={withdraw}>
              {t("withdraw")}
              <span className="vh"> {t("withdrawWhat", { right: name })}</span>
            </Button>
          )}
        </span>
      }
    >
      {decided
        ? t("decidedBy", { person: decided.by.name || shared("unnamedPerson"), when: f.whenWithin(decided.at) })
        : t("sentWhen", { when: f.whenWithin(askedAt), day: f.day(expiresAt) })}
      {decided && decided.answer !== "" && <span className="row-message">{decided.answer}</span>}
    </Row>
  );
}
