import { useEffect, useState } from 'react';
import type { ElementModel } from '../../domain/forest/model';
import { getEngine } from '../../worker/remote';

/** The model of an element, to show how it votes; null while loading and where there is none. */
export function useModel(element: string | null): ElementModel | null {
  const [loaded, setLoaded] = useState<{
    readonly element: string;
    readonly model: ElementModel | null;
  } | null>(null);
  useEffect(() => {
    if (element === null) return;
    let isGone = false;
    void getEngine()
      .model(element)
      .then((outcome) => {
        if (!isGone) setLoaded({ element, model: outcome.ok ? outcome.value : null });
      });
    return () => {
      isGone = true;
    };
  }, [element]);
  return loaded && loaded.element === element ? loaded.model : null;
}
