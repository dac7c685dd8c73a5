import { useEffect, useState } from 'react';
import type { Manifest } from '../../../domain/forest/manifest';
import { getEngine } from '../../../worker/remote';

/** The list of models; null until it is here. */
export function useManifest(): Manifest | null {
  const [manifest, setManifest] = useState<Manifest | null>(null);
  useEffect(() => {
    let isGone = false;
    void getEngine()
      .manifest()
      .then((outcome) => {
        if (!isGone && outcome.ok) setManifest(outcome.value);
      });
    return () => {
      isGone = true;
    };
  }, []);
  return manifest;
}
