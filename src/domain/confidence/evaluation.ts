import * as v from 'valibot';
import { DECISION_RULES } from './calibration';
import { VERDICTS } from './types';

/** Weighted means of what was stated and of what came true, and the number of materials behind them. */
const bin = v.object({ stated: v.number(), actual: v.number(), weight: v.number() });

const calibrated = v.object({
  /** Expected calibration error of the votes' own number and of the calibrated one. */
  errorBefore: v.number(),
  errorAfter: v.number(),
  before: v.array(bin),
  after: v.array(bin),
});

const conformal = v.object({
  /** Probability with which the sets were to contain the true CN ranking, and the share in which they did. */
  promised: v.number(),
  measured: v.number(),
  /** Mean number of CN rankings in a set. */
  size: v.number(),
});

const verdicts = v.object({
  name: v.string(),
  /** What the verdict ought to be. */
  expected: v.picklist(['accepted', 'refused']),
  spectra: v.number(),
  inDomain: v.number(),
  borderline: v.number(),
  outside: v.number(),
});

/** What `npm run evaluate` measures about confidence, on materials that no map or limit was fitted to. */
export const confidenceEvaluationSchema = v.object({
  /** Mean Jaccard index of both decisions; gain of the second over the first with its standard error. */
  decision: v.object({
    mostVoted: v.number(),
    highestExpectedJaccard: v.number(),
    gain: v.number(),
    error: v.number(),
    chosen: v.picklist(DECISION_RULES),
  }),
  pooled: v.object({ materials: v.number(), jaccard: calibrated, firstEntry: calibrated, conformal }),
  elements: v.array(
    v.object({
      element: v.string(),
      materials: v.number(),
      jaccard: calibrated,
      firstEntry: calibrated,
      conformal,
    }),
  ),
  /** Computed and made-up spectra. */
  domain: v.array(verdicts),
  /** Measured spectra, null where they are not at hand. Test only. */
  experiments: v.nullable(
    v.object({
      groups: v.array(verdicts),
      scans: v.array(
        v.object({
          file: v.string(),
          group: v.string(),
          verdict: v.picklist(VERDICTS),
          reasons: v.array(v.string()),
        }),
      ),
    }),
  ),
});

export type ConfidenceEvaluation = v.InferOutput<typeof confidenceEvaluationSchema>;
