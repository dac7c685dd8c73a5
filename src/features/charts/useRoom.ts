import { useEffect, useRef, useState, type RefObject } from 'react';

/** Room for a chart: its width in units of which 16 make a rem, so that text grows with the page's. */
interface Room {
  readonly width: number;
  /** Pixels a unit. */
  readonly unit: number;
}

/** Room inside the element that `ref` is given to, kept up to date; `initial` (units) until it is known. */
export function useRoom<T extends Element>(initial: number): [RefObject<T | null>, Room] {
  const ref = useRef<T>(null);
  const [room, setRoom] = useState<Room>({ width: initial, unit: 1 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      const width = Math.round(entry.contentRect.width / unit);
      if (width > 0)
        setRoom((before) => (before.width === width && before.unit === unit ? before : { width, unit }));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [ref, room];
}
