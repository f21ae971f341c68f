import { Button, Paragraph, ToggleGroup } from "@digdir/designsystemet-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type Client, OUTCOMES, type Outcome, tokenRequests } from "../../api/client.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { useText } from "../../text/use-text.ts";
import { RequestList } from "./request-list.tsx";
import { CLIENT } from "./texts.ts";

const route = getRouteApi("/$env/$org/clients/$id");
const PAGE = 50;

/** Every token request of the client that is kept. */
export function LogTab({ client }: { client: Client }) {
  const t = useText(CLIENT);
  const acting = useActing();
  const { env, org } = acting;
  const { outcome } = route.useSearch();
  const navigate = useNavigate();
  const query = useInfiniteQuery(tokenRequests(acting, client.clientId, { outcome, limit: PAGE }));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (value: string) =>
    void navigate({
      to: "/$env/$org/clients/$id",
      params: { env, org, id: client.clientId },
      search: value === "all" ? { tab: "log" } : { tab: "log", outcome: value as Outcome },
      replace: true,
    });
  const more = async () => {
    const { data } = await query.fetchNextPage();
    announce(t("more", { n: data?.pages.at(-1)?.items.length ?? 0 }));
  };
  return (
    <>
      <h2 className="vh">{t("allRequests")}</h2>
      <ToggleGroup value={outcome ?? "all"} onChange={choose} data-toggle-group={t("which")}>
        <ToggleGroup.Item value="all">{t("all")}</ToggleGroup.Item>
        {OUTCOMES.map((one) => (
          <ToggleGroup.Item key={one} value={one}>
            {t(one)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup>
      {query.isError && <Failed error={query.error} tryAgain={() => void query.refetch()} />}
      {query.isPending && <Waiting says={t("loadingRequests")} />}
      {items.length > 0 && <RequestList client={client} requests={items} />}
      {query.isSuccess && items.length === 0 && !query.hasNextPage && <Paragraph className="panel">{t(outcome ? "noneOfKind" : "noRequests")}</Paragraph>}
      {query.hasNextPage && (
        <Button variant="secondary" loading={query.isFetchingNextPage} onClick={() => void more()}>
          {t("showMore")}
        </Button>
      )}
    </>
  );
}
