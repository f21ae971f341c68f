/** Driftsmeldinger, for everybody: what is wrong, what is planned, what was. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { allNotices } from "../../api/notices.ts";
import { me } from "../../api/session.ts";
import { Frame } from "../../frame/frame.tsx";
import { Page } from "../../frame/page.tsx";
import { WhereContext } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { ServiceStatus } from "../../parts/service-status.tsx";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { NoticeList } from "./notice-list.tsx";
import { NOTICE_PAGE } from "./texts.ts";

const route = getRouteApi("/$env/notices");

export function NoticesPage() {
  const t = useText(NOTICE_PAGE);
  const shared = useText(SHARED);
  const { env } = route.useParams();
  // Nobody has to be logged in; who is keeps the menu.
  const { data: person } = useQuery(me(env));
  const where = useMemo(() => ({ env, isEnvironmentShown: true, me: person ?? null, organization: null }), [env, person]);
  return (
    <WhereContext value={where}>
      <Frame layout="narrow">
        <Page heading={t("heading")} lead={t("lead", { env: shared(env) })}>
          <ServiceStatus />
          <Loaded query={useQuery(allNotices(env))} says={t("loading")}>
            {(notices) => <NoticeList notices={notices} />}
          </Loaded>
        </Page>
      </Frame>
    </WhereContext>
  );
}
