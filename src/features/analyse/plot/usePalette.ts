import { useEffect, useState } from 'react';
import { readPalette, type Palette } from './palette';

/** The palette, read again whenever the theme or the size of type changes. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(() => readPalette());
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setPalette(readPalette());
    });
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-size'] });
    return () => {
      observer.disconnect();
    };
  }, []);
  return palette;
}
