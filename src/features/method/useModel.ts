import { useEffect, useState } from 'react';
import { decodeElementModel, type ElementModel } from '../../domain/forest/model';
import { fetchModel, modelAddress } from '../../worker/model-store';
import { getEngine } from '../../worker/remote';

async function load(element: string): Promise<ElementModel | null> {
  const manifest = await getEngine().manifest();
  if (!manifest.ok) return null;
  const entry = manifest.value.elements.find((one) => one.element === element);
  if (!entry || entry.kind === 'none') return null;
  const base = new URL('models/', document.baseURI).href;
  const response = await fetchModel(modelAddress(entry.file, entry.sha256, base));
  return response.ok ? decodeElementModel(await response.json()) : null;
}

/** The model of an element, to show how it votes; null while loading and where there is none. */
export function useModel(element: string | null): ElementModel | null {
  const [loaded, setLoaded] = useState<{
    readonly element: string;
    readonly model: ElementModel | null;
  } | null>(null);
  useEffect(() => {
    if (element === null) return;
    let isGone = false;
    load(element)
      .catch(() => null)
      .then((model) => {
        if (!isGone) setLoaded({ element, model });
      })
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [element]);
  return loaded && loaded.element === element ? loaded.model : null;
}
