/** Virksomheter: all that the register knows, found by name or number, for those who run the installation. */
import { Paragraph, Search } from "@digdir/designsystemet-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { organizations } from "../../api/operator.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { OPERATED } from "./organization-texts.ts";
import { ShowMore } from "./show-more.tsx";

const route = getRouteApi("/operator/$env/organizations");

export function OrganizationListPage() {
  const t = useText(OPERATED);
  const { q = "" } = route.useSearch();
  const navigate = useNavigate({ from: "/operator/$env/organizations" });
  const settled = useDeferredValue(q.trim());
  const may = useMay("organization.administer");
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      <Reason may={may} heading={t("cannot")} id="administer" />
      {may.state === "allowed" && (
        <>
          <Search className="list-search">
            <Search.Input
              aria-label={t("search")}
              placeholder={t("search")}
              value={q}
              onChange={({ target: { value } }) => void navigate({ search: value === "" ? {} : { q: value }, replace: true })}
            />
            <Search.Clear aria-label={t("clear")} />
          </Search>
          <Found typed={settled} />
        </>
      )}
    </Page>
  );
}

function Found({ typed }: { typed: string }) {
  const t = useText(OPERATED);
  const f = useFormat();
  const acting = useActing();
  const { env } = acting;
  const query = useInfiniteQuery(organizations(acting, typed));
  if (query.isError) return <Failed error={query.error} tryAgain={() => void query.refetch()} />;
  if (!query.data) return <Waiting says={t("loading")} />;
  const found = query.data.pages.flatMap(({ items }) => items);
  if (found.length === 0) return <Paragraph role="status">{t("noHits", { query: typed })}</Paragraph>;
  return (
    <>
      <p className="vh" role="status">
        {found.length === 1 ? t("foundOne") : t("found", { n: found.length })}
      </p>
      <ul className="rows">
        {found.map(({ number, name, form, parent, locked }) => (
          <Row
            key={number}
            title={
              <Link to="/operator/$env/organizations/$number" params={{ env, number }}>
                {name}
              </Link>
            }
            action={<span className="row-end">{locked && <Status kind="stop">{t("locked")}</Status>}</span>}
          >
            <span className="nowrap">{f.orgNumber(number)}</span> · {form}
            {parent !== null && <> · {t("subUnitOf", { number: f.orgNumber(parent) })}</>}
          </Row>
        ))}
      </ul>
      <ShowMore query={query} />
    </>
  );
}
