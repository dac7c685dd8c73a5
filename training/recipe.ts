import { PAPER_FEATURES, type FeatureRecipe } from '../src/domain/features';
import type { Region } from '../src/domain/spectrum/window';
import type { Augmentation } from './augment';
import type { GrowOptions } from './grow';

/** Everything that decides what a training run gives, but for the data. */
export interface Recipe {
  readonly name: string;
  readonly seed: string;
  readonly features: FeatureRecipe;
  /** Regions of the window that are blanked out (drop-variable importance). */
  readonly without: readonly Region[];
  /** Which computed spectra are learnt from. */
  readonly samples: 'site' | 'site-and-average';
  readonly augmentation: Augmentation | null;
  /** What other elements lend; null trains on the element alone. */
  readonly borrowing: Borrowing | null;
  /** Forest for the CN ranking and for the motif ranking of each CN. */
  readonly cn: ForestRecipe;
  readonly motif: ForestRecipe;
  /** Classes weigh (1 / their samples) to this power: 0 leaves the natural frequencies, 1 balances them. */
  readonly classWeight: number;
  /** A ranking that fewer materials show is learnt as its best supported relative (see `classes.ts`). */
  readonly minimumSupport: number;
}

export interface ForestRecipe extends Omit<GrowOptions, 'featuresPerSplit'> {
  /** In units of the square root of the number of features. */
  readonly featuresPerSplit: number;
}

/** Samples of other elements help where an element has few of its own; all windows are aligned at E0. */
export interface Borrowing {
  /** Share of the trees that see a sample of the nearest element; falls by e over `reach` steps in the periodic table. */
  readonly share: number;
  readonly reach: number;
  /** Samples lent in all, at most. */
  readonly most: number;
  /** Own samples from which on nothing is borrowed. */
  readonly enough: number;
}

const AUGMENTATION: Augmentation = {
  rows: 800,
  copies: [2, 10],
  stretch: 0.05,
  resolution: 1,
  loss: 0.03,
  e0: 1.5,
  noise: 0.01,
  damping: 0.2,
};

const EXTRA_TREES: ForestRecipe = {
  splits: 'random',
  trees: 100,
  featuresPerSplit: 1,
  leaf: 1,
  bootstrap: false,
};
const RANDOM_FOREST: ForestRecipe = {
  splits: 'best',
  trees: 30,
  featuresPerSplit: 1,
  leaf: 1,
  bootstrap: true,
};

/** The protocol of Zheng et al. 2020 on our data: 200 intensities divided by their maximum, 30 and 50 trees. */
export const PAPER: Recipe = {
  name: 'paper-2020',
  seed: 'paper-2020',
  features: PAPER_FEATURES,
  without: [],
  samples: 'site-and-average',
  augmentation: {
    rows: 0,
    copies: [2, 2],
    stretch: 0.05,
    resolution: 1,
    loss: 0,
    e0: 0,
    noise: 0,
    damping: 0,
  },
  borrowing: null,
  cn: RANDOM_FOREST,
  motif: { ...RANDOM_FOREST, trees: 50 },
  classWeight: 0,
  minimumSupport: 3,
};

/** What ships. */
export const SHIPPED: Recipe = {
  name: 'xanopy-1',
  seed: 'xanopy-1',
  features: { scale: 'post-edge', blocks: ['intensity', 'derivative', 'area'] },
  without: [],
  samples: 'site-and-average',
  augmentation: AUGMENTATION,
  borrowing: null,
  cn: EXTRA_TREES,
  motif: { ...EXTRA_TREES, trees: 50 },
  classWeight: 0,
  minimumSupport: 3,
};

type Change = Partial<Omit<Recipe, 'cn' | 'motif' | 'augmentation'>> & {
  readonly forest?: Partial<ForestRecipe>;
  readonly augmentation?: Partial<Augmentation> | null;
};

/** `base` with both forests and the augmentation changed in the fields given; the seed stays. */
export function vary(base: Recipe, name: string, { forest, augmentation, ...rest }: Change): Recipe {
  return {
    ...base,
    ...rest,
    name,
    augmentation:
      augmentation === null || base.augmentation === null ? null : { ...base.augmentation, ...augmentation },
    cn: { ...base.cn, ...forest },
    motif: { ...base.motif, ...forest },
  };
}

/** The recipe with one choice changed at a time: the rows of the ablation table. */
export const ABLATIONS: readonly Recipe[] = [
  vary(SHIPPED, 'intensity / maximum', { features: { ...SHIPPED.features, scale: 'maximum' } }),
  vary(SHIPPED, 'intensity / area', { features: { ...SHIPPED.features, scale: 'area' } }),
  vary(SHIPPED, 'intensity only', { features: { ...SHIPPED.features, blocks: ['intensity'] } }),
  vary(SHIPPED, 'intensity and derivative', {
    features: { ...SHIPPED.features, blocks: ['intensity', 'derivative'] },
  }),
  vary(SHIPPED, 'intensity and area', { features: { ...SHIPPED.features, blocks: ['intensity', 'area'] } }),
  vary(SHIPPED, 'random forest', { forest: { splits: 'best', bootstrap: true } }),
  vary(SHIPPED, 'leaf of 3 rows', { forest: { leaf: 3 } }),
  vary(SHIPPED, 'leaf of 8 rows', { forest: { leaf: 8 } }),
  vary(SHIPPED, '3 sqrt features a split', { forest: { featuresPerSplit: 3 } }),
  vary(SHIPPED, '30 trees', { forest: { trees: 30 } }),
  vary(SHIPPED, '200 trees', { forest: { trees: 200 } }),
  vary(SHIPPED, 'class weight 1/2', { classWeight: 0.5 }),
  vary(SHIPPED, 'class weight 1', { classWeight: 1 }),
  vary(SHIPPED, 'minimum support 2', { minimumSupport: 2 }),
  vary(SHIPPED, 'minimum support 6', { minimumSupport: 6 }),
  vary(SHIPPED, 'no augmentation', { augmentation: null }),
  vary(SHIPPED, 'no stretch', { augmentation: { stretch: 0 } }),
  vary(SHIPPED, 'no resolution', { augmentation: { resolution: 0, loss: 0 } }),
  vary(SHIPPED, 'no energy-dependent loss', { augmentation: { loss: 0 } }),
  vary(SHIPPED, 'no E0 jitter', { augmentation: { e0: 0 } }),
  vary(SHIPPED, 'no noise', { augmentation: { noise: 0 } }),
  vary(SHIPPED, 'no damping', { augmentation: { damping: 0 } }),
  vary(SHIPPED, 'sites only', { samples: 'site' }),
];
