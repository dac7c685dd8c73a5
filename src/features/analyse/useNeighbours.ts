import type { Analysis } from '../../domain/analysis';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Neighbour } from '../../domain/confidence/types';
import type { Item } from '../../stores/session';

interface ShownState {
  /** Materials whose computed spectra are drawn over the measured one. */
  readonly materials: ReadonlySet<string>;
  /** Own references that resemble the current spectrum. */
  readonly own: readonly Neighbour[];
  readonly toggle: (material: string) => void;
}

export const shownNeighbours = createStore<ShownState>()((set) => ({
  materials: new Set(),
  own: [],
  toggle: (material) => {
    set(({ materials }) => {
      const next = new Set(materials);
      if (!next.delete(material)) next.add(material);
      return { materials: next };
    });
  },
}));

export function useShownMaterials(): ShownState {
  return useStore(shownNeighbours);
}

/** A neighbour's name among the others: one material can hold several sites. */
export function neighbourKey({ material, formula, distance }: Neighbour): string {
  return `${material} ${formula} ${distance.toFixed(6)}`;
}

/** The neighbours of a spectrum that are to be drawn. */
export function useNeighbours(item: Item | undefined): readonly Neighbour[] {
  const { materials, own } = useShownMaterials();
  const analysis: Analysis | null = item?.analysis ?? null;
  return useMemo(
    () =>
      [...(analysis?.confidence.neighbours ?? []), ...own].filter((neighbour) =>
        materials.has(neighbourKey(neighbour)),
      ),
    [analysis, materials, own],
  );
}
