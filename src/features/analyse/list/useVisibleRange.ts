import { useEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond the visible ones, so that scrolling shows no gaps. */
const SPARE = 8;

/** Index range [first, end) of the rows to draw in a scrolling list of `count` rows of equal height (px). */
export function visibleRange(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): readonly [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + SPARE);
  return [Math.min(first, end), end];
}

/** px of a rem, which wall screens enlarge. */
export function remInPixels(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** `visibleRange` of an element with rows of `rowHeight` rem, kept up to date while it scrolls and changes its size. */
export function useVisibleRange(
  scroller: RefObject<HTMLElement | null>,
  rowHeight: number,
  count: number,
): readonly [number, number] {
  const [{ top, height }, setView] = useState({ top: 0, height: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const update = (): void => {
      setView({ top: element.scrollTop, height: element.clientHeight });
    };
    update();
    element.addEventListener('scroll', update, { passive: true });
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', update);
      observer.disconnect();
    };
  }, [scroller]);
  return visibleRange(top, height, rowHeight * remInPixels(), count);
}
