import { useEffect, useState } from 'react';
import { describeError, XanopyError, type Message } from '../../domain/errors';
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

const unavailable = (reason: string): XanopyError =>
  new XanopyError('evaluation-unavailable', `${reason} Connect and reload the page to see it.`);

async function fetchEvaluation(): Promise<Loaded<Evaluation>> {
  try {
    const response = await fetch(new URL('models/evaluation.json', document.baseURI)).catch(() => {
      throw unavailable('There is no connection, and it is not stored on this device.');
    });
    if (!response.ok) throw unavailable(`The server answered ${response.status}.`);
    const json: unknown = await response.json().catch(() => {
      throw unavailable('The server sent something else.');
    });
    return { state: 'ready', value: decodeEvaluation(json) };
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
