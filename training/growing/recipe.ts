import { PAPER_FEATURES, type FeatureRecipe } from '../../src/domain/features';
import type { Region } from '../../src/domain/spectrum/window';
import { SCAN, times, type Augmentation } from '../samples/augment';
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
  readonly frame: FrameRecipe;
  readonly augmentation: Augmentation | null;
  /** Mixtures of two of the element's samples, with mixed labels, per sample. */
  readonly mixtures: number;
  /** What other elements lend; null trains on the element alone. */
  readonly borrowing: Borrowing | null;
  /** Forest for the CN ranking and for the motif ranking of each CN. */
  readonly cn: ForestRecipe;
  readonly motif: ForestRecipe;
  /** From so many samples on leaves have that many rows and forests that share of the trees, so that no model exceeds 1 MiB. */
  readonly large: { readonly samples: number; readonly leaf: number; readonly trees: number } | null;
  /** A ranking that fewer materials show is learnt as its best supported relative (see `classes.ts`). */
  readonly minimumSupport: number;
}

export interface ForestRecipe extends Omit<GrowOptions, 'featuresPerSplit'> {
  /** In units of the square root of the number of features. */
  readonly featuresPerSplit: number;
  /** Classes weigh (1 / their rows) to this power: 0 leaves the natural frequencies, 1 balances them. */
  readonly classWeight: number;
}

/** How spectra come before the forests. */
export interface FrameRecipe {
  readonly isFlattened: boolean;
  /** Null leaves E0 as it is found; then `augmentation.e0` errs about that, else about the true E0. */
  readonly alignment: Alignment | null;
}

