import { answerOf, featuresIn, votesOf, windowsFor } from '../environment/answer';
import type { Environment } from '../environment/labels';
import { XanopyError } from '../errors';
import type { ElementModel, View } from '../forest/model';
import { Random } from '../random';
import { materialOf, refuseContradictions, type OwnReference } from '../references/library';
import { modelWindow, type Frame } from '../spectrum/align';
import type { Curve, Spectrum } from '../spectrum/types';
import { scaled } from '../steps';
import { copiesFor, disturbed, SCAN, type Augmentation } from './augment';
import { fittingClassifiers, type Added, type Classifiers } from './fit';
import { measure, type Judged, type Measures } from './measures';
import { assignFolds, preparing, windowOrNull, type PreparedSample, type PreparedView } from './prepared';
import { SHIPPED, type Recipe } from './recipe';
import { samplesOf, type Material } from './samples';

/** What one material of the references counts, in materials of the calculations; 0 leaves them out. */
export const WEIGHTS = [1, 5] as const;

/** Own materials with which something is left to learn when one is left out. */
export const FEWEST_OWN_MATERIALS = 2;
const MOST_FOLDS = 5;

/**
 * The recipe of the shipped forests without what other elements lend. The aligner stays the shipped one: reach 0
 * learns none.
 */
const RECIPE: Recipe = {
  ...SHIPPED,
  name: 'yours',
  borrowing: null,
  views: SHIPPED.views.map(({ frame, ...view }) => ({
    ...view,
    frame: { ...frame, alignment: frame.alignment && { ...frame.alignment, reach: 0 } },
  })),
};
/** Trees and copies that cross-validation can pay for. */
const LIGHT: Recipe = {
  ...RECIPE,
  cn: { ...RECIPE.cn, trees: 10 },
  motif: { ...RECIPE.motif, trees: 4 },
};
const LIGHT_COPIES = 6;

/** How two scans of one compound differ: calculations have no part in it. */
const REPEATED = { stretch: 0, loss: 0, error: 0, weakening: 0, start: 0, damping: SCAN.damping / 2 };

/** Measures of forests that never saw the materials in question. */
export interface Retrial {
  readonly folds: number;
  /** What the references count; chosen where the first of `trials` with the highest Jaccard index of `own` is. */
  readonly weight: number;
  /** Without the references. */
  readonly without: Trial;
  readonly trials: readonly (Trial & { readonly weight: number })[];
  /** The shipped model, which saw none of the references, on them. */
  readonly shipped: Measures;
  /** The references one by one, each left out, with the chosen weight. */
  readonly answers: readonly HeldOutReference[];
}

export interface HeldOutReference {
  readonly name: string;
  readonly truth: Environment;
  readonly answer: Environment;
}

export interface Trial {
  /** On the references. */
  readonly own: Measures;
  /** On the computed spectra. */
  readonly computed: Measures;
}

export interface Retrained {
  readonly model: ElementModel;
  readonly retrial: Retrial;
  /** Learnt from, own ones apart. */
  readonly computed: { readonly spectra: number; readonly materials: number };
  readonly own: { readonly spectra: number; readonly materials: number };
}

const distinct = <T>(items: readonly T[]): number => new Set(items).size;

/** Windows of a reference in one view of the model, with copies as other scans of the compound might give them. */
function viewOf(
  spectrum: Spectrum,
  e0: number,
  frame: Frame,
  augmentation: Augmentation | null,
  count: number,
  random: Random,
): PreparedView {
  const { e0: centre, window } = modelWindow(spectrum, e0, frame);
  const variation = augmentation && { ...augmentation, ...REPEATED };
  return {
    window: window.mu,
    copies: Array.from({ length: variation ? count : 0 }).flatMap(() => {
      if (!variation) return [];
      const varied = disturbed(spectrum, centre, variation, random);
      const at = centre + random.between(-variation.e0, variation.e0);
      return windowOrNull(varied, at, frame.isFlattened) ?? [];
    }),
    misplaced: [],
  };
}

/** A reference as the forests of a model see it. */
function preparedReference(reference: OwnReference, views: readonly View[], count: number): PreparedSample {
  const { element, name, energy, mu, e0, environment, id } = reference;
  const curve: Curve = { energy, mu };
  const spectrum: Spectrum = { ...curve, signal: 'computed', isNormalised: true, element };
  return {
    element,
    material: `own ${materialOf(reference)}`,
    formula: name,
    source: 'own',
    kind: 'average',
    site: -1,
    spectrum,
    origin: energy[0],
    // Only mixtures are made of order parameters, and no reference takes part in one.
    parameters: { cnWeights: new Map(), motifs: new Map() },
    truth: environment,
    curve,
    e0,
    views: RECIPE.views.map(({ augmentation }, view) =>
      viewOf(spectrum, e0, views[view].frame, augmentation, count, new Random(`own/${id}`)),
    ),
  };
}

/** A sample with fewer copies to learn from, and what the forests are asked with when it is held out. */
interface Tested {
  readonly sample: PreparedSample;
  /** Features in every view of the shipped model, whose aligner stays. */
  readonly features: readonly Float32Array[];
}

function testedWith(shipped: ElementModel): (sample: PreparedSample) => Tested {
  return (sample) => ({
    sample: {
      ...sample,
      views: sample.views.map((view) => ({ ...view, copies: view.copies.slice(0, LIGHT_COPIES) })),
    },
    features: featuresIn(shipped, windowsFor(shipped, sample.curve, sample.e0)),
  });
}

const judgedBy =
  (model: ElementModel) =>
  ({ sample: { material, formula, truth }, features }: Tested): Judged & HeldOutReference => ({
    material,
    name: formula,
    truth,
    answer: answerOf(votesOf(model, features)).environment,
  });

