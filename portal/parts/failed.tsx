import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { installation } from "../api/installation.ts";
import { ApiProblem, ConnectionLost } from "../api/problem.ts";
import { PROBLEMS } from "../text/problems.ts";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import { Code } from "./code.tsx";
import { WhereToAsk } from "./where-to-ask.tsx";

/** What could not be shown or done, and what to do: words first, the trace id for whoever helps. The rest of the page stays. */
export function Failed({ error, tryAgain }: { error: unknown; tryAgain?: () => void }) {
  const shared = useText(SHARED);
  const { heading, says, traceId } = useWords(error);
  return (
    <section className="panel failed">
      <Heading level={2} data-size="xs">
        {heading}
      </Heading>
      <Paragraph>{says}</Paragraph>
      {traceId && <TraceId id={traceId} />}
      {tryAgain && (
        <Button variant="secondary" onClick={tryAgain}>
          {shared("tryAgain")}
        </Button>
      )}
    </section>
  );
}

function useWords(error: unknown): { heading: string; says: string; traceId: string | null } {
  const t = useText(PROBLEMS);
  if (error instanceof ConnectionLost) return { heading: t("noContactHeading"), says: t("noContact"), traceId: null };
  // What the catalogue of refusals says of it is meant for people, and is in their language.
  if (error instanceof ApiProblem && error.problem.remedy !== "" && error.status < 500)
    return { heading: error.problem.title, says: error.problem.remedy, traceId: error.problem.traceId };
  return { heading: t("failedHeading"), says: t("failed"), traceId: error instanceof ApiProblem ? error.problem.traceId : null };
}

/** A trace id, and beside it whom to give it to: an id alone helps nobody. */
export function TraceId({ id }: { id: string }) {
  const t = useText(PROBLEMS);
  const shared = useText(SHARED);
  const support = useQuery(installation).data?.support;
  return (
    <>
      <p className="trace">
        {shared("traceId")}: <Code value={id} name={shared("traceId")} />
      </p>
      {support && <p className="note">{t.parts("whereToAsk", { support: <WhereToAsk key="support" support={support} /> })}</p>}
    </>
  );
}
