/** What was done to the scope and to accesses to it: who, what, when. */
import { Button } from "@digdir/designsystemet-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { type Scope, scopeLogPage } from "../../api/scopes.ts";
import { useFocusWhenThere } from "../../frame/take-focus.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { LogRows } from "../../parts/log-rows.tsx";
import { useText } from "../../text/use-text.ts";
import { LOG } from "./texts.ts";

export function LogTab({ scope }: { scope: Scope }) {
  const t = useText(LOG);
  const { env, org } = useActing();
  const list = useRef<HTMLDivElement>(null);
  const focusWhenThere = useFocusWhenThere();
  const log = useInfiniteQuery({
    queryKey: [env, org, "scope", scope.name, "log"],
    queryFn: ({ pageParam, signal }) => scopeLogPage({ env, org }, scope.name, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (log.isError) return <Failed error={log.error} tryAgain={() => void log.refetch()} />;
  if (!log.data) return <Waiting says={t("loading")} />;
  const entries = log.data.pages.flatMap(({ items }) => items);
  const showMore = async () => {
    await log.fetchNextPage();
    focusWhenThere(() => {
      const row = list.current?.querySelectorAll<HTMLElement>("li")[entries.length];
      row?.setAttribute("tabindex", "-1");
      return row;
    });
  };
  return (
    <>
      <LogRows entries={entries} areaRef={list} />
      {log.hasNextPage && (
        <div className="list-end">
          <Button variant="tertiary" loading={log.isFetchingNextPage} onClick={() => void showMore()}>
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
