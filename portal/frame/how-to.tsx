import { QuestionmarkCircleIcon } from "@navikt/aksel-icons";
import { Link, useMatch } from "@tanstack/react-router";
import { FRAME } from "../text/frame.ts";
import { useText } from "../text/use-text.ts";
import { GUIDES_OF_PAGES } from "./guides-of-pages.ts";

/** From a page to how one does what it is for: to the guide, or to the list of them where there are several. Nothing where there is none. */
export function HowTo() {
  const t = useText(FRAME);
  const page = useMatch({ strict: false, select: (match) => String(match.fullPath) });
  const [first, ...others] = (page && GUIDES_OF_PAGES[page]) || [];
  if (!first) return null;
  const words = (
    <>
      <QuestionmarkCircleIcon aria-hidden />
      {t("howTo")}
    </>
  );
  return (
    <p className="how-to">
      {others.length === 0 ? (
        <Link to="/help/$guide" params={{ guide: first }}>
          {words}
        </Link>
      ) : (
        <Link to="/help" search={{ of: [first, ...others].join("_") }}>
          {words}
        </Link>
      )}
    </p>
  );
}
