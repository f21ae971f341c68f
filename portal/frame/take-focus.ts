import { useCallback, useEffect, useRef, useState } from "react";

/** A ref that gives the focus to what has just come. The same function always: React calls it when the element comes, and not again. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();

/**
 * Gives the focus to what is not there yet: looked for after each time that the component is shown, until it is found. For what an answer brings: when that is
 * shown nobody knows beforehand, so a wait for the next picture may look too early.
 */
export function useFocusWhenThere(): (find: () => HTMLElement | null | undefined) => void {
  const wanted = useRef<(() => HTMLElement | null | undefined) | null>(null);
  const [, showAgain] = useState({});
  useEffect(() => {
    const element = wanted.current?.();
    if (!element) return;
    wanted.current = null;
    element.focus();
  });
  return useCallback((find) => {
    wanted.current = find;
    showAgain({});
  }, []);
}
