import { PAPER_FEATURES } from '../../src/domain/features';
import { SCAN, times, type Augmentation } from '../../src/domain/growing/augment';
import {
  ALIGNED,
  FLATTENED_VIEW,
  SHIPPED,
  SLOPED_VIEW,
  type Alignment,
  type Borrowing,
  type ForestRecipe,
  type FrameRecipe,
  type Recipe,
  type ViewRecipe,
} from '../../src/domain/growing/recipe';

const AS_FOUND: FrameRecipe = { isFlattened: false, alignment: null };

const RANDOM_FOREST: ForestRecipe = {
  splits: 'best',
  trees: 30,
  featuresPerSplit: 1,
  leaf: 1,
  bootstrap: true,
  classWeight: 0,
};

/** The protocol of Zheng et al. 2020 on our data: 200 intensities divided by their maximum, 30 and 50 trees. */
export const PAPER: Recipe = {
  name: 'paper-2020',
  seed: 'paper-2020',
  views: [
    {
      features: PAPER_FEATURES,
      frame: AS_FOUND,
      augmentation: { ...times(0, SCAN), stretch: 0.05, resolution: 1, rows: 0, copies: [2, 2] },
    },
  ],
  without: [],
  samples: 'site-and-average',
  mixtures: 0,
  borrowing: null,
  cn: RANDOM_FOREST,
  motif: { ...RANDOM_FOREST, trees: 50 },
  large: null,
  prevalence: 0,
  minimumSupport: 3,
};

type Change = Partial<Omit<Recipe, 'views' | 'cn' | 'motif'>> & {
  /** Changes of every view, or a function that gives them. */
  readonly view?: Partial<ViewRecipe> | ((view: ViewRecipe) => Partial<ViewRecipe>);
  readonly views?: readonly ViewRecipe[];
  readonly forest?: Partial<ForestRecipe>;
  readonly augmentation?: Partial<Augmentation> | null;
};

/** `base` with all views, both forests and the augmentation changed in the fields given; the seed stays. */
export function vary(
  base: Recipe,
  name: string,
  { forest, augmentation, view = {}, views = base.views, ...rest }: Change,
): Recipe {
  return {
    ...base,
    ...rest,
    name,
    views: views.map((old) => {
      const changed = { ...old, ...(typeof view === 'function' ? view(old) : view) };
      const known = changed.augmentation;
      return {
        ...changed,
        augmentation: augmentation === null || known === null ? null : { ...known, ...augmentation },
      };
    }),
    cn: { ...base.cn, ...forest },
    motif: { ...base.motif, ...forest },
  };
}

/** `base` with one choice changed at a time: the rows of the ablation table. */
export const ABLATIONS = (base: Recipe): readonly Recipe[] => [
  vary(base, 'E0 as found alone, twice the trees', {
    views: [FOUND_VIEW],
    forest: { trees: 2 * base.cn.trees },
  }),
  vary(base, 'slope left in alone, twice the trees', {
    views: [SLOPED_VIEW],
    forest: { trees: 2 * base.cn.trees },
  }),
  vary(base, 'slope left in with E0 as found', { views: [FOUND_VIEW, FLATTENED_VIEW] }),
  vary(base, 'slope taken out alone, twice the trees', {
    views: [FLATTENED_VIEW],
    forest: { trees: 2 * base.cn.trees },
  }),
  ...(['maximum', 'post-edge', 'post-peak', 'area'] as const).map((scale) =>
    vary(base, `intensity / ${scale}`, { view: ({ features }) => ({ features: { ...features, scale } }) }),
  ),
  ...([['intensity'], ['intensity', 'derivative'], ['intensity', 'area']] as const).map((blocks) =>
    vary(base, `features: ${blocks.join(' and ')}`, {
      view: ({ features }) => ({ features: { ...features, blocks } }),
    }),
  ),
  vary(base, 'random forest', { forest: { splits: 'best', bootstrap: true } }),
  vary(base, 'leaf of 3 rows', { forest: { leaf: 3 } }),
  vary(base, 'leaf of 8 rows', { forest: { leaf: 8 } }),
  vary(base, '3 sqrt features a split', { forest: { featuresPerSplit: 3 } }),
  vary(base, 'twice the trees', { forest: { trees: 2 * base.cn.trees } }),
  vary(base, 'class weights to the power 1/2', { forest: { classWeight: 0.5 } }),
  vary(base, 'frequencies as computed', { prevalence: 0 }),
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
  vary(base, 'slope left in both', { view: ({ frame }) => ({ frame: { ...frame, isFlattened: false } }) }),
  vary(base, 'no slopes', { augmentation: { slope: 0 } }),
  vary(base, 'no late starts', { augmentation: { late: 0 } }),
  vary(base, 'no noise', { augmentation: { noise: 0 } }),
  vary(base, 'no damping', { augmentation: { damping: 0 } }),
];