/** Which share of the time each stage takes. */
const PARTS = { preparing: 0.25, trials: 0.5, growing: 0.25 } as const;

/**
 * Grows the forests of an element again, with own references beside the computed spectra. How much the references
 * count is chosen by cross-validation: whole materials are left out, computed and own alike. The shipped model gives
 * the views, the aligner and the calibration. Yields the part (0 to 1) that is done.
 * @param folds into which materials are dealt; as many as there are own materials leaves one of them out at a time
 * @throws XanopyError `references-element`, `references-few`, `references-contradict`, `window-not-covered`
 */
export function* retraining(
  materials: readonly Material[],
  references: readonly OwnReference[],
  shipped: ElementModel,
  folds = MOST_FOLDS,
): Generator<number, Retrained> {
  const { element } = shipped;
  const chosen = referencesOf(element, references);
  const computed = yield* scaled(
    preparing(materials.flatMap(samplesOf), element, RECIPE),
    0,
    PARTS.preparing,
  );
  const copies = Math.max(
    1,
    ...RECIPE.views.map(({ augmentation }) => (augmentation ? copiesFor(augmentation, computed.length) : 0)),
  );
  const own = chosen.map((reference) => preparedReference(reference, shipped.views, copies));
  const tested = testedWith(shipped);
  const retrial = yield* scaled(
    crossValidation(computed.map(tested), own.map(tested), shipped, folds),
    PARTS.preparing,
    PARTS.trials,
  );
  const classifiers = yield* scaled(
    fittingClassifiers(computed, RECIPE, element, [], own.map(weighing(retrial.weight))),
    1 - PARTS.growing,
    PARTS.growing,
  );
  return {
    model: modelWith(shipped, classifiers),
    retrial,
    computed: counted(computed),
    own: counted(own),
  };
}

const counted = (samples: readonly PreparedSample[]): Retrained['own'] => ({
  spectra: samples.length,
  materials: distinct(samples.map(({ material }) => material)),
});

const weighing =
  (weight: number) =>
  (sample: PreparedSample): Added => ({ sample, weight });

/** The model with other forests. */
const modelWith = (shipped: ElementModel, { cn, motifs }: Classifiers): ElementModel => ({
  ...shipped,
  kind: 'forest',
  version: '',
  cn,
  motifs,
});

/**
 * The references of an element, where they are enough to learn from.
 * @throws XanopyError `references-element`, `references-few`, `references-contradict`
 */
export function referencesOf(element: string, references: readonly OwnReference[]): readonly OwnReference[] {
  const own = references.filter((reference) => reference.element === element);
  if (own.length === 0) {
    const others = [...new Set(references.map((reference) => reference.element))].sort();
    throw new XanopyError(
      'references-element',
      `The library has no spectrum of ${element}${others.length > 0 ? `, only of ${others.join(', ')}` : ''}. Label spectra of ${element} first.`,
    );
  }
  const count = distinct(own.map(materialOf));
  if (count < FEWEST_OWN_MATERIALS) {
    throw new XanopyError(
      'references-few',
      `The references of ${element} are of one material only (${own[0].material}): with that left out there is nothing to test with. Label a second material.`,
    );
  }
  refuseContradictions(own);
  return own;
}

function* crossValidation(
  computed: readonly Tested[],
  own: readonly Tested[],
  shipped: ElementModel,
  most: number,
): Generator<number, Retrial> {
  const { element } = shipped;
  const samplesOf = (tested: readonly Tested[]): PreparedSample[] => tested.map(({ sample }) => sample);
  const folds = Math.min(most, distinct(own.map(({ sample }) => sample.material)));
  // Dealt apart, so that every fold has own materials.
  const foldOf = new Map([
    ...assignFolds(samplesOf(computed), folds, element),
    ...assignFolds(samplesOf(own), folds, `own/${element}`),
  ]);
  const isIn = (fold: number) => (tested: Tested) => foldOf.get(tested.sample.material) === fold;
  const weights = [0, ...WEIGHTS];
  const trials: (Trial & { weight: number; answers: HeldOutReference[] })[] = [];
  for (const [w, weight] of weights.entries()) {
    const judged: Record<'own' | 'computed', (Judged & HeldOutReference)[]> = { own: [], computed: [] };
    for (let fold = 0; fold < folds; fold++) {
      const learnt = (tested: readonly Tested[]): PreparedSample[] =>
        samplesOf(tested.filter((one) => !isIn(fold)(one)));
      const added = weight === 0 ? [] : learnt(own).map(weighing(weight));
      const classifiers = yield* scaled(
        fittingClassifiers(
          learnt(computed),
          { ...LIGHT, seed: `${LIGHT.seed}/fold-${fold}` },
          element,
          [],
          added,
        ),
        (w + fold / folds) / weights.length,
        1 / folds / weights.length,
      );
      const judge = judgedBy(modelWith(shipped, classifiers));
      judged.own.push(...own.filter(isIn(fold)).map(judge));
      judged.computed.push(...computed.filter(isIn(fold)).map(judge));
    }
    trials.push({
      weight,
      own: measure(judged.own),
      computed: measure(judged.computed),
      answers: judged.own,
    });
  }
  const [without, ...rest] = trials;
  const best = rest.reduce((a, b) => (b.own.jaccard > a.own.jaccard ? b : a));
  return {
    folds,
    weight: best.weight,
    without: { own: without.own, computed: without.computed },
    trials: rest.map(({ answers: _, ...trial }) => trial),
    shipped: measure(own.map(judgedBy(shipped))),
    answers: best.answers.map(({ name, truth, answer }) => ({ name, truth, answer })),
  };
}
