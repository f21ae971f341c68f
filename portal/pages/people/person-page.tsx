/** One person in the organisation: each right with what it opens and where it comes from, taken away with undo, and what he or she has asked for. */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { ArrowUndoIcon, PersonIcon, PersonPlusIcon, TrashIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { roleName } from "../../../vocabulary/register-roles.ts";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { type GivenRight, people, type Person } from "../../api/people.ts";
import { type RightRequest, rightRequests } from "../../api/right-requests.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded, Waiting } from "../../parts/loaded.tsx";
import { RemovedBy } from "../../parts/removed-by.tsx";
import { Row } from "../../parts/row.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { lastDayBefore } from "../../text/day.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { RequestStatus } from "../requests/request-status.tsx";
import { REQUESTS } from "../requests/texts.ts";
import { PEOPLE, PERSON } from "./texts.ts";
import { useRemoval } from "./use-removal.ts";

const route = getRouteApi("/$env/$org/people/$id");

export function PersonPage() {
  const t = useText(PEOPLE);
  const { env, org } = useActing();
  const { id } = route.useParams();
  const query = useQuery(people({ env, org }));
  const mayDecide = useMay("right_request.decide");
  const handled = useQuery({ ...rightRequests({ env, org }, "handled"), enabled: mayDecide.state === "allowed" });
  const requests = handled.data?.filter(({ person }) => person.id === id);
  const waiting = useQuery({ ...rightRequests({ env, org }, "received"), enabled: mayDecide.state === "allowed" }).data ?? [];
  const person = query.data?.find((one) => one.id === id);
  const asker = [...(requests ?? []), ...waiting].find((request) => request.person.id === id)?.person;
  // Who is not among the people may be known from a request.
  const isComing = !query.data || (!person && (mayDecide.state === "asking" || handled.isLoading));
  if (isComing)
    return (
      <Page heading={t("heading")}>
        <Loaded query={query} says={t("loading")}>
          {() => <Waiting says={t("loading")} />}
        </Loaded>
      </Page>
    );
  if (!person && !asker) return <NotHere />;
  return <Known key={id} id={id} name={person?.name ?? asker?.name ?? ""} person={person} requests={requests} />;
}

function useCrumbs() {
  const t = useText(PEOPLE);
  const { env, org } = useActing();
  return [
    {
      name: t("heading"),
      link: (words: ReactNode) => (
        <Link to="/$env/$org/people" params={{ env, org }}>
          {words}
        </Link>
      ),
    },
  ];
}

function NotHere() {
  const t = useText(PERSON);
  const shared = useText(SHARED);
  const { env, org, organization } = useActing();
  return (
    <Page heading={t("notHere")} lead={t("notHereSays", { organization: organization.name, env: shared(env) })} crumbs={useCrumbs()}>
      <Button asChild>
        <Link to="/$env/$org/people" params={{ env, org }}>
          {t("toList")}
        </Link>
      </Button>
    </Page>
  );
}

type KnownProps = { id: string; name: string; person: Person | undefined; requests: readonly RightRequest[] | undefined };

function Known({ id, name, person, requests }: KnownProps) {
  const t = useText(PERSON);
  const words = useText(PEOPLE);
  const shared = useText(SHARED);
  const f = useFormat();
  const { env, org, organization } = useActing();
  const navigate = useNavigate();
  const may = useMay("right.give");
  const who = name || shared("unnamedPerson");
  const place = { organization: organization.name, env: shared(env) };
  return (
    <Page
      heading={who}
      lead={person ? (person.you ? t("leadYou", place) : t("lead", { person: who, ...place })) : t("nothingNow", { person: who, ...place })}
      crumbs={useCrumbs()}
      actions={
        person && (
          <MayButton may={may} reasonId="give-right" onClick={() => void navigate({ to: "/$env/$org/people/give", params: { env, org }, search: { to: id } })}>
            <PersonPlusIcon aria-hidden />
            {t(person.rights.length + person.roles.length > 0 ? "giveMore" : "giveOne")}
          </MayButton>
        )
      }
    >
      <Reason may={may} heading={words("cannotGive")} id="give-right" />
      {person && (
        <>
          <Paragraph>{person.lastLoginAt ? t("lastLogin", { when: f.whenWithin(person.lastLoginAt) }) : t("neverLoggedIn")}</Paragraph>
          {person.roles.length > 0 && <ByRegister person={person} />}
          <Given person={person} />
        </>
      )}
      {requests && <Requests requests={requests} />}
    </Page>
  );
}

function ByRegister({ person }: { person: Person }) {
  const t = useText(PERSON);
  const words = useText(PEOPLE);
  const f = useFormat();
  const language = useLanguage();
  const { org } = useActing();
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("byRegister")}
      </Heading>
      <ul className="rows">
        {person.roles.map(({ code, of, through, rights }) => (
          <Row
            key={`${code} ${of} ${through}`}
            icon={<PersonIcon aria-hidden />}
            title={of === org ? roleName(code)[language] : words("ofMainUnit", { role: roleName(code)[language] })}
            action={<span className="subtle">{words("changedInRegister")}</span>}
          >
            {rights.includes("main_administrator") ? words("everything") : f.list(rights.map((right) => RIGHT_TEXTS[right].name[language]))}
            {". "}
            {through ? words("byRoleThrough", { organization: f.orgNumber(through) }) : words("byRole")}.
          </Row>
        ))}
      </ul>
    </section>
  );
}

