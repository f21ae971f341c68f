/** Who has access to a scope: by name, with dates and last use; taken away with undo (picture scope). */
import { Button, Heading, Paragraph, Search } from "@digdir/designsystemet-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { ListedAccess } from "../../api/accesses.ts";
import type { Scope } from "../../api/scopes.ts";
import { given } from "../../frame/given.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useText } from "../../text/use-text.ts";
import { AccessTable } from "./access-table.tsx";
import { ACCESSES } from "./access-texts.ts";

const route = getRouteApi("/$env/$org/scopes/$prefix/$");
const SEARCH_FROM = 8;
const AT_A_TIME = 50;

export function AccessList({ scope, all, mayRemove }: { scope: Scope; all: readonly ListedAccess[]; mayRemove: boolean }) {
  const t = useText(ACCESSES);
  const search = route.useSearch();
  const { q = "" } = search;
  const navigate = useNavigate({ from: "/$env/$org/scopes/$prefix/$" });
  const [shown, setShown] = useState(AT_A_TIME);
  const table = useRef<HTMLDivElement>(null);
  const typed = q.trim().toLocaleLowerCase("nb");
  const digits = typed.replaceAll(/\s/g, "");
  const found = all.filter(
    ({ consumer: { name, number } }) => (name ?? "").toLocaleLowerCase("nb").includes(typed) || (/^\d+$/.test(digits) && number.startsWith(digits)),
  );
  const isSearching = typed !== "";
  useEffect(() => {
    if (isSearching) announce(t("found", { n: found.length }));
  }, [isSearching, found.length, t]);
  const look = (query: string) => void navigate({ search: given({ ...search, q: query === "" ? undefined : query }), replace: true });
  const showMore = () => {
    setShown(shown + AT_A_TIME);
    announce(t("shown", { n: Math.min(shown + AT_A_TIME, found.length), all: found.length }));
    // To the first of the new rows.
    requestAnimationFrame(() => {
      const row = table.current?.querySelectorAll<HTMLElement>("tbody tr")[shown];
      row?.setAttribute("tabindex", "-1");
      row?.focus();
    });
  };
  return (
    <section aria-labelledby="accesses-heading">
      <div className="list-head">
        <Heading level={2} data-size="xs" id="accesses-heading" tabIndex={-1}>
          {t("heading")}
        </Heading>
        {(all.length >= SEARCH_FROM || isSearching) && (
          <Search>
            <Search.Input aria-label={t("search")} placeholder={t("search")} value={q} onChange={({ target: { value } }) => look(value)} />
            <Search.Clear aria-label={t("clear")} />
          </Search>
        )}
      </div>
      {all.length === 0 && <Paragraph>{t("none")}</Paragraph>}
      {isSearching && found.length === 0 && <Paragraph>{t("noHits", { query: q })}</Paragraph>}
      {found.length > 0 && (
        <div ref={table}>
          <AccessTable scope={scope} accesses={found} shown={shown} mayRemove={mayRemove} />
        </div>
      )}
      {found.length > shown && (
        <div className="list-end">
          <p className="subtle">{t("shown", { n: shown, all: found.length })}</p>
          <Button variant="tertiary" onClick={showMore}>
            {t("more")}
          </Button>
        </div>
      )}
    </section>
  );
}
