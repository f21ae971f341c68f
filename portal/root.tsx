/** What every page has around it, whatever its frame: the regions that are read aloud, the login dialog, the notice of a lost connection. */
import { Alert, Paragraph } from "@digdir/designsystemet-react";
import { Outlet } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useConnectionLost } from "./api/connection.ts";
import { announce, announceAtOnce, LiveRegions } from "./frame/live-regions.tsx";
import { LoginDialog } from "./login/login-dialog.tsx";
import { FRAME } from "./text/frame.ts";
import { useText } from "./text/use-text.ts";

export const Root = () => (
  <>
    <ConnectionNotice />
    <Outlet />
    <LoginDialog />
    <LiveRegions />
  </>
);

function ConnectionNotice() {
  const t = useText(FRAME);
  const isLost = useConnectionLost();
  const wasLost = useRef(false);
  useEffect(() => {
    if (isLost) announceAtOnce(t("connectionLost"));
    else if (wasLost.current) announce(t("connectionBack"));
    wasLost.current = isLost;
  }, [isLost, t]);
  if (!isLost) return null;
  return (
    <section className="connection" aria-label={t("connection")}>
      <Alert data-color="danger">
        <Paragraph>{t("connectionLost")}</Paragraph>
      </Alert>
    </section>
  );
}