/** Fewer trees and copies, an element alone: what a comparison of recipes can pay for. */
const LIGHT = { borrowing: null, augmentation: { copies: [1, 12] } } as const;
const light = (name: string, views: readonly ViewRecipe[], forest: Partial<ForestRecipe> = {}): Recipe =>
  vary(SHIPPED, name, { ...LIGHT, views, forest: { trees: 40, ...forest } });

const jittered = (view: ViewRecipe, e0: number): ViewRecipe => ({
  ...view,
  augmentation: view.augmentation && { ...view.augmentation, e0 },
});

/** What the sloped view was before it was aligned: without an aligner it must bear larger errors of E0. */
const FOUND_VIEW: ViewRecipe = { ...jittered(SLOPED_VIEW, SCAN.e0 + 3), frame: AS_FOUND };
const UNFLATTENED_VIEW: ViewRecipe = { ...FLATTENED_VIEW, frame: { ...ALIGNED, isFlattened: false } };

const withTarget = (target: Alignment['target']): ViewRecipe => ({
  ...FLATTENED_VIEW,
  frame: { ...ALIGNED, alignment: ALIGNED.alignment && { ...ALIGNED.alignment, target } },
});

/** The view that `npm run training:classifiers` gives to every classifier. */
export const COMPARED_ALONE = light('E0 as found', [FOUND_VIEW]);

/** All elements learn from the spectra of all, as if they were their own; each still answers with what it shows itself. */
const POOLED: Borrowing = { share: 1, reach: Infinity, most: 60, enough: Infinity };

const BOTH = [SLOPED_VIEW, FLATTENED_VIEW];

/** Recipes that `npm run training:recipes` compares with the first of them; all but those that say so have 40 trees in all. */
export const CANDIDATES: readonly Recipe[] = [
  COMPARED_ALONE,
  light('slope taken out', [FLATTENED_VIEW]),
  light('both views', BOTH, { trees: 20 }),
  light('both views, slope left in with E0 as found', [FOUND_VIEW, FLATTENED_VIEW], { trees: 20 }),
  light('both views, slope left in with E0 wrong by 2.5 eV', [jittered(SLOPED_VIEW, 2.5), FLATTENED_VIEW], {
    trees: 20,
  }),
  light('slope left in', [UNFLATTENED_VIEW]),
  light('both views, slope left in both', [SLOPED_VIEW, UNFLATTENED_VIEW], { trees: 20 }),
  light('both views, balanced class weights', BOTH, { trees: 20, classWeight: 1 }),
  light('three views', [SLOPED_VIEW, FLATTENED_VIEW, UNFLATTENED_VIEW], { trees: 13 }),
  light('slope taken out, post-peak', [{ ...FLATTENED_VIEW, features: SLOPED_VIEW.features }]),
  light('slope taken out, balanced class weights', [FLATTENED_VIEW], { classWeight: 1 }),
  light('both views, class weights to the power 1/2', BOTH, { trees: 20, classWeight: 0.5 }),
  { ...light('both views, frequencies as computed', BOTH, { trees: 20 }), prevalence: 0 },
  light('both views, twice the trees', BOTH, { trees: 40 }),
  light('both views, 45 trees with leaves of 3 rows', BOTH, { trees: 45, leaf: 3, featuresPerSplit: 2 }),
  light('both views, 28 trees with three times the features a split', BOTH, {
    trees: 28,
    featuresPerSplit: 3,
  }),
  { ...light('both views, mixtures of two sites', BOTH, { trees: 20 }), mixtures: 0.5 },
  { ...light('both views, borrowing', BOTH, { trees: 20 }), borrowing: SHIPPED.borrowing },
  { ...light('both views, pooled over all elements', BOTH, { trees: 20 }), borrowing: POOLED },
  light('aligned to the calculation', [withTarget('calculation')]),
];
