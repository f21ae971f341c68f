import { Heading } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { readiness } from "../../api/installation.ts";
import { Status } from "../../parts/status.tsx";
import { useText } from "../../text/use-text.ts";
import { FRONT } from "./texts.ts";

/** Whether tokens can be fetched now, asked again each minute. */
export function ServiceStatus() {
  const t = useText(FRONT);
  const { data, isError } = useQuery(readiness);
  const stands = isError ? "unknown" : data;
  return (
    <section>
      <Heading level={2} data-size="xs">
        {t("status")}
      </Heading>
      <div role="status">{stands && <Status kind={stands === "works" ? "ok" : "stop"}>{t(stands)}</Status>}</div>
    </section>
  );
}
