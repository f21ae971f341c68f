/** Tilganger vi har: what providers have given the organisation, until when, and which of its clients use it. */
import { Button, Heading, Paragraph, Search, Table } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useEffect } from "react";
import { accessFigures, type ScopeCandidate, scopeCandidates } from "../../api/candidates.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { lastDayBefore } from "../../text/day.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { CandidateStatus, providerName, useCandidateReason, useDescription } from "../clients/candidate-reason.tsx";
import { ClientLink } from "../clients/thing-link.tsx";
import { ACCESSES } from "./texts.ts";

const route = getRouteApi("/$env/$org/accesses");
const SEARCH_FROM = 8;
const MOST = 1_000;

export function AccessesPage() {
  const t = useText(ACCESSES);
  const shared = useText(SHARED);
  const { env, org, organization } = useActing();
  const { q = "" } = route.useSearch();
  const searched = useDeferredValue(q);
  const query = useQuery(scopeCandidates({ env, org }, { q: searched, only: "given", limit: MOST }));
  return (
    <Page
      heading={t("heading")}
      lead={t("lead", { organization: organization.name, env: shared(env) })}
      actions={
        <Button asChild variant="secondary">
          <Link to="/$env/$org/catalogue" params={{ env, org }}>
            {t("toCatalogue")}
          </Link>
        </Button>
      }
    >
      <Loaded query={query} says={t("loading")}>
        {({ items }) => <Given items={items} q={q} />}
      </Loaded>
    </Page>
  );
}

function Given({ items, q }: { items: readonly ScopeCandidate[]; q: string }) {
  const t = useText(ACCESSES);
  const navigate = useNavigate({ from: "/$env/$org/accesses" });
  const isSearching = q.trim() !== "";
  const search = (typed: string) => void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });
  useEffect(() => {
    if (isSearching) announce(t("found", { n: items.length }));
  }, [isSearching, items.length, t]);
  if (items.length === 0 && !isSearching)
    return (
      <section className="panel" aria-labelledby="no-accesses">
        <Heading level={2} data-size="xs" id="no-accesses">
          {t("emptyHeading")}
        </Heading>
        <Paragraph>{t("empty")}</Paragraph>
      </section>
    );
  return (
    <>
      {(items.length >= SEARCH_FROM || isSearching) && (
        <Search className="list-search">
          <Search.Input aria-label={t("search")} placeholder={t("search")} value={q} onChange={({ target: { value } }) => search(value)} />
          <Search.Clear aria-label={t("clear")} />
        </Search>
      )}
      {items.length === 0 ? (
        <div className="panel">
          <Paragraph>{t("noHits", { query: q })}</Paragraph>
          <Button variant="secondary" onClick={() => search("")}>
            {t("clear")}
          </Button>
        </div>
      ) : (
        <AccessTable items={items} />
      )}
    </>
  );
}

function AccessTable({ items }: { items: readonly ScopeCandidate[] }) {
  const t = useText(ACCESSES);
  return (
    <Table className="cards" border>
      <caption className="vh">{t("heading")}</caption>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t("scope")}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("since")}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("usedBy")}</Table.HeaderCell>
          <Table.HeaderCell scope="col" className="nowrap">
            {t("lastUsed")}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col">
            <span className="vh">{t("action")}</span>
          </Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {items.map((candidate) => (
          <AccessRow key={candidate.name} candidate={candidate} />
        ))}
      </Table.Body>
    </Table>
  );
}

function AccessRow({ candidate }: { candidate: ScopeCandidate }) {
  const t = useText(ACCESSES);
  const f = useFormat();
  const { env, org } = useActing();
  const reasonOf = useCandidateReason();
  const descriptionOf = useDescription();
  const figures = useQuery(accessFigures({ env, org }));
  const { name, state, givenAt, validFrom, validTo } = candidate;
  const used = figures.data?.find(({ scope }) => scope === name);
  const clients = used?.clients ?? [];
  const from = validFrom ?? givenAt;
  return (
    <Table.Row>
      <Table.Cell data-th={t("scope")}>
        <strong>
          <Tech value={name} />
        </strong>
        <p>{descriptionOf(candidate)}</p>
        <p className="subtle">{providerName(candidate, f)}</p>
        {state !== "given" && (
          <>
            <CandidateStatus state={state} />
            <p>{reasonOf(candidate)}</p>
          </>
        )}
      </Table.Cell>
      <Table.Cell data-th={t("since")}>
        <div className="cell-value">
          {from && t("from", { day: f.day(from) })} {validTo ? t("until", { day: f.day(lastDayBefore(validTo)) }) : t("untilRemoved")}
        </div>
      </Table.Cell>
      <Table.Cell data-th={t("usedBy")}>
        {clients.length === 0 ? (
          <span className="subtle">{figures.isError ? t("unknown") : t("noClient")}</span>
        ) : (
          <ul className="client-scopes cell-value">
            {clients.map((client) => (
              <li key={client.clientId}>
                <ClientLink id={client.clientId}>{client.name}</ClientLink>
              </li>
            ))}
          </ul>
        )}
      </Table.Cell>
      <Table.Cell data-th={t("lastUsed")}>{used?.lastTokenAt ? f.when(used.lastTokenAt) : figures.isError ? t("unknown") : t("notUsed")}</Table.Cell>
      <Table.Cell className="row-action">
        {state === "given" && (
          <Button asChild variant="tertiary">
            <Link to="/$env/$org/clients/new" params={{ env, org }} search={{ scope: name }}>
              {t("create")}
              <span className="vh"> {t("createWith", { scope: name })}</span>
            </Link>
          </Button>
        )}
      </Table.Cell>
    </Table.Row>
  );
}
