/**
 * The menu of the pages of an organisation. A new page is one entry here: its name (text/frame.ts, PAGE_NAMES), its address (routes.tsx), its group. A group
 * is shown to everybody for whom it could hold something: a page whose right is missing says so itself (portal.md §2).
 */
import { useQuery } from "@tanstack/react-query";
import type { LinkProps } from "@tanstack/react-router";
import { installation } from "../api/installation.ts";
import { prefixApplications, prefixes, prefixQueue } from "../api/prefixes.ts";
import { rightRequests } from "../api/right-requests.ts";
import { useMay } from "../permissions/use-may.ts";
import { useActing } from "./where.tsx";
import type { MENU_GROUPS, PAGE_NAMES } from "../text/frame.ts";

export type MenuEntry = {
  name: keyof typeof PAGE_NAMES;
  to: NonNullable<LinkProps["to"]>;
  /** How many wait for the person there. A hook: it is called in the same order always. */
  useCount?: () => number;
};

export type MenuGroup = {
  heading: keyof typeof MENU_GROUPS | null;
  entries: readonly MenuEntry[];
  /** Whether it is there at all. A hook, as above. */
  useIsShown?: () => boolean;
  /** What stands in its place while the organisation has nothing of the kind, and whether that is so. */
  collapsed?: { useIs: () => boolean; to: MenuEntry };
};

/** How many requests wait for an answer of this person. */
function useWaiting(): number {
  const acting = useActing();
  const may = useMay("right_request.decide");
  const { data = [] } = useQuery({ ...rightRequests(acting, "received"), enabled: may.state === "allowed" });
  return data.filter(({ decidable }) => decidable.allowed).length;
}

/** How many applications for prefixes wait for the operator in this environment. */
function useApplicationsWaiting(): number {
  const acting = useActing();
  const isShown = useIsOperator();
  return useQuery({ ...prefixQueue(acting, "waiting"), enabled: isShown }).data?.length ?? 0;
}

/** Whether the person acts for those who run the installation, and may. While nobody has said so, he or she does not. */
function useIsOperator(): boolean {
  const { org } = useActing();
  const operator = useQuery(installation).data?.operator.number;
  const may = useMay("prefix.administer");
  return org === operator && may.isTold && may.state === "allowed";
}

/** No prefix here and none applied for: the organisation offers nothing. */
function useOffersNothing(): boolean {
  const acting = useActing();
  // The menu asks for nothing that the login is not good enough for: the page says that, and no dialog comes unasked.
  const may = useMay("prefix.read");
  const had = useQuery({ ...prefixes(acting), enabled: may.isTold && may.state === "allowed" }).data;
  const applications = useQuery({ ...prefixApplications(acting), enabled: had?.length === 0 }).data;
  return had?.length === 0 && applications?.length === 0;
}

export const MENU: readonly MenuGroup[] = [
  {
    heading: null,
    entries: [
      { name: "overview", to: "/$env/$org" },
      { name: "requests", to: "/$env/$org/requests", useCount: useWaiting },
    ],
  },
  {
    heading: "operator",
    useIsShown: useIsOperator,
    entries: [
      { name: "prefixApplications", to: "/operator/$env/prefix-applications", useCount: useApplicationsWaiting },
      { name: "organizations", to: "/operator/$env/organizations" },
      { name: "trace", to: "/operator/$env/trace" },
      { name: "mails", to: "/operator/$env/mails" },
      { name: "notices", to: "/operator/$env/notices" },
      { name: "statistics", to: "/operator/$env/statistics" },
    ],
  },
  {
    heading: "provider",
    entries: [
      { name: "scopes", to: "/$env/$org/scopes" },
      { name: "prefixes", to: "/$env/$org/prefixes" },
    ],
    collapsed: { useIs: useOffersNothing, to: { name: "offer", to: "/$env/$org/prefixes/apply" } },
  },
  {
    heading: "consumer",
    entries: [
      { name: "clients", to: "/$env/$org/clients" },
      { name: "accesses", to: "/$env/$org/accesses" },
      { name: "catalogue", to: "/$env/$org/catalogue" },
    ],
  },
  {
    heading: "organization",
    entries: [
      { name: "people", to: "/$env/$org/people" },
      { name: "billing", to: "/$env/$org/billing" },
      { name: "log", to: "/$env/$org/log" },
      { name: "terms", to: "/$env/$org/terms" },
    ],
  },
];
