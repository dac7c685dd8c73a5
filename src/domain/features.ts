import { WINDOW_LENGTH, WINDOW_POINTS, regionOfPoint, type Region } from './spectrum/window';

/** What the intensities of the window are divided by: `post-edge` leaves them in edge steps, the others are the window's own. */
export const INTENSITY_SCALES = ['maximum', 'post-edge', 'post-peak', 'area'] as const;
export type IntensityScale = (typeof INTENSITY_SCALES)[number];

/** Blocks of 200 features each: mu, d(mu)/dE and the running integral of mu. */
export const FEATURE_BLOCKS = ['intensity', 'derivative', 'area'] as const;
export type FeatureBlock = (typeof FEATURE_BLOCKS)[number];

export interface FeatureRecipe {
  readonly scale: IntensityScale;
  readonly blocks: readonly FeatureBlock[];
  /** The numbers themselves in single precision, not whole quanta: for forests that were trained elsewhere. */
  readonly isExact?: true;
}

/** The recipe of the paper: 200 intensities divided by their maximum. */
export const PAPER_FEATURES: FeatureRecipe = { scale: 'maximum', blocks: ['intensity'] };

/** Smallest difference that a feature can express; far below noise, so that thresholds are small integers. */
export const QUANTUM: Readonly<Record<FeatureBlock, number>> = {
  intensity: 0.002,
  derivative: 0.001,
  area: 0.02,
};

const STEP = WINDOW_LENGTH / (WINDOW_POINTS - 1);

/** Index of the first sample in the post-peak region. */
const POST_PEAK = Array.from({ length: WINDOW_POINTS }, (_, i) => regionOfPoint(i)).indexOf('post-peak');

/** Divisor of the intensities (dimensionless mu, length 200). */
function scaleOf(mu: ArrayLike<number>, scale: IntensityScale): number {
  const divisor = unboundedScale(mu, scale);
  return divisor > 1e-6 ? divisor : 1;
}

function unboundedScale(mu: ArrayLike<number>, scale: IntensityScale): number {
  switch (scale) {
    case 'maximum': {
      let most = 0;
      for (let i = 0; i < mu.length; i++) most = Math.max(most, mu[i]);
      return most;
    }
    case 'post-edge':
      return 1;
    case 'post-peak':
      return meanFrom(mu, POST_PEAK);
    case 'area':
      // Over the whole window mu is about 0.6 on average: the numbers stay near those of the other scales.
      return meanFrom(mu, 0) / 0.6;
  }
}

function meanFrom(mu: ArrayLike<number>, first: number): number {
  let sum = 0;
  for (let i = first; i < WINDOW_POINTS; i++) sum += mu[i];
  return sum / (WINDOW_POINTS - first);
}

/** Number of features of a recipe. */
export function featureCount(recipe: FeatureRecipe): number {
  return recipe.blocks.length * WINDOW_POINTS;
}

/**
 * Features of one window (normalised mu, length 200), block after block, as whole numbers of quanta unless the recipe is exact.
 * Forests are trained on and walked with exactly these numbers.
 */
export function featuresOf(mu: ArrayLike<number>, recipe: FeatureRecipe): Float32Array {
  const divisor = scaleOf(mu, recipe.scale);
  const result = new Float32Array(featureCount(recipe));
  let at = 0;
  for (const block of recipe.blocks) {
    const quantum = QUANTUM[block];
    let area = 0;
    for (let i = 0; i < WINDOW_POINTS; i++) {
      const value = mu[i] / divisor;
      let raw = value;
      if (block === 'derivative') {
        const before = Math.max(i - 1, 0);
        const after = Math.min(i + 1, WINDOW_POINTS - 1);
        raw = (mu[after] - mu[before]) / divisor / ((after - before) * STEP);
      } else if (block === 'area') {
        area += value * STEP;
        raw = area;
      }
      result[at++] = recipe.isExact ? raw : Math.round(raw / quantum);
    }
  }
  return result;
}

/** The region of the window that a feature looks at. */
export function regionOfFeature(feature: number): Region {
  return regionOfPoint(feature % WINDOW_POINTS);
}
