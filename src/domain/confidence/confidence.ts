import type { Answer, ModelVotes } from '../environment/answer';
import { votesAt } from '../environment/answer';
import { featuresOf } from '../features';
import type { ElementModel } from '../forest/model';
import type { ModelWindow } from '../spectrum/align';
import type { PreparedSpectrum } from '../spectrum/prepare';
import { assessApplicability } from './applicability';
import { conformalSet, type RankingShare } from './conformal';
import { decide } from './decision';
import { evidenceOf } from './evidence';
import { applyMap } from './isotonic';
import { nearestNeighbours } from './neighbours';
import type { SpectrumLibrary } from './library';
import { stabilityProbes } from './stability';
import type { Confidence } from './types';

/** Nearest computed spectra that are shown. */
const NEIGHBOURS = 5;
/** Coverage promised where no calibration tells which rankings to leave out: all of them are kept. */
const DEFAULT_COVERAGE = 0.9;

/** The votes for every ranking that the model knows, those without a vote included. */
function rankingShares(model: ElementModel, votes: ModelVotes): RankingShare[] {
  const voted = new Set(votes.cn.map(({ label }) => label.join()));
  return [
    ...votes.cn,
    ...model.cn.classes.filter((label) => !voted.has(label.join())).map((label) => ({ label, share: 0 })),
  ];
}

/**
 * What is known about the trust that `answer` deserves, given the votes it was made from.
 * Without a calibration the votes' own numbers stand and no ranking is excluded. Outside the domain both
 * probabilities are 0: nothing is claimed about a spectrum that the model cannot judge.
 */
export function confidenceOf(
  prepared: PreparedSpectrum,
  aligned: ModelWindow,
  model: ElementModel,
  votes: ModelVotes,
  answer: Answer,
  library: SpectrumLibrary | null,
): Confidence {
  const { calibration, features } = model;
  const rule = calibration?.decision ?? 'most-voted';
  const curve = { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
  const stability = stabilityProbes(curve, prepared.e0, answer.environment, (moved, e0) =>
    decide(votesAt(model, moved, e0), rule),
  );
  const neighbours = library ? nearestNeighbours(prepared.window, library, NEIGHBOURS) : [];
  const applicability = assessApplicability({
    prepared,
    model,
    stability,
    nearest: neighbours[0]?.distance ?? null,
  });
  const claimed = applicability.verdict !== 'outside';
  const { expectedJaccard, firstEntryShare } = answer;
  return {
    jaccard: claimed ? (calibration ? applyMap(calibration.jaccard, expectedJaccard) : expectedJaccard) : 0,
    firstEntryProbability: claimed
      ? calibration
        ? applyMap(calibration.firstEntry, firstEntryShare)
        : firstEntryShare
      : 0,
    conformalSet: conformalSet(
      rankingShares(model, votes),
      claimed && calibration ? calibration.conformal.limit : 0,
      calibration?.conformal.coverage ?? DEFAULT_COVERAGE,
    ),
    applicability,
    stability,
    neighbours,
    evidence: evidenceOf(model, featuresOf(aligned.window.mu, features), answer.environment),
  };
}
