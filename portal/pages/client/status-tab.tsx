import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type Client, tokenFigures, tokenRequests } from "../../api/client.ts";
import { useActing } from "../../frame/where.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { Failed } from "../../parts/failed.tsx";
import { useText } from "../../text/use-text.ts";
import { DayFigures } from "./day-figures.tsx";
import { KeySection } from "./key-section.tsx";
import { RequestList } from "./request-list.tsx";
import { CLIENT } from "./texts.ts";

const FIGURE_DAYS = 14;
const SHOWN_REQUESTS = 10;

/** How the client stands: its keys, what it got lately, and what it was refused and why. */
export function StatusTab({ client }: { client: Client }) {
  const t = useText(CLIENT);
  const acting = useActing();
  const figures = useQuery(tokenFigures(acting, client.clientId, FIGURE_DAYS));
  const requests = useInfiniteQuery(tokenRequests(acting, client.clientId, { limit: SHOWN_REQUESTS }));
  const items = requests.data?.pages[0]?.items;
  return (
    <>
      <KeySection client={client} />
      <section className="section">
        <div className="section-head">
          <div>
            <Heading level={2} data-size="xs">
              {t("recent")}
            </Heading>
            {figures.data && <Paragraph className="subtle">{t("figures", { ...figures.data, days: figures.data.days.length })}</Paragraph>}
          </div>
          {figures.data && figures.data.issued + figures.data.refused > 0 && <DayFigures days={figures.data.days} />}
        </div>
        {requests.isError && <Failed error={requests.error} tryAgain={() => void requests.refetch()} />}
        {requests.isPending && <Waiting says={t("loadingRequests")} />}
        {items && (items.length > 0 ? <RequestList client={client} requests={items} /> : <Paragraph className="panel">{t("noRequests")}</Paragraph>)}
      </section>
    </>
  );
}
