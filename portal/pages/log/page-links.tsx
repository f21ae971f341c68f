import { ChevronLeftIcon, ChevronRightIcon } from "@navikt/aksel-icons";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { given } from "../../frame/given.ts";
import { useText } from "../../text/use-text.ts";
import { pagesShown } from "./pages-shown.ts";
import { LOG } from "./texts.ts";

/** Numbered pages, for what one leafs through and exports (portal.md §5.14). */
export function PageLinks({ page, pages }: { page: number; pages: number }) {
  const t = useText(LOG);
  if (pages <= 1) return null;
  return (
    <nav aria-label={t("pages")} className="page-links">
      <ul>
        {page > 1 && (
          <li>
            <To page={page - 1}>
              <ChevronLeftIcon aria-hidden />
              {t("previous")}
            </To>
          </li>
        )}
        {pagesShown(page, pages).map((n, i) =>
          n === null ? (
            <li key={`gap ${i}`} aria-hidden>
              …
            </li>
          ) : (
            <li key={n}>
              <To page={n} label={t("page", { n })} isHere={n === page}>
                {n}
              </To>
            </li>
          ),
        )}
        {page < pages && (
          <li>
            <To page={page + 1}>
              {t("next")}
              <ChevronRightIcon aria-hidden />
            </To>
          </li>
        )}
      </ul>
    </nav>
  );
}

type ToProps = { page: number; label?: string; isHere?: boolean; children: ReactNode };

const To = ({ page, label, isHere = false, children }: ToProps) => (
  <Link
    from="/$env/$org/log"
    to="."
    search={(search) => given({ ...search, page: page === 1 ? undefined : page })}
    aria-label={label}
    aria-current={isHere ? "page" : undefined}
    activeProps={{}}
  >
    {children}
  </Link>
);
