/** How long what was done can be undone (design.md §8). Milliseconds. */
export const UNDO_MS = 30 * 60_000;
