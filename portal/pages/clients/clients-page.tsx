/** Klienter: the organisation's systems that fetch tokens, and how each stands (pictures clients, clientsoff). */
import { Button, Checkbox, Heading, Paragraph, Search } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useInfiniteQuery, type UseInfiniteQueryResult, type InfiniteData } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { clientPages, type ListedClient } from "../../api/clients.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useFocusWhenThere } from "../../frame/take-focus.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { ClientsTable } from "./clients-table.tsx";
import { inOrder, matches } from "./order.ts";
import { CLIENTS } from "./texts.ts";

const route = getRouteApi("/$env/$org/clients");
const SEARCH_FROM = 8;
type Clients = { items: ListedClient[]; next: string | null };

export function ClientsPage() {
  const t = useText(CLIENTS);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const { inactive = false } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay("client.create");
  const query = useInfiniteQuery(clientPages({ env, org }, { inactive }));
  return (
    <Page
      heading={t("heading")}
      lead={t("lead")}
      actions={
        <MayButton may={may} reasonId="create-client" onClick={() => void navigate({ to: "/$env/$org/clients/new", params: { env, org } })}>
          {may.state !== "refused" && <PlusIcon aria-hidden />}
          {t("create")}
        </MayButton>
      }
    >
      <Reason
        may={may}
        heading={t("cannot", { env: shared(env) })}
        id="create-client"
        otherWay={
          env === "prod" && (
            <Button asChild variant="tertiary">
              <Link to="/$env/$org/clients/new" params={{ env: "test", org }}>
                {t("inTestInstead")}
              </Link>
            </Button>
          )
        }
      />
      {query.data ? (
        <Listed query={query} clients={query.data.pages.flatMap(({ items }) => items)} mayCreate={may.state === "allowed"} />
      ) : query.isError ? (
        <Failed error={query.error} tryAgain={() => void query.refetch()} />
      ) : (
        <Waiting says={t("loading")} />
      )}
    </Page>
  );
}

type ListedProps = { query: UseInfiniteQueryResult<InfiniteData<Clients>>; clients: readonly ListedClient[]; mayCreate: boolean };

function Listed({ query, clients, mayCreate }: ListedProps) {
  const t = useText(CLIENTS);
  const language = useLanguage();
  const { q = "", inactive = false, sort = "name" } = route.useSearch();
  const navigate = useNavigate({ from: "/$env/$org/clients" });
  const search = (change: { q?: string | undefined; inactive?: true | undefined }) =>
    void navigate({ search: (before) => clean({ ...before, ...change }), replace: true });
  const isSearching = q.trim() !== "";
  const found = inOrder(
    clients.filter((client) => matches(client, q, language)),
    sort,
    language,
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  // What is looked for may stand on a page that has not been read.
  useEffect(() => {
    if (isSearching && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isSearching, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    if (isSearching) announce(t("found", { n: found.length }));
  }, [isSearching, found.length, t]);
  const focusWhenThere = useFocusWhenThere();
  const table = useRef<HTMLTableElement>(null);
  const more = async () => {
    const before = new Set(clients.map(({ clientId }) => clientId));
    const { data } = await fetchNextPage();
    const all = data?.pages.flatMap(({ items }) => items) ?? [];
    announce(t("shown", { n: all.length }));
    const first = inOrder(all, sort, language).find(({ clientId }) => !before.has(clientId));
    focusWhenThere(() => table.current?.querySelector<HTMLElement>(`[data-client="${first?.clientId ?? ""}"] a`));
  };
  if (clients.length === 0 && !inactive) return <None mayCreate={mayCreate} showInactive={() => search({ inactive: true })} />;
  return (
    <>
      <div className="list-tools">
        {(clients.length >= SEARCH_FROM || isSearching) && (
          <Search className="list-search">
            <Search.Input
              aria-label={t("search")}
              placeholder={t("search")}
              value={q}
              onChange={({ target: { value } }) => search({ q: value === "" ? undefined : value })}
            />
            <Search.Clear aria-label={t("clear")} />
          </Search>
        )}
        <Checkbox label={t("inactive")} value="inactive" checked={inactive} onChange={() => search({ inactive: inactive ? undefined : true })} />
      </div>
      {found.length > 0 ? (
        <ClientsTable clients={found} order={sort} ref={table} />
      ) : (
        <div className="panel">
          <Paragraph>{isSearching ? t("noHits", { query: q }) : t("emptyHeading")}</Paragraph>
          {isSearching && (
            <Button variant="secondary" onClick={() => search({ q: undefined })}>
              {t("clear")}
            </Button>
          )}
        </div>
      )}
      {hasNextPage && (
        <Button variant="secondary" className="more" onClick={() => void more()} loading={isFetchingNextPage}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

const clean = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

function None({ mayCreate, showInactive }: { mayCreate: boolean; showInactive: () => void }) {
  const t = useText(CLIENTS);
  const { env, org } = useActing();
  return (
    <section className="panel" aria-labelledby="no-clients">
      <Heading level={2} data-size="xs" id="no-clients">
        {t("emptyHeading")}
      </Heading>
      <Paragraph>{t("empty")}</Paragraph>
      <div className="buttons">
        {mayCreate && (
          <Button asChild variant="secondary">
            <Link to="/$env/$org/clients/new" params={{ env, org }} search={{ q: t("openWords") }}>
              {t("tryOpen")}
            </Link>
          </Button>
        )}
        <Button variant="tertiary" onClick={showInactive}>
          {t("inactive")}
        </Button>
      </div>
    </section>
  );
}
