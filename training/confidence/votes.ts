import { answerOf, votesOf, type ModelVotes } from '../../src/domain/environment/answer';
import { jaccard, pairsOf, sameFirstEntry } from '../../src/domain/environment/jaccard';
import type { Environment } from '../../src/domain/environment/labels';
import type { ElementModel } from '../../src/domain/forest/model';
import type { Calibration, DecisionRule } from '../../src/domain/confidence/calibration';
import { conformalLimit } from '../../src/domain/confidence/conformal';
import { decide } from '../../src/domain/confidence/decision';
import { fitIsotonic, type MonotoneMap } from '../../src/domain/confidence/isotonic';
import { byMaterial } from '../../src/domain/growing/measures';
import { usualFactors } from '../samples/prevalence';
import { readOutOfFold, votesOfSample } from '../growing/oof';

/** What the votes of held-out forests claimed about one spectrum, and what was true. */
export interface VoteSample {
  readonly element: string;
  readonly material: string;
  /**
   * Spectra of one material of one element share a weight, 1 on average: more where its leading CN is more frequent in crystals
   * that were not picked for it than among the computed ones.
   */
  readonly weight: number;
  readonly truth: Environment;
  readonly votes: ModelVotes;
  readonly answer: Environment;
  /** Expected Jaccard index under the votes, and the true one. */
  readonly expected: number;
  readonly jaccard: number;
  /** Share of the votes for the first entry, and whether it is right (0 or 1). */
  readonly firstShare: number;
  readonly firstRight: number;
  /** Share of the votes for the leading CN, and whether it is right (0 or 1). */
  readonly leadingShare: number;
  readonly leadingRight: number;
  /** Share of the votes for the true CN ranking; null when it is too rare to be among the model's classes. */
  readonly truthShare: number | null;
}

/**
 * The held-out samples of an element under a decision rule, empty without out-of-fold votes. A baseline
 * model has no forest: what it says is the same for every spectrum.
 */
export function voteSamples(model: ElementModel, rule: DecisionRule): VoteSample[] {
  const held = readOutOfFold(model.element);
  if (!held) return [];
  const known = new Set(model.cn.classes.map((label) => label.join()));
  const groups = byMaterial(held.samples);
  const byLeading = new Map<number, number>();
  for (const group of groups) {
    for (const { truth } of group) {
      byLeading.set(truth[0].cn, (byLeading.get(truth[0].cn) ?? 0) + 1 / group.length);
    }
  }
  const usual = usualFactors(model.element, byLeading);
  const fixed = model.kind === 'baseline' ? votesOf(model, []) : null;
  return groups.flatMap((group) =>
    group.flatMap((sample) => {
      const { truth } = sample;
      const ranking = truth.map(({ cn }) => cn).join();
      // Confidence is about scans: the spectra as computed would promise too much.
      const asked = fixed
        ? [fixed]
        : (sample.scanned.length > 0 ? sample.scanned : [sample]).map(votesOfSample);
      return asked.map((votes) => {
        const answer = answerOf(votes, decide(votes, rule));
        return {
          element: model.element,
          material: sample.material,
          weight: (usual.get(truth[0].cn) ?? 1) / group.length / asked.length,
          truth,
          votes,
          answer: answer.environment,
          expected: answer.expectedJaccard,
          jaccard: jaccard(pairsOf(answer.environment), pairsOf(truth)),
          firstShare: answer.firstEntryShare,
          firstRight: Number(sameFirstEntry(answer.environment, truth)),
          leadingShare: votes.cn.reduce(
            (sum, { label, share }) => sum + (label[0] === answer.environment[0].cn ? share : 0),
            0,
          ),
          leadingRight: Number(answer.environment[0].cn === truth[0].cn),
          truthShare: known.has(ranking)
            ? (votes.cn.find(({ label }) => label.join() === ranking)?.share ?? 0)
            : null,
        };
      });
    }),
  );
}

/** All other elements together weigh as much as this many materials of the element itself. */
const POOL_WEIGHT = 50;
/** No other element counts for more than this many materials. */
const LARGEST_SHARE = 100;
/** Materials behind every knot of a calibration map. */
const LEAST_KNOT = 10;
/** Probability with which the truth may be below the largest number that is stated. */
const RISK = 0.1;
/** Probability that a conformal set is to contain the true CN ranking. */
const COVERAGE = 0.9;

