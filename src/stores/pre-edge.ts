import type { Analysis } from '../domain/analysis';
import type { PreEdgeFit, PreEdgePeak } from '../domain/pre-edge/peak';

/** The fits of pre-edge peaks that were looked at, and the reasons why there is none, as long as an analysis is the current one. */
const known = new WeakMap<Analysis, PreEdgeFit | string>();

/** The peak of an analysis where the page has shown it: what exports carry. */
export function preEdgeSeen(analysis: Analysis): PreEdgePeak | undefined {
  const fit = known.get(analysis);
  return typeof fit === 'object' ? fit.peak : undefined;
}

/** The fit of an analysis, made when it is first asked for; a sentence where there is none. */
export function preEdgeOnce(
  analysis: Analysis,
  fit: (analysis: Analysis) => PreEdgeFit | string,
): PreEdgeFit | string {
  const found = known.get(analysis) ?? fit(analysis);
  known.set(analysis, found);
  return found;
}
