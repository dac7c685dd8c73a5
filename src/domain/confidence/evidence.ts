import type { Environment } from '../environment/labels';
import { regionOfFeature } from '../features';
import { pathFeatureCounts } from '../forest/forest';
import { hasOwnWindow, type ElementModel } from '../forest/model';
import { REGIONS, WINDOW_POINTS, type Region } from '../spectrum/window';
import type { RegionEvidence } from './types';

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
  const points = new Float64Array(WINDOW_POINTS);
  let total = 0;
  for (const { forests } of asked) {
    forests.forEach((forest, view) => {
      pathFeatureCounts(forest, xs[view]).forEach((count, feature) => {
        points[feature % WINDOW_POINTS] += count;
        total += count;
      });
    });
  }
  if (total === 0) return [];
  const counts = new Map<Region, number>(REGIONS.map(({ name }) => [name, 0]));
  points.forEach((count, point) => {
    const region = regionOfFeature(point);
    counts.set(region, (counts.get(region) ?? 0) + count);
  });
  return [...counts].map(([region, count]) => ({ region, share: count / total }));
}
