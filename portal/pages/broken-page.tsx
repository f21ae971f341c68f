import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { PROBLEMS } from "../text/problems.ts";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";

/** When a page itself breaks. It stands on nothing that may be broken too. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const t = useText(PROBLEMS);
  const shared = useText(SHARED);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    console.error(error);
    heading.current?.focus();
  }, [error]);
  return (
    <div className="page">
      <main id="content" tabIndex={-1} className="broken">
        <Heading level={1} data-size="lg" tabIndex={-1} ref={heading}>
          {t("failedHeading")}
        </Heading>
        <Paragraph className="lead">{t("failedHere")}</Paragraph>
        <div className="buttons">
          <Button onClick={reset}>{shared("tryAgain")}</Button>
          <Button asChild variant="secondary">
            <a href="/">{t("toFront")}</a>
          </Button>
        </div>
      </main>
    </div>
  );
}
