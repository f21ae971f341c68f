/**
 * Which page numbers are shown: the first, the last, and those around the one that is read. Null stands for those left out between.
 *
 * @param page the one that is read, from 1
 */
export function pagesShown(page: number, pages: number): (number | null)[] {
  const near = new Set([1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages));
  const shown = [...near].toSorted((a, b) => a - b);
  return shown.flatMap((n, i) => {
    const before = shown[i - 1] ?? 0;
    // In the place of one number alone that number itself is no longer than the gap.
    return n - before === 2 ? [n - 1, n] : n - before > 2 ? [null, n] : [n];
  });
}
