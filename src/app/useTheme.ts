import { useEffect, useSyncExternalStore } from 'react';
import { useSettings } from '../stores/settings';

const darkQuery = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(onChange: () => void): () => void {
  const query = darkQuery();
  query.addEventListener('change', onChange);
  return () => {
    query.removeEventListener('change', onChange);
  };
}

/** Applies the chosen theme (or the system's) and the size of type to the page and returns it. */
export function useTheme(): 'light' | 'dark' {
  const chosen = useSettings((state) => state.theme);
  const isSystemDark = useSyncExternalStore(subscribe, () => darkQuery().matches);
  const theme = chosen === 'system' ? (isSystemDark ? 'dark' : 'light') : chosen;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const isLarge = useSettings((state) => state.isLarge);
  useEffect(() => {
    document.documentElement.dataset.size = isLarge ? 'large' : 'normal';
  }, [isLarge]);
  return theme;
}
