import type { Analysis } from './analysis';
import type { Message } from './errors';
import { compareEnvironments, type Comparison } from './environment/comparison';
import type { OpenedModel } from './forest/pack';
import type { PackMark } from './forest/pack-mark';

/*
 * Answers of packs: marked as such, and never surer than what the pack brings along allows.
 */

/** A pack as answers and messages name it, e.g. `Forests of 2020 (version 1)`. */
export const packName = ({ name, version }: PackMark): string => `${name} (version ${version})`;

/** Whether the numbers of an answer are shares of a pack's votes, which nobody has compared with the truth. */
export const isUncalibrated = ({
  reasons,
}: {
  readonly reasons: readonly { readonly code: string }[];
}): boolean => reasons.some(({ code }) => code === 'pack-uncalibrated');

/** What a pack lacks of what the shipped models have; null where it lacks nothing. */
function lackOf({ model, library }: OpenedModel, mark: PackMark): Message | null {
  if (model.calibration) return null;
  const more = library ? '' : ' Nor does it bring spectra to compare with, or limits of its domain.';
  return {
    code: 'pack-uncalibrated',
    message: `The pack ${packName(mark)} brings no calibration: its numbers are shares of votes and do not say how often such answers are right.${more}`,
  };
}

/**
 * The analysis as an answer of a pack. Without a calibration it is at the border of its domain at best, and what the
 * shipped models refuse, a pack does not answer: `shipped` is what they say of the same spectrum, null where there are none.
 */
export function answerOfPack(
  analysis: Analysis,
  mark: PackMark,
  opened: OpenedModel,
  shipped: Analysis | null,
): Analysis {
  const { confidence } = analysis;
  const lack = lackOf(opened, mark);
  const refusal = shipped?.confidence.applicability;
  const isRefused = refusal?.verdict === 'outside';
  const { verdict, reasons } = confidence.applicability;
  const isOutside = verdict === 'outside' || isRefused;
  const known = new Set(reasons.map(({ code }) => code));
  const applicability = {
    verdict: isOutside ? ('outside' as const) : lack ? ('borderline' as const) : verdict,
    reasons: [
      ...(isRefused ? refusal.reasons.filter(({ code }) => !known.has(code)) : []),
      ...reasons,
      ...(lack ? [lack] : []),
    ],
  };
  const claimed = (probability: number): number => (isOutside ? 0 : probability);
  return {
    ...analysis,
    pack: mark,
    jaccardConfidence: claimed(analysis.jaccardConfidence),
    confidence: {
      ...confidence,
      // Forests that grew again bring the calibration of the shipped ones along, whose score is not theirs.
      heldOut: mark.origin === 'yours' ? null : confidence.heldOut,
      applicability,
      jaccard: claimed(confidence.jaccard),
      firstEntryProbability: claimed(confidence.firstEntryProbability),
      leadingCnProbability: claimed(confidence.leadingCnProbability),
      isUpperBound: confidence.isUpperBound || lack !== null,
    },
  };
}

/** How the answers of the shipped models and of a pack to one spectrum compare; null where only one was asked. */
export const comparisonOf = ({ answer, beside }: Analysis): Comparison | null =>
  beside && compareEnvironments(answer.environment, beside.answer.environment);