/** A promise is a multiple of this. */
const COVERAGE_STEP = 0.05;

/** Weights with which `samples` teach about `element`: its own in full, the others as a common prior. */
function weightsFor(samples: readonly VoteSample[], element: string): number[] {
  const materials = new Map<string, number>();
  for (const sample of samples) {
    materials.set(sample.element, (materials.get(sample.element) ?? 0) + sample.weight);
  }
  const capped = ({ element: other, weight }: VoteSample): number =>
    weight * Math.min(1, LARGEST_SHARE / (materials.get(other) ?? 1));
  const pool = samples.reduce((sum, sample) => sum + (sample.element === element ? 0 : capped(sample)), 0);
  return samples.map((sample) =>
    sample.element === element ? sample.weight : (capped(sample) * POOL_WEIGHT) / Math.max(pool, 1),
  );
}

/**
 * The share of votes that keeps a CN ranking in the set. Rare rankings are no class of the model, and no set
 * can contain them: where they are frequent less is promised, the rest is asked of the truths that are classes.
 */
function fitConformal(
  samples: readonly VoteSample[],
  weights: readonly number[],
  element: string,
): Calibration['conformal'] {
  let [own, ownKnown] = [0, 0];
  for (const sample of samples) {
    if (sample.element !== element) continue;
    own += sample.weight;
    if (sample.truthShare !== null) ownKnown += sample.weight;
  }
  const attainable = ownKnown / (own + 1);
  const coverage = Math.min(COVERAGE, Math.floor(attainable / COVERAGE_STEP) * COVERAGE_STEP);
  const shares: number[] = [];
  const known: number[] = [];
  samples.forEach(({ truthShare }, i) => {
    if (truthShare === null) return;
    shares.push(truthShare);
    known.push(weights[i]);
  });
  return {
    coverage: Math.round(coverage * 100) / 100,
    limit: attainable > 0 ? conformalLimit(shares, known, coverage / attainable) : 0,
  };
}

/** How many materials of the same weight say as much as these: (sum of weights)^2 over the sum of their squares. */
function effectiveMaterials(samples: readonly VoteSample[]): number {
  const weights = new Map<string, number>();
  for (const { material, weight } of samples) weights.set(material, (weights.get(material) ?? 0) + weight);
  const [sum, squares] = [...weights.values()].reduce(
    ([all, squared], weight) => [all + weight, squared + weight ** 2],
    [0, 0],
  );
  return squares > 0 ? sum ** 2 / squares : 0;
}

/**
 * The largest frequency that `materials` materials support: were it lower, all of them would come out right with a
 * probability below 10 %.
 */
export const largestSupported = (materials: number): number => RISK ** (1 / Math.max(1, materials));

/** Calibration of the votes for `element`, learnt from the held-out samples of all elements. */
export function fitVotes(
  samples: readonly VoteSample[],
  element: string,
): Pick<Calibration, 'jaccard' | 'firstEntry' | 'leadingCn' | 'heldOut' | 'conformal'> {
  const weights = weightsFor(samples, element);
  const own = samples.filter((sample) => sample.element === element);
  const materials = own.reduce((sum, { weight }) => sum + weight, 0);
  const most = largestSupported(effectiveMaterials(own));
  const map = (
    stated: (sample: VoteSample) => number,
    actual: (sample: VoteSample) => number,
  ): MonotoneMap => {
    const { x, y } = fitIsotonic(samples.map(stated), samples.map(actual), weights, LEAST_KNOT);
    return { x, y: y.map((value) => Math.min(value, most)) };
  };
  return {
    jaccard: map(
      (s) => s.expected,
      (s) => s.jaccard,
    ),
    firstEntry: map(
      (s) => s.firstShare,
      (s) => s.firstRight,
    ),
    leadingCn: map(
      (s) => s.leadingShare,
      (s) => s.leadingRight,
    ),
    heldOut: {
      leadingCn:
        materials > 0
          ? own.reduce((sum, { weight, leadingRight }) => sum + weight * leadingRight, 0) / materials
          : 0,
      materials: new Set(own.map(({ material }) => material)).size,
    },
    conformal: fitConformal(samples, weights, element),
  };
}
