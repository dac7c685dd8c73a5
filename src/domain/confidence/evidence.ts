import type { Environment } from '../environment/labels';
import { pathFeatureCounts } from '../forest/forest';
import { hasOwnWindow, type ElementModel } from '../forest/model';
import { REGION_NAMES, REGIONS, regionOfPoint, WINDOW_POINTS } from '../spectrum/window';
import type { RegionEvidence } from './types';

/** Place of the region of every point of the window. */
const REGION_OF = Uint8Array.from({ length: WINDOW_POINTS }, (_, point) =>
  REGION_NAMES.indexOf(regionOfPoint(point)),
);

/**
 * Which regions the trees of this answer looked at: of all questions on the paths of the views' features through
 * the CN forest and the motif forests of the answer's CNs, the share that concerns each region (sum 1).
 * Empty when no forest was asked, and where the window has other regions.
 */
export function evidenceOf(
  model: ElementModel,
  xs: readonly ArrayLike<number>[],
  answer: Environment,
): RegionEvidence[] {
  if (hasOwnWindow(model)) return [];
  const asked = [model.cn, ...answer.flatMap(({ cn }) => model.motifs.get(cn) ?? [])];
  const counts = new Float64Array(REGIONS.length);
  let total = 0;
  for (const { forests } of asked) {
    for (let view = 0; view < forests.length; view++) {
      const features = pathFeatureCounts(forests[view], xs[view]);
      for (let feature = 0; feature < features.length; feature++) {
        counts[REGION_OF[feature % WINDOW_POINTS]] += features[feature];
        total += features[feature];
      }
    }
  }
  return total === 0 ? [] : REGIONS.map(({ name }, at) => ({ region: name, share: counts[at] / total }));
}
