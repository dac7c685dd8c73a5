import { useEffect, useState } from 'react';
import { describeError, type Message } from '../../domain/errors';
import { decodeEvaluation, type Evaluation } from '../../domain/forest/evaluation';
import type { Manifest } from '../../domain/forest/manifest';
import { getEngine } from '../../worker/remote';

/** Something fetched: under way, there, or not, with the reason. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: Message };

async function fetchManifest(): Promise<Loaded<Manifest>> {
  const outcome = await getEngine().manifest();
  return outcome.ok ? { state: 'ready', value: outcome.value } : { state: 'failed', error: outcome.error };
}

async function fetchEvaluation(): Promise<Loaded<Evaluation>> {
  try {
    const response = await fetch(new URL('models/evaluation.json', document.baseURI));
    if (!response.ok) throw new Error(`status ${response.status}`);
    return { state: 'ready', value: decodeEvaluation(await response.json()) };
  } catch (error) {
    return { state: 'failed', error: describeError(error) };
  }
}

function useLoaded<T>(load: () => Promise<Loaded<T>>): Loaded<T> {
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
