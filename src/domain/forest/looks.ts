import type { IntensityScale } from '../features';
import { K_EDGES } from '../elements';
import { WINDOW_LENGTH, WINDOW_START } from '../spectrum/window';
import type { ElementModel } from './model';

/** How one view of a model takes its numbers from a normalised curve; with the answer, so that exports can say it. */
export interface Look {
  /** What the window is placed by: E0, or the tabulated edge where it stands still. */
  readonly origin: 'E0' | 'edge';
  /** eV from there. */
  readonly from: number;
  readonly to: number;
  /** What the intensities are divided by. */
  readonly scale: IntensityScale;
  /** Whether E0 is corrected by what the whole edge looks like. */
  readonly isAligned: boolean;
  /** Whether the slope above the edge is taken out. */
  readonly isFlattened: boolean;
}

/** How the views of a model look at a curve, in their order. */
export function looksOf({ element, views }: Pick<ElementModel, 'element' | 'views'>): Look[] {
  const edge = K_EDGES[element] ?? 0;
  return views.map(({ features: { scale }, frame: { range, aligner, isFlattened } }) =>
    range
      ? { origin: 'edge', from: range.from - edge, to: range.to - edge, scale, isAligned: false, isFlattened }
      : {
          origin: 'E0',
          from: WINDOW_START,
          to: WINDOW_START + WINDOW_LENGTH,
          scale,
          isAligned: aligner !== null,
          isFlattened,
        },
  );
}
