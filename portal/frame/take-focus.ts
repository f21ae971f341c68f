/** A ref that gives the focus to what has just come. The same function always: React calls it when the element comes, and not again. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
