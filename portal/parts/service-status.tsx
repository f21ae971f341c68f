import { Heading } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { readiness } from "../api/installation.ts";
import type { Texts } from "../text/text.ts";
import { useText } from "../text/use-text.ts";
import { Status } from "./status.tsx";

const STATUS = {
  status: { nb: "Driftsstatus", nn: "Driftsstatus", en: "Service status" },
  works: { nb: "Alt virker", nn: "Alt verkar", en: "Everything works" },
  stands: { nb: "Token kan ikke hentes akkurat nå", nn: "Token kan ikkje hentast akkurat no", en: "Tokens cannot be fetched just now" },
  unknown: { nb: "Vi får ikke svar fra tjenesten", nn: "Vi får ikkje svar frå tenesta", en: "The service does not answer" },
} as const satisfies Texts;

/** Whether tokens can be fetched now, asked again each minute. */
export function ServiceStatus() {
  const t = useText(STATUS);
  const { data, isError } = useQuery(readiness);
  const stands = isError ? "unknown" : data;
  return (
    <section className="service-status">
      <Heading level={2} data-size="xs">
        {t("status")}
      </Heading>
      <div role="status">{stands && <Status kind={stands === "works" ? "ok" : "stop"}>{t(stands)}</Status>}</div>
    </section>
  );
}
