import { Button } from "@digdir/designsystemet-react";
import type { Texts } from "../../text/text.ts";
import { useText } from "../../text/use-text.ts";

const WORDS = { more: { nb: "Vis flere", nn: "Vis fleire", en: "Show more" } } as const satisfies Texts;

/** The way to the next rows of a list that is worked in (portal.md §5.14). Nothing at its end. */
export function ShowMore({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const t = useText(WORDS);
  return query.hasNextPage ? (
    <div className="buttons show-more">
      <Button variant="secondary" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t("more")}
      </Button>
    </div>
  ) : null;
}
