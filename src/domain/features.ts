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
export const featuresOf = (mu: ArrayLike<number>, recipe: FeatureRecipe): Float32Array =>
  writeFeatures(mu, recipe, new Float32Array(featureCount(recipe)));

/** The same, written into `result`. */
export function writeFeatures(
  mu: ArrayLike<number>,
  { scale, blocks, isExact }: FeatureRecipe,
  result: Float32Array,
): Float32Array {
  const divisor = scaleOf(mu, scale);
  let at = 0;
  for (const block of blocks) {
    if (isExact || !writeQuickly[block](mu, divisor, result, at)) {
      writeBlock(block, mu, divisor, isExact ? null : QUANTUM[block], result, at);
    }
    at += WINDOW_POINTS;
  }
  return result;
}

/** A block of features from `at` on, in whole quanta where there is one. */
function writeBlock(
  block: FeatureBlock,
  mu: ArrayLike<number>,
  divisor: number,
  quantum: number | null,
  result: Float32Array,
  at: number,
): void {
  let area = 0;
  for (let i = 0; i < WINDOW_POINTS; i++) {
    let raw = mu[i] / divisor;
    if (block === 'derivative') {
      const before = Math.max(i - 1, 0);
      const after = Math.min(i + 1, WINDOW_POINTS - 1);
      raw = (mu[after] - mu[before]) / divisor / ((after - before) * STEP);
    } else if (block === 'area') {
      area += raw * STEP;
      raw = area;
    }
    result[at + i] = quantum === null ? raw : Math.round(raw / quantum);
  }
}

/** Distance from the border between two whole numbers that no rounding of the sums below reaches while numbers stay below `LARGEST`. */
const CLEAR = 0.5 - 1e-6;
const LARGEST = 1e3;

/**
 * The blocks in whole quanta by one multiplication in place of up to three divisions: the same numbers wherever none lies so near
 * the border between two that rounding could decide. Where one does they say false, and what they wrote is nothing.
 */
const writeQuickly: Readonly<
  Record<FeatureBlock, (mu: ArrayLike<number>, divisor: number, result: Float32Array, at: number) => boolean>
> = {
  intensity: (mu, divisor, result, at) => {
    const factor = 1 / (divisor * QUANTUM.intensity);
    for (let i = 0; i < WINDOW_POINTS; i++) {
      const value = mu[i] * factor;
      const whole = Math.floor(value + 0.5);
      if (!(Math.abs(value - whole) < CLEAR && Math.abs(value) < LARGEST * LARGEST)) return false;
      result[at + i] = whole;
    }
    return true;
  },
  derivative: (mu, divisor, result, at) => {
    const factor = 1 / (divisor * STEP * QUANTUM.derivative);
    const last = WINDOW_POINTS - 1;
    for (let i = 0; i <= last; i++) {
      const isEnd = i === 0 || i === last;
      const value = (mu[i < last ? i + 1 : i] - mu[i > 0 ? i - 1 : i]) * (isEnd ? factor : factor / 2);
      const whole = Math.floor(value + 0.5);
      if (!(Math.abs(value - whole) < CLEAR && Math.abs(value) < LARGEST * LARGEST)) return false;
      result[at + i] = whole;
    }
    return true;
  },
  area: (mu, divisor, result, at) => {
    const factor = STEP / (divisor * QUANTUM.area);
    let area = 0;
    for (let i = 0; i < WINDOW_POINTS; i++) {
      const part = mu[i] * factor;
      area += part;
      const whole = Math.floor(area + 0.5);
      if (!(Math.abs(area - whole) < CLEAR && Math.abs(part) < LARGEST)) return false;
      result[at + i] = whole;
    }
    return true;
  },
};

/** Memory for features that are looked at once: the same for every recipe of one length. */
export function featureMemory(): (recipe: FeatureRecipe) => Float32Array {
  let memory = new Float32Array(0);
  return (recipe) => {
    const length = featureCount(recipe);
    if (memory.length !== length) memory = new Float32Array(length);
    return memory;
  };
}

/** The region of the window that a feature looks at. */
export function regionOfFeature(feature: number): Region {
  return regionOfPoint(feature % WINDOW_POINTS);
}
