/**
 * The menu of the pages of an organisation. A new page is one entry here: its name (text/frame.ts, PAGE_NAMES), its address (routes.tsx), its group. A group
 * is shown to everybody for whom it could hold something: a page whose right is missing says so itself (portal.md §2).
 */
import { useQuery } from "@tanstack/react-query";
import type { LinkProps } from "@tanstack/react-router";
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

export type MenuGroup = { heading: keyof typeof MENU_GROUPS | null; entries: readonly MenuEntry[] };

/** How many requests wait for an answer of this person. */
function useWaiting(): number {
  const acting = useActing();
  const may = useMay("right_request.decide");
  const { data = [] } = useQuery({ ...rightRequests(acting, "received"), enabled: may.state === "allowed" });
  return data.filter(({ decidable }) => decidable.allowed).length;
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
    heading: "consumer",
    entries: [
      { name: "clients", to: "/$env/$org/clients" },
      { name: "accesses", to: "/$env/$org/accesses" },
      { name: "catalogue", to: "/$env/$org/catalogue" },
    ],
  },
  { heading: "organization", entries: [{ name: "people", to: "/$env/$org/people" }] },
];