function Given({ person }: { person: Person }) {
  const t = useText(PERSON);
  const { failed, isBusy, focusOn, remove, undo } = useRemoval();
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("given")}
      </Heading>
      {failed && <Failed error={failed} />}
      {person.rights.length === 0 ? (
        <Paragraph>{t("noneGiven")}</Paragraph>
      ) : (
        <ul className="rows">
          {person.rights.map((right) => (
            <GivenRow
              key={right.id}
              person={person}
              right={right}
              isBusy={isBusy(right)}
              takesFocus={focusOn === right.id}
              remove={() => remove({ person, right })}
              undo={() => undo({ person, right })}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

type GivenRowProps = { person: Person; right: GivenRight; isBusy: boolean; takesFocus: boolean; remove: () => void; undo: () => void };

function GivenRow({ person, right, isBusy, takesFocus, remove, undo }: GivenRowProps) {
  const t = useText(PEOPLE);
  const f = useFormat();
  const shared = useText(SHARED);
  const language = useLanguage();
  const button = useRef<HTMLButtonElement>(null);
  const { removed, removable, givenBy, givenAt, validFrom, validTo } = right;
  const state = removed ? "removed" : "living";
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus, state]);
  const { name, opens } = RIGHT_TEXTS[right.right];
  const who = person.name || shared("unnamedPerson");
  if (removed)
    return (
      <Row
        icon={<PersonIcon aria-hidden />}
        title={t("removed", { right: name[language] })}
        action={
          removable && (
            <Button ref={button} variant="secondary" loading={isBusy} onClick={undo}>
              <ArrowUndoIcon aria-hidden />
              {t("undo")}
              <span className="vh"> {t("undoWhat", { right: name[language], person: who })}</span>
            </Button>
          )
        }
      >
        <RemovedBy by={removed.by && { kind: "person", name: removed.by.name }} at={removed.at} />
        {removable && t("undoUntil", { clock: f.clock(removed.undoUntil) })}
      </Row>
    );
  const when = f.whenWithin(givenAt);
  const origin = givenBy ? t("givenBy", { person: givenBy.name || shared("unnamedPerson"), when }) : t("givenAtSetUp", { when });
  const begins = Date.parse(validFrom) > Date.parse(givenAt) && t("from", { day: f.day(validFrom) });
  const until = validTo && t("until", { day: f.day(lastDayBefore(validTo)) });
  return (
    <Row
      icon={<PersonIcon aria-hidden />}
      title={name[language]}
      action={
        removable ? (
          <Button ref={button} variant="tertiary" data-color="danger" loading={isBusy} onClick={remove}>
            <TrashIcon aria-hidden />
            {t("remove")}
            <span className="vh"> {t("removeWhat", { right: name[language], person: who })}</span>
          </Button>
        ) : (
          <span className="subtle">{t("noHand")}</span>
        )
      }
    >
      {opens[language]} {[origin, begins, until].filter(Boolean).join(", ")}.
    </Row>
  );
}

function Requests({ requests }: { requests: readonly RightRequest[] }) {
  const t = useText(PERSON);
  const words = useText(REQUESTS);
  const shared = useText(SHARED);
  const f = useFormat();
  const language = useLanguage();
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("requests")}
      </Heading>
      {requests.length === 0 ? (
        <Paragraph>{t("noRequests")}</Paragraph>
      ) : (
        <ul className="rows">
          {requests.map(({ id, right, state, message, decided, askedAt, expiresAt }) => (
            <Row key={id} title={RIGHT_TEXTS[right].name[language]} action={<RequestStatus state={state} />}>
              {message !== "" && <span className="row-message">{message}</span>}
              {decided
                ? words("decidedBy", { person: decided.by.name || shared("unnamedPerson"), when: f.whenWithin(decided.at) })
                : words("sentWhen", { when: f.whenWithin(askedAt), day: f.day(expiresAt) })}
              {decided && decided.answer !== "" && <span className="row-message">{decided.answer}</span>}
            </Row>
          ))}
        </ul>
      )}
    </section>
  );
}