export interface Alignment {
  /** What counts as the true E0: the half step of the undisturbed spectrum, or the Fermi level of the calculation. */
  readonly target: 'half-step' | 'calculation';
  /** Largest error of E0 (eV) that an aligner learns to correct. */
  readonly reach: number;
  readonly features: FeatureRecipe;
  readonly forest: Omit<GrowOptions, 'splits'>;
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

/** The aligner leaves an error of E0 of about 1 eV; scans that were published have slopes and begin late more often. */
const AUGMENTATION: Augmentation = { ...SCAN, e0: 1, slope: 0.3, late: 0.25, rows: 1600, copies: [1, 25] };

const EXTRA_TREES: ForestRecipe = {
  splits: 'random',
  trees: 60,
  featuresPerSplit: 1,
  leaf: 1,
  bootstrap: false,
  classWeight: 0,
};
const RANDOM_FOREST: ForestRecipe = {
  splits: 'best',
  trees: 30,
  featuresPerSplit: 1,
  leaf: 1,
  bootstrap: true,
  classWeight: 0,
};

const AS_FOUND: FrameRecipe = { isFlattened: false, alignment: null };
export const ALIGNED: FrameRecipe = {
  isFlattened: true,
  alignment: {
    target: 'half-step',
    reach: 6,
    features: { scale: 'area', blocks: ['intensity', 'derivative'] },
    forest: { trees: 20, featuresPerSplit: 100, leaf: 5, bootstrap: false },
  },
};

/** The protocol of Zheng et al. 2020 on our data: 200 intensities divided by their maximum, 30 and 50 trees. */
export const PAPER: Recipe = {
  name: 'paper-2020',
  seed: 'paper-2020',
  features: PAPER_FEATURES,
  without: [],
  samples: 'site-and-average',
  frame: AS_FOUND,
  augmentation: { ...times(0, SCAN), stretch: 0.05, resolution: 1, rows: 0, copies: [2, 2] },
  mixtures: 0,
  borrowing: null,
  cn: RANDOM_FOREST,
  motif: { ...RANDOM_FOREST, trees: 50 },
  large: null,
  minimumSupport: 3,
};

/** What ships. */
export const SHIPPED: Recipe = {
  name: 'xanopy-2',
  seed: 'xanopy-2',
  features: { scale: 'area', blocks: ['intensity', 'derivative', 'area'] },
  without: [],
  samples: 'site-and-average',
  frame: ALIGNED,
  augmentation: AUGMENTATION,
  mixtures: 0,
  borrowing: { share: 0.3, reach: 2, most: 40, enough: 400 },
  cn: { ...EXTRA_TREES, trees: 80, classWeight: 0.5 },
  motif: { ...EXTRA_TREES, trees: 40 },
  large: { samples: 1000, leaf: 6, trees: 0.75 },
  minimumSupport: 1,
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

/** `base` with one choice changed at a time: the rows of the ablation table. */
export const ABLATIONS = (base: Recipe): readonly Recipe[] => [
  ...(['maximum', 'post-edge', 'post-peak'] as const).map((scale) =>
    vary(base, `intensity / ${scale}`, { features: { ...base.features, scale } }),
  ),
  ...([['intensity'], ['intensity', 'derivative'], ['intensity', 'area']] as const).map((blocks) =>
    vary(base, `features: ${blocks.join(' and ')}`, { features: { ...base.features, blocks } }),
  ),
  vary(base, 'random forest', { forest: { splits: 'best', bootstrap: true } }),
  vary(base, 'leaf of 3 rows', { forest: { leaf: 3 } }),
  vary(base, 'leaf of 8 rows', { forest: { leaf: 8 } }),
  vary(base, '3 sqrt features a split', { forest: { featuresPerSplit: 3 } }),
  vary(base, '100 trees', { forest: { trees: 100 } }),
  vary(base, 'natural class weights', { forest: { classWeight: 0 } }),
  vary(base, 'balanced class weights', { forest: { classWeight: 1 } }),
  vary(base, 'minimum support 2', { minimumSupport: 2 }),
  vary(base, 'minimum support 4', { minimumSupport: 4 }),
  vary(base, 'with mixtures', { mixtures: 0.5 }),
  vary(base, 'with borrowed spectra', { borrowing: SHIPPED.borrowing }),
  vary(base, 'sites only', { samples: 'site' }),
  vary(base, 'no augmentation', { augmentation: null }),
  vary(base, 'a quarter of the copies', { augmentation: { copies: [1, 4] } }),
  vary(base, 'no stretch', { augmentation: { stretch: 0 } }),
  vary(base, 'no resolution', { augmentation: { resolution: 0, loss: 0 } }),
  vary(base, 'no energy-dependent loss', { augmentation: { loss: 0 } }),
  vary(base, 'no error of the calculation', { augmentation: { error: 0 } }),
  vary(base, 'no weakening', { augmentation: { weakening: 0 } }),
  vary(base, 'no error of the edge step', { augmentation: { step: 0 } }),
  vary(base, 'no E0 jitter', { augmentation: { e0: 0 } }),
  vary(base, 'E0 as found, jitter 4.5 eV', {
    frame: { ...base.frame, alignment: null },
    augmentation: { e0: SCAN.e0 + 3 },
  }),
  vary(base, 'slope above the edge left in', { frame: { ...base.frame, isFlattened: false } }),
  vary(base, 'no slopes', { augmentation: { slope: 0 } }),
  vary(base, 'no late starts', { augmentation: { late: 0 } }),
  vary(base, 'no noise', { augmentation: { noise: 0 } }),
  vary(base, 'no damping', { augmentation: { damping: 0 } }),
];

/** The first frame: E0 as found, erring by up to 4.5 eV in training, intensities in units of their post-peak mean. */
const FIRST = vary(SHIPPED, 'E0 as found, post-peak', {
  features: { ...SHIPPED.features, scale: 'post-peak' },
  frame: AS_FOUND,
  borrowing: null,
  forest: { trees: 40 },
  augmentation: { ...SCAN, e0: SCAN.e0 + 3, copies: [1, 12] },
});
const ALIGNED_FIRST = vary(FIRST, 'aligned', {
  features: SHIPPED.features,
  frame: ALIGNED,
  augmentation: { e0: 1, slope: 0.3 },
});
const LATE = vary(ALIGNED_FIRST, 'aligned, late starts', { augmentation: { late: 0.25 } });

const withTarget = (target: Alignment['target']): FrameRecipe => ({
  ...ALIGNED,
  alignment: ALIGNED.alignment && { ...ALIGNED.alignment, target },
});

/** Recipes that `npm run training:recipes` compares with the first of them. */
export const CANDIDATES: readonly Recipe[] = [
  FIRST,
  vary(FIRST, 'area', { features: SHIPPED.features }),
  vary(FIRST, 'area, flattened', {
    features: SHIPPED.features,
    frame: { isFlattened: true, alignment: null },
    augmentation: { slope: 0.3 },
  }),
  ALIGNED_FIRST,
  LATE,
  vary(LATE, 'aligned, late starts, post-peak', {
    features: { ...SHIPPED.features, scale: 'post-peak' },
  }),
  vary(LATE, 'aligned, late starts, balanced class weights', { forest: { classWeight: 1 } }),
  vary(LATE, 'aligned, late starts, mixtures', { mixtures: 0.5 }),
  vary(LATE, 'aligned to the calculation, late starts', { frame: withTarget('calculation') }),
];
