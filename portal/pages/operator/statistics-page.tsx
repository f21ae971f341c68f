/** Statistikk: how many there are of everything and how much the service is used, and what the operator makes invoices of. */
import { Tabs } from "@digdir/designsystemet-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { given } from "../../frame/given.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { BillingBasis } from "./statistics-billing.tsx";
import { STATISTICS_TABS, type StatisticsTab } from "./statistics-tabs.ts";
import { STATISTICS } from "./statistics-texts.ts";
import { UseTab } from "./statistics-use.tsx";

const route = getRouteApi("/operator/$env/statistics");

export function StatisticsPage() {
  const t = useText(STATISTICS);
  const shared = useText(SHARED);
  const { env } = useActing();
  const search = route.useSearch();
  const { tab = "use" } = search;
  const navigate = useNavigate({ from: "/operator/$env/statistics" });
  const may = useMay("statistics.read");
  return (
    <Page heading={t("heading")} lead={t("lead", { env: shared(env) })}>
      <Reason may={may} heading={t("cannot")} id="read-statistics" />
      {may.state === "allowed" && (
        <Tabs
          value={tab}
          onChange={(value) => void navigate({ search: given({ ...search, tab: value === "use" ? undefined : (value as StatisticsTab) }), replace: true })}
        >
          <Tabs.List>
            {STATISTICS_TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(one)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {STATISTICS_TABS.map((one) => (
            <Tabs.Panel key={one} value={one}>
              {one === tab && (one === "use" ? <UseTab /> : <BillingBasis />)}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </Page>
  );
}
