/**
 * Where the focus goes when the page has changed (portal.md §8): to its heading, or, after Back, to what had it when the page was left. A page that the
 * browser has loaded anew is left alone: there the reader begins at the top.
 */
import type { RouterHistory } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

type Arrival = "loaded" | "new" | "back";

let arrival: Arrival = "loaded";
/** The address of the link that had the focus, by the entry of the browser's history. */
const leftBy = new Map<string, string>();

export function watchArrivals(history: RouterHistory): void {
  const entryOf = ({ state }: RouterHistory["location"]) => state.__TSR_key ?? String(state.__TSR_index);
  let previous = { entry: entryOf(history.location), path: history.location.pathname };
  history.subscribe(({ location, action }) => {
    const link = document.activeElement?.closest("a")?.getAttribute("href");
    if (link) leftBy.set(previous.entry, link);
    // Tabs, filters and "show more" change the search part only, and leave the focus where it is.
    if (location.pathname !== previous.path) arrival = action.type === "PUSH" || action.type === "REPLACE" ? "new" : "back";
    previous = { entry: entryOf(location), path: location.pathname };
    current = previous.entry;
  });
}

let current = "";

/** @param path changes when another page is shown */
export function useFocusOnArrival(heading: RefObject<HTMLElement | null>, path: string): void {
  useEffect(() => {
    if (arrival === "loaded") return;
    const link = arrival === "back" ? leftBy.get(current) : undefined;
    arrival = "loaded";
    const target = link === undefined ? null : document.querySelector<HTMLElement>(`main a[href="${CSS.escape(link)}"]`);
    // The router puts the window where it belongs.
    (target ?? heading.current)?.focus({ preventScroll: true });
  }, [heading, path]);
}
