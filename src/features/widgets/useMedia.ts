import { useCallback, useSyncExternalStore } from 'react';

/** Below this width plot and answer stand under each other. */
export const STACKED = '(max-width: 1160px)';

/** Below this width everything stands under each other. */
export const ONE_COLUMN = '(max-width: 720px)';

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => {
        list.removeEventListener('change', onChange);
      };
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
