import { ErrorSummary } from "@digdir/designsystemet-react";
import type { ComponentRef, Ref } from "react";

/** What is to be mended before a form can be sent: `field` is the id of what takes the focus. */
export type Fault = { field: string; says: string };

/** On top of a form after it was sent, with the focus (portal.md §5.8). Nothing while nothing is wrong. */
export function FaultSummary({ faults, heading, ref }: { faults: readonly Fault[]; heading: string; ref: Ref<ComponentRef<typeof ErrorSummary>> }) {
  if (faults.length === 0) return null;
  return (
    <ErrorSummary ref={ref}>
      <ErrorSummary.Heading>{heading}</ErrorSummary.Heading>
      <ErrorSummary.List>
        {faults.map(({ field, says }) => (
          <ErrorSummary.Item key={field}>
            <ErrorSummary.Link href={`#${field}`}>{says}</ErrorSummary.Link>
          </ErrorSummary.Item>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}
