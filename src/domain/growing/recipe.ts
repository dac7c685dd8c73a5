import type { FeatureRecipe } from '../features';
import { LARGEST_CORRECTION, type Region } from '../spectrum/window';
import { SCAN, type Augmentation } from './augment';
import type { GrowOptions } from './grow';

/** Everything that decides what a training run gives, but for the data. */
export interface Recipe {
  readonly name: string;
  readonly seed: string;
  /** Ways of looking at a spectrum, each with forests of its own; they vote together. */
  readonly views: readonly ViewRecipe[];
  /** Regions of the window that are blanked out (drop-variable importance). */
  readonly without: readonly Region[];
  /** Which computed spectra are learnt from. */
  readonly samples: 'site' | 'site-and-average';
  /** Mixtures of two of the element's samples, with mixed labels, per sample. */
  readonly mixtures: number;
  /** What other elements lend; null trains on the element alone. */
  readonly borrowing: Borrowing | null;
  /** Forest for the CN ranking and for the motif ranking of each CN. */
  readonly cn: ForestRecipe;
  readonly motif: ForestRecipe;
  /** From so many samples on leaves have that many rows and forests that share of the trees, so that no model exceeds 1 MiB. */
  readonly large: { readonly samples: number; readonly leaf: number; readonly trees: number } | null;
  /**
   * Votes count by their leading CN with this power of how much rarer or more frequent it is in crystals that were not picked for
   * it (see `training/samples/prevalence.ts`); 0 counts all alike.
   */
  readonly prevalence: number;
  /** A ranking that fewer materials show is learnt as its best supported relative (see `classes.ts`). */
  readonly minimumSupport: number;
}

/** How one view is learnt. */
export interface ViewRecipe {
  readonly features: FeatureRecipe;
  readonly frame: FrameRecipe;
  readonly augmentation: Augmentation | null;
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
  /** Null leaves E0 as it is found; then the augmentation's `e0` errs about that, else about the true E0. */
  readonly alignment: Alignment | null;
}

export interface Alignment {
  /** What counts as the true E0: the half step of the undisturbed spectrum, or the Fermi level of the calculation. */
  readonly target: 'half-step' | 'calculation';
  /** Largest error of E0 (eV) that an aligner learns to correct; with 0 none is learnt. */
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

const COPIES = { rows: 2400, copies: [1, 25] } as const;

const EXTRA_TREES: ForestRecipe = {
  splits: 'random',
  trees: 60,
  featuresPerSplit: 1,
  leaf: 1,
  bootstrap: false,
  classWeight: 0,
};

export const ALIGNED: FrameRecipe = {
  isFlattened: true,
  alignment: {
    target: 'half-step',
    reach: LARGEST_CORRECTION,
    features: { scale: 'area', blocks: ['intensity', 'derivative'] },
    forest: { trees: 20, featuresPerSplit: 100, leaf: 5, bootstrap: false },
  },
};

const BLOCKS = ['intensity', 'derivative', 'area'] as const;

/** The slope left in, E0 wrong by as much as in a scan; intensities in units of their post-peak mean. */
export const SLOPED_VIEW: ViewRecipe = {
  features: { scale: 'post-peak', blocks: BLOCKS },
  frame: { ...ALIGNED, isFlattened: false },
  augmentation: { ...SCAN, ...COPIES },
};
/**
 * The slope divided out, intensities in units of the area of the window. The aligner leaves an error of E0 of about 1 eV; scans
 * that were published have slopes and begin late more often.
 */
export const FLATTENED_VIEW: ViewRecipe = {
  features: { scale: 'area', blocks: BLOCKS },
  frame: ALIGNED,
  augmentation: { ...SCAN, ...COPIES, e0: 1, slope: 0.3, late: 0.25 },
};

/** What ships: two views, which err in different ways; both correct E0 by the whole edge, each with an aligner of its own. */
export const SHIPPED: Recipe = {
  name: 'xanopy-3',
  seed: 'xanopy-3',
  views: [SLOPED_VIEW, FLATTENED_VIEW],
  without: [],
  samples: 'site-and-average',
  mixtures: 0,
  borrowing: { share: 0.3, reach: 2, most: 40, enough: 400 },
  cn: { ...EXTRA_TREES, trees: 50 },
  motif: { ...EXTRA_TREES, trees: 25 },
  large: { samples: 1000, leaf: 6, trees: 0.75 },
  prevalence: 0.5,
  minimumSupport: 1,
};
