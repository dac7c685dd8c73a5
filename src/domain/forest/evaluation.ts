import * as v from 'valibot';
import { confidenceEvaluationSchema } from '../confidence/evaluation';
import { checked, FETCH_AGAIN } from '../checked';

/** A mean over materials with its 95 % interval from a bootstrap over materials. */
const estimate = v.object({ value: v.number(), low: v.number(), high: v.number() });

/** Shares between 0 and 1; every material counts once. */
const measures = v.object({
  /** The whole CN ranking is right. */
  cnRanking: estimate,
  /** The leading CN is right. */
  leadingCn: estimate,
  /** The leading CN and its whole motif ranking are right: the paper's accuracy. */
  firstEntry: estimate,
  /** Mean Jaccard index of the (CN, motif) pairs. */
  jaccard: estimate,
  /** Mean recall over the true leading CNs. */
  balanced: v.number(),
});

/** Our forests, the paper's recipe on the same data and the most frequent label. */
const compared = v.object({ ours: measures, paper: measures, baseline: measures });

const means = { cnRanking: v.number(), leadingCn: v.number(), firstEntry: v.number(), jaccard: v.number() };
const region = v.picklist(['pre-edge', 'main-peak', 'post-peak']);

const robustness = v.array(
  v.object({
    /**
     * What is wrong: E0 (eV), noise (standard deviation in edge steps), resolution (standard deviation, eV), a slope
     * above the edge (relative, over 40 eV), a late start or an early end (eV from E0), over-absorption (share of the edge in the whole absorption), or everything that tells a scan from a calculation (as a multiple of the usual).
     */
    kind: v.picklist(['scan', 'e0', 'noise', 'resolution', 'slope', 'start', 'end', 'damping']),
    value: v.number(),
    ours: v.object(means),
    paper: v.object(means),
  }),
);

const elementSchema = v.object({
  element: v.string(),
  group: v.string(),
  materials: v.number(),
  spectra: v.number(),
  /** Entropy of the CN rankings, bits. */
  labelEntropy: v.number(),
  measures: compared,
  /** Share of the materials with this leading CN whose leading CN is found. */
  recalls: v.array(
    v.object({
      cn: v.number(),
      materials: v.number(),
      ours: v.number(),
      paper: v.number(),
      baseline: v.number(),
    }),
  ),
  /** Leading CN: rows are the truth, columns the answer, in the order of `cns`; counts of spectra. */
  confusion: v.object({ cns: v.array(v.number()), counts: v.array(v.array(v.number())) }),
  learningCurve: v.array(v.object({ trainingMaterials: v.number(), ...means })),
  /** Loss of leading-CN accuracy when a region is left out, by true leading CN (null: all). */
  importance: v.array(
    v.object({
      cn: v.nullable(v.number()),
      without: v.array(region),
      loss: v.number(),
      relative: v.number(),
    }),
  ),
  robustness,
});

/** A list of classifiers with what their grids let choose, and the scores of each. */
const classifierScores = v.array(
  v.object({ classifier: v.string(), firstEntry: estimate, jaccard: estimate }),
);
const classifierComparison = v.object({
  /** Spectra of an element that were looked at, at most. */
  most: v.number(),
  classifiers: v.array(
    v.object({
      name: v.string(),
      grid: v.record(v.string(), v.array(v.union([v.string(), v.number()]))),
    }),
  ),
  /** Means over the elements of the paper's groups; `all` last. */
  groups: v.array(v.object({ group: v.string(), elements: v.number(), scores: classifierScores })),
  elements: v.array(
    v.object({
      element: v.string(),
      materials: v.number(),
      /** Entropy of the CN rankings, bits. */
      labelEntropy: v.number(),
      scores: classifierScores,
    }),
  ),
});

const experimentScore = v.object({ right: v.number(), total: v.number(), jaccard: v.number() });

/** `public/models/evaluation.json`: what `npm run evaluate` measured, for the Models page. */
export const evaluationSchema = v.object({
  format: v.literal('xanopy-evaluation'),
  formatVersion: v.literal(1),
  /** Version of the manifest whose models were evaluated. */
  version: v.string(),
  recipe: v.string(),
  elements: v.array(elementSchema),
  /** Means over the elements of the paper's groups; `all` last. */
  groups: v.array(
    v.object({ group: v.string(), elements: v.number(), materials: v.number(), measures: compared }),
  ),
  /** Means over elements under every perturbation. */
  robustness,
  /** Recipes with one choice changed; differences of means over elements against the first row. */
  ablations: v.array(
    v.object({
      name: v.string(),
      elements: v.number(),
      ...means,
      balanced: v.number(),
      scan: v.object(means),
    }),
  ),
  /** Mean number of labels a spectrum against the threshold, for site and averaged spectra. */
  thresholds: v.object({
    cn: v.array(v.object({ threshold: v.number(), site: v.number(), average: v.number() })),
    motif: v.array(v.object({ threshold: v.number(), site: v.number(), average: v.number() })),
    chosen: v.object({ cn: v.number(), motif: v.number() }),
  }),
  /** How far stated confidence can be taken at its word; absent where it was not measured. */
  confidence: v.nullish(confidenceEvaluationSchema),
  /** What `npm run evaluate:classifiers` measured: the paper's five classifiers on the same spectra and folds. */
  classifiers: v.nullish(classifierComparison),
  /** The paper's experimental spectra, null where they are not at hand. Test only. */
  experiments: v.nullable(
    v.object({
      spectra: v.array(
        v.object({
          element: v.string(),
          formula: v.string(),
          truth: v.string(),
          ours: v.string(),
          published: v.string(),
          oursRight: v.boolean(),
          publishedRight: v.boolean(),
          oursJaccard: v.number(),
          publishedJaccard: v.number(),
        }),
      ),
      /** Both with the window moved by so many eV. */
      shifts: v.array(v.object({ shift: v.number(), ours: experimentScore, published: experimentScore })),
      /** The paper's table 1 with our data and recipe. */
      table1: v.array(
        v.object({
          training: v.picklist(['site-and-average', 'site']),
          augmented: v.boolean(),
          ours: experimentScore,
        }),
      ),
      /** Raw scans, read as the page reads them, by the forests alone. */
      scans: v.array(
        v.object({
          file: v.string(),
          element: v.string(),
          expected: v.string(),
          answer: v.string(),
          right: v.boolean(),
        }),
      ),
    }),
  ),
});

export type Evaluation = v.InferOutput<typeof evaluationSchema>;
export type ClassifierComparison = v.InferOutput<typeof classifierComparison>;
export type ElementEvaluation = Evaluation['elements'][number];

/**
 * Evaluation from parsed JSON of unknown origin.
 * @throws XanopyError `evaluation-invalid` naming the first fault
 */
export function decodeEvaluation(json: unknown): Evaluation {
  return checked(evaluationSchema, json, 'evaluation-invalid', 'The evaluation', FETCH_AGAIN);
}
