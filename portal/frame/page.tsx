/** One page: its title, its way back, its heading with what can be done, and its content. */
import { Breadcrumbs, Heading, Paragraph } from "@digdir/designsystemet-react";
import { ChevronLeftIcon } from "@navikt/aksel-icons";
import { Link, useMatch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { ENVIRONMENT_KEY, SHARED } from "../text/shared.ts";
import { FRAME } from "../text/frame.ts";
import { useText } from "../text/use-text.ts";
import { useFocusOnArrival } from "./arrival.ts";
import { HowTo } from "./how-to.tsx";
import { useWhere } from "./where.tsx";

/** A page above this one: its name, and the typed `<Link>` around it. */
export type Crumb = { name: string; link: (children: ReactNode) => ReactNode };

type PageProps = {
  heading: ReactNode;
  /** The heading in plain words, for the tab of the browser and the breadcrumbs, where it is more than words. */
  title?: string;
  lead?: ReactNode;
  /** Buttons beside the heading: at most one of them filled. */
  actions?: ReactNode;
  /** The pages above, the highest first. None on the first level. */
  crumbs?: readonly Crumb[];
  /** Takes the place of another page at the same address, such as a receipt: the focus goes to its heading. */
  isNews?: boolean;
  children?: ReactNode;
};

/** @example `<Page heading={t("heading")} lead={t("lead")} actions={<Button>…</Button>}>…</Page>` */
export function Page({ heading, title = typeof heading === "string" ? heading : "", lead, actions, crumbs = [], isNews = false, children }: PageProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  // Of the page itself: the address changes before the next page takes its place.
  const pathname = useMatch({ strict: false, select: (match) => match.pathname });
  useTitle(title);
  useFocusOnArrival(ref, pathname);
  useEffect(() => {
    if (isNews) ref.current?.focus();
  }, [isNews]);
  return (
    <div className="page">
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} here={title} />}
      <main id="content" tabIndex={-1}>
        <div className="page-head">
          <div>
            <Heading level={1} data-size="lg" tabIndex={-1} ref={ref}>
              {heading}
            </Heading>
            {lead !== undefined && <Paragraph className="lead">{lead}</Paragraph>}
            <HowTo />
          </div>
          {actions !== undefined && <div className="page-actions">{actions}</div>}
        </div>
        {children}
      </main>
    </div>
  );
}

/** `Klienter – Tindøy kommune – Testmiljø – Fullmakt` */
function useTitle(title: string): void {
  const { env, isEnvironmentShown, organization } = useWhere();
  const shared = useText(SHARED);
  useEffect(() => {
    const parts = [title, organization?.name, env && isEnvironmentShown ? shared(ENVIRONMENT_KEY[env]) : undefined, "Fullmakt"];
    document.title = [...new Set(parts.filter((part) => part !== undefined))].join(" – ");
  }, [title, organization, env, isEnvironmentShown, shared]);
}

function Crumbs({ crumbs, here }: { crumbs: readonly Crumb[]; here: string }) {
  const t = useText(FRAME);
  const parent = crumbs.at(-1)!;
  return (
    <>
      {/* One step up, for phones. The design system's own has no landmark around it there. */}
      <nav className="step-up" aria-label={t("breadcrumbs")}>
        <ChevronLeftIcon aria-hidden />
        {parent.link(parent.name)}
      </nav>
      <Breadcrumbs aria-label={t("breadcrumbs")}>
        <Breadcrumbs.List>
          {crumbs.map(({ name, link }) => (
            <Breadcrumbs.Item key={name}>
              <Breadcrumbs.Link asChild>{link(name)}</Breadcrumbs.Link>
            </Breadcrumbs.Item>
          ))}
          <Breadcrumbs.Item>
            <Breadcrumbs.Link asChild>
              <Link to="." aria-current="page">
                {here}
              </Link>
            </Breadcrumbs.Link>
          </Breadcrumbs.Item>
        </Breadcrumbs.List>
      </Breadcrumbs>
    </>
  );
}

/** The density of everything (portal.md §6): close for working pages, roomy for those who come once. */
export function useDensity(size: "sm" | "md"): void {
  useLayoutEffect(() => {
    document.documentElement.dataset.size = size;
  }, [size]);
}
