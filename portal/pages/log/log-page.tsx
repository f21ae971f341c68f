/** Aktivitetslogg: all that was done that concerns the organisation, in this environment (picture log). */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { DownloadIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { logAsCsv, logPage, type LogPage as Found } from "../../api/log.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { LogRows } from "../../parts/log-rows.tsx";
import { saveCsv } from "../../parts/save-file.ts";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMayOnceFresh } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { LogFilter } from "./log-filter.tsx";
import { PageLinks } from "./page-links.tsx";
import { LOG } from "./texts.ts";

const route = getRouteApi("/$env/$org/log");
const ON_A_PAGE = 50;

export function LogPage() {
  const t = useText(LOG);
  const { env, org, organization } = useActing();
  const search = route.useSearch();
  const may = useMayOnceFresh("audit.export");
  const query = useQuery(logPage({ env, org }, search));
  const downloading = useMutation({
    mutationFn: () => logAsCsv({ env, org }, search),
    onSuccess(file) {
      saveCsv(file, `log-${org}-${env}.csv`);
      announce(t("downloaded"));
    },
  });
  return (
    <Page
      heading={t("heading")}
      lead={t("lead", { organization: organization.name, inEnvironment: t(env === "test" ? "inTest" : "inProd") })}
      actions={
        <MayButton
          may={may}
          reasonId="download-log"
          variant="secondary"
          loading={downloading.isPending}
          onClick={() => !downloading.isPending && downloading.mutate()}
        >
          {!downloading.isPending && <DownloadIcon aria-hidden />}
          {t(downloading.isPending ? "downloading" : "download")}
        </MayButton>
      }
    >
      <Reason may={may} heading={t("cannotDownload")} id="download-log" />
      {downloading.isError && <Failed error={downloading.error} tryAgain={() => downloading.mutate()} />}
      <LogFilter />
      {query.data ? (
        <Entries found={query.data} isSettled={!query.isPlaceholderData} />
      ) : query.isError ? (
        <Failed error={query.error} tryAgain={() => void query.refetch()} />
      ) : (
        <Waiting says={t("loading")} />
      )}
    </Page>
  );
}

function Entries({ found: { items, total, pages, searchedBackTo }, isSettled }: { found: Found; isSettled: boolean }) {
  const t = useText(LOG);
  const f = useFormat();
  const { page = 1, ...filter } = route.useSearch();
  const isFiltered = Object.keys(filter).length > 0;
  useEffect(() => {
    if (isFiltered && isSettled) announce(total === 1 ? t("foundOne") : t("found", { total }));
  }, [isFiltered, isSettled, total, t]);
  const noFurther = searchedBackTo !== null && <Paragraph className="subtle">{t("noFurther", { when: f.dayAndTime(searchedBackTo) })}</Paragraph>;
  if (items.length === 0)
    return (
      <>
        <Nothing isFiltered={isFiltered || page > 1} />
        {noFurther}
      </>
    );
  const first = (page - 1) * ON_A_PAGE + 1;
  return (
    <>
      <LogRows entries={items} />
      <div className="log-end">
        <PageLinks page={page} pages={pages} />
        <p className="subtle">{t("shown", { from: first, to: first + items.length - 1, total })}</p>
      </div>
      {noFurther}
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useText(LOG);
  const navigate = useNavigate({ from: "/$env/$org/log" });
  return (
    <section className="panel">
      <Heading level={2} data-size="xs">
        {t(isFiltered ? "none" : "empty")}
      </Heading>
      <Paragraph>{t(isFiltered ? "noneSays" : "emptySays")}</Paragraph>
      {isFiltered && (
        <Button variant="secondary" onClick={() => void navigate({ search: {} })}>
          {t("clear")}
        </Button>
      )}
    </section>
  );
}
