import { CheckmarkCircleFillIcon, ClockIcon, XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import type { ReactNode } from "react";
import type { Texts } from "../text/text.ts";
import { useText } from "../text/use-text.ts";

const STATES = {
  done: { nb: "gjort", nn: "gjort", en: "done" },
  now: { nb: "nå", nn: "no", en: "now" },
  later: { nb: "senere", nn: "seinare", en: "later" },
  stopped: { nb: "stoppet her", nn: "stoppa her", en: "stopped here" },
} as const satisfies Texts;

export type TimelineStep = { state: keyof typeof STATES; title: ReactNode; children?: ReactNode };

/** What has been done, what is under way and what comes, each with who and when (portal.md §5.15). */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  const t = useText(STATES);
  return (
    <ol className="timeline">
      {steps.map(({ state, title, children }, i) => (
        <li key={i} className={state}>
          <span className="timeline-mark" aria-hidden>
            {state === "done" ? <CheckmarkCircleFillIcon /> : state === "stopped" ? <XMarkOctagonFillIcon /> : state === "now" ? <ClockIcon /> : <span />}
          </span>
          <div>
            <span className="timeline-title">
              {title}
              <span className="vh">, {t(state)}</span>
            </span>
            {children !== undefined && <span className="timeline-says">{children}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
