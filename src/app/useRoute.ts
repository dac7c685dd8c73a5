import { useSyncExternalStore } from 'react';

export type Route = 'analyse' | 'map' | 'structures' | 'references' | 'models' | 'method';

/** The route that the address names; hashes work on any static host. */
export function routeOf(hash: string): Route {
  const [first] = hash.replace(/^#\/?/, '').split(/[/?]/);
  return first === 'map' ||
    first === 'structures' ||
    first === 'references' ||
    first === 'models' ||
    first === 'method'
    ? first
    : 'analyse';
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => {
    window.removeEventListener('hashchange', onChange);
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => routeOf(window.location.hash));
}
