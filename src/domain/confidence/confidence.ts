import type { Answer, ModelVotes } from '../environment/answer';
import { hasOwnWindow, type ElementModel } from '../forest/model';
import type { Curve } from '../spectrum/types';
import type { PreparedSpectrum } from '../spectrum/prepare';
import { cutWindow, LARGEST_CORRECTION } from '../spectrum/window';
import { assessApplicability } from './applicability';
import { conformalSet, type RankingShare } from './conformal';
import { decideAt } from './decision';
import { evidenceOf } from './evidence';
import { applyMap, type MonotoneMap } from './isotonic';
import { nearestNeighbours } from './neighbours';
import { checkFor, foreignProbability, type OxideChecks } from './oxide-check';
import type { SpectrumLibrary } from './library';
import { stabilityProbes } from './stability';
import type { Confidence, ConformalSet, Depth } from './types';

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

/** eV up to which the E0 that is found wins over one set by hand where checks look at the window. */
const LARGEST_E0_CORRECTION = 3;

/** The same with the window about the E0 that is found, as in the training of the checks: an E0 set a little off by hand changes no verdict. */
export function asFound(prepared: PreparedSpectrum): PreparedSpectrum {
  const { raw, normalisation, e0, automaticE0 } = prepared;
  if (automaticE0 === null || automaticE0 === e0 || Math.abs(automaticE0 - e0) > LARGEST_E0_CORRECTION) {
    return prepared;
  }
  const curve = { energy: raw.energy, mu: normalisation.mu };
  return { ...prepared, window: cutWindow(curve, automaticE0, LARGEST_CORRECTION) };
}

/**
 * What is known about the trust that `answer` deserves, given the votes it was made from.
 * Without a calibration the votes' own numbers stand and no ranking is excluded. Outside the domain both
 * probabilities are 0: nothing is claimed about a spectrum that the model cannot judge. At depth `brief` there is no evidence and
 * only what the verdict needs of the stability; answer and verdict are the same.
 */
export function confidenceOf(
  prepared: PreparedSpectrum,
  features: readonly ArrayLike<number>[],
  model: ElementModel,
  votes: ModelVotes,
  answer: Answer,
  library: SpectrumLibrary | null,
  checks: OxideChecks | null,
  depth: Depth = 'whole',
): Confidence {
  const { calibration } = model;
  const rule = calibration?.decision ?? 'most-voted';
  const curve = { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
  // A window that stands still sees a wrong E0 as the curve that is moved the other way.
  const atE0 = ({ energy, mu }: Curve, shift: number): Curve =>
    shift !== 0 && hasOwnWindow(model) ? { energy: energy.map((at) => at + shift), mu } : { energy, mu };
  const stability = stabilityProbes(
    curve,
    prepared.e0,
    answer.environment,
    (moved, e0) => decideAt(model, atE0(moved, prepared.e0 - e0), e0, rule),
    depth,
  );
  const found = asFound(prepared);
  const neighbours = library ? nearestNeighbours(found.window, library, NEIGHBOURS) : [];
  const set = (limit: number): ConformalSet =>
    conformalSet(rankingShares(model, votes), limit, calibration?.conformal.coverage ?? DEFAULT_COVERAGE);
  const likely = set(calibration?.conformal.limit ?? 0);
  const check = checks && checkFor(checks, prepared.signal);
  const probability = check && foreignProbability(check, found.window.mu, model.element);
  const leading = answer.environment[0]?.cn;
  const leadingShare = votes.cn.reduce((sum, { label, share: n }) => sum + (label[0] === leading ? n : 0), 0);
  const mapped = (map: MonotoneMap | undefined, voted: number): number =>
    map ? applyMap(map, voted) : voted;
  const leadingCnProbability = mapped(calibration?.leadingCn, leadingShare);
  const applicability = assessApplicability({
    prepared: found,
    model,
    answer: answer.environment,
    leadingCnProbability,
    stability,
    neighbours,
    conformalSet: likely,
    foreign: check === null || probability === null ? null : { probability, limits: check.limits },
  });
  const claimed = applicability.verdict !== 'outside';
  return {
    jaccard: claimed ? mapped(calibration?.jaccard, answer.expectedJaccard) : 0,
    firstEntryProbability: claimed ? mapped(calibration?.firstEntry, answer.firstEntryShare) : 0,
    leadingCnProbability: claimed ? leadingCnProbability : 0,
    heldOut: calibration?.heldOut ?? null,
    isUpperBound: prepared.signal !== 'computed',
    conformalSet: claimed ? likely : set(0),
    applicability,
    stability,
    neighbours,
    evidence: depth === 'whole' ? evidenceOf(model, features, answer.environment) : [],
  };
}
