import { REGIONS, WINDOW_START } from '../../domain/spectrum/window';
import type { SpectrumResult } from '../../exporters/result';
import type { Band } from './XyChart';

const NAMES = { 'pre-edge': 'pre-edge', 'main-peak': 'main peak', 'post-peak': 'post-peak' } as const;

/** The regions of the window as tinted bands of a chart, for an edge at `e0` (eV; 0 for relative energies). */
export function regionBands(e0: number): Band[] {
  return REGIONS.map(({ name, from, to }) => ({
    label: NAMES[name],
    from: e0 + WINDOW_START + from,
    to: e0 + WINDOW_START + to,
    fill: `var(--${name}-fill)`,
    colour: `var(--${name})`,
  }));
}

/** What the models of a result look at: the regions about E0, or the window of a pack that stands where it does. */
export function windowBands({ e0, window }: Pick<SpectrumResult, 'e0' | 'window'>): Band[] {
  if (window.placedBy === 'E0') return regionBands(e0);
  const { from, to } = window;
  return [
    { label: 'window of the pack', from, to, fill: 'var(--main-peak-fill)', colour: 'var(--main-peak)' },
  ];
}
