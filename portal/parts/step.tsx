import { Heading } from "@digdir/designsystemet-react";
import { type ReactNode, useId } from "react";

/** One numbered part of a form (`<div className="steps">`). */
export function Step({ number, heading, children }: { number: number; heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="step" aria-labelledby={id}>
      <Heading level={2} data-size="xs" id={id}>
        <span className="step-number">{number}</span> {heading}
      </Heading>
      {children}
    </section>
  );
}
