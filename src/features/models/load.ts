import { useEffect, useState } from 'react';
import type { Message } from '../../domain/errors';
import type { Evaluation } from '../../domain/forest/evaluation';
import type { Manifest } from '../../domain/forest/manifest';
import type { Outcome } from '../../worker/api';
import { getEngine } from '../../worker/remote';

/** Something fetched: under way, there, or not, with the reason. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: Message };

/** What an engine's request gives. */
export async function loaded<T>(request: Promise<Outcome<T>>): Promise<Loaded<T>> {
  const outcome = await request;
  return outcome.ok ? { state: 'ready', value: outcome.value } : { state: 'failed', error: outcome.error };
}

const fetchManifest = (): Promise<Loaded<Manifest>> => loaded(getEngine().manifest());
const fetchEvaluation = (): Promise<Loaded<Evaluation>> => loaded(getEngine().evaluation());

/** The result of `load`, asked anew when another function is given. */
export function useLoaded<T>(load: () => Promise<Loaded<T>>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  useEffect(() => {
    let isGone = false;
    void load().then((result) => {
      if (!isGone) setLoaded(result);
    });
    return () => {
      isGone = true;
    };
  }, [load]);
  return loaded;
}

/** What models there are. */
export const useManifest = (): Loaded<Manifest> => useLoaded(fetchManifest);

/** How good they are, as `npm run evaluate` measured it. */
export const useEvaluation = (): Loaded<Evaluation> => useLoaded(fetchEvaluation);
