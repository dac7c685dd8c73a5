import { PAPER_FEATURES, type FeatureRecipe } from '../src/domain/features';
import type { Augmentation } from './augment';
import type { GrowOptions } from './grow';

/** Everything that decides what a training run gives, but for the data. */
export interface Recipe {
  readonly name: string;
  readonly seed: string;
  readonly features: FeatureRecipe;
  /** Which computed spectra are learnt from. */
  readonly samples: 'site' | 'site-and-average';
  readonly augmentation: Augmentation | null;
  /** Forest for the CN ranking and for the motif ranking of each CN. */
  readonly cn: ForestRecipe;
  readonly motif: ForestRecipe;
  /** Classes weigh (1 / their rows) to this power: 0 leaves the natural frequencies, 1 balances them. */
  readonly classWeight: number;
  /** A ranking with fewer materials than this is learnt as its best supported relative (see `classes.ts`). */
  readonly minimumSupport: number;
}

export interface ForestRecipe extends Omit<GrowOptions, 'featuresPerSplit'> {
  /** `sqrt`: the square root of the number of features, rounded down. */
  readonly featuresPerSplit: 'sqrt' | number;
}

const AUGMENTATION: Augmentation = {
  rows: 1500,
  copies: [2, 16],
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
  featuresPerSplit: 'sqrt',
  leaf: 1,
  bootstrap: false,
};
const RANDOM_FOREST: ForestRecipe = {
  splits: 'best',
  trees: 30,
  featuresPerSplit: 'sqrt',
  leaf: 1,
  bootstrap: true,
};

/** The protocol of Zheng et al. 2020 on our data: 200 intensities divided by their maximum, 30 and 50 trees. */
export const PAPER: Recipe = {
  name: 'paper-2020',
  seed: 'paper-2020',
  features: PAPER_FEATURES,
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
  samples: 'site-and-average',
  augmentation: AUGMENTATION,
  cn: EXTRA_TREES,
  motif: { ...EXTRA_TREES, trees: 50 },
  classWeight: 0,
  minimumSupport: 3,
};
