/** Faktura og varsling: where notifications and invoices go, once for the whole organisation (picture billing). */
import { Page } from "../../frame/page.tsx";
import { useText } from "../../text/use-text.ts";
import { Invoice } from "./invoice.tsx";
import { Points } from "./points.tsx";
import { BILLING } from "./texts.ts";

export function BillingPage() {
  const t = useText(BILLING);
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      <Points />
      <Invoice />
    </Page>
  );
}
