import { featureMemory, featuresOf, writeFeatures } from '../features';
import { classShares, cnShares, type ElementModel } from '../forest/model';
import { modelValues, modelWindow, type ModelWindow } from '../spectrum/align';
import type { Curve } from '../spectrum/types';
import { WINDOW_POINTS } from '../spectrum/window';
import { jaccard, pairsOf } from './jaccard';
import type { Environment } from './labels';

/** A possible environment and the probability that the trees' votes give it. */
export interface WeightedEnvironment {
  readonly environment: Environment;
  readonly probability: number;
}

/** The votes of one model for one spectrum. */
export interface ModelVotes {
  /** Share of the votes for each CN ranking, most voted first. */
  readonly cn: readonly { readonly label: readonly number[]; readonly share: number }[];
  /** For each CN that has a vote, the shares of its motif rankings, most voted first. */
  readonly motifs: ReadonlyMap<
    number,
    readonly { readonly label: readonly string[]; readonly share: number }[]
  >;
}

function sharesOf<Label>(
  classes: readonly Label[],
  shares: Float64Array,
): { readonly label: Label; readonly share: number }[] {
  return classes
    .map((label, index) => ({ label, share: shares[index] }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

/** Votes of the CN forests and of the CM forests of every CN that they mention, for the features of every view. */
export function votesOf(model: ElementModel, xs: readonly ArrayLike<number>[]): ModelVotes {
  const cn = sharesOf(model.cn.classes, cnShares(model, xs));
  const motifs = new Map<number, { label: readonly string[]; share: number }[]>();
  for (const { label } of cn) {
    for (const number of label) {
      const classifier = model.motifs.get(number);
      if (classifier && !motifs.has(number)) {
        motifs.set(number, sharesOf(classifier.classes, classShares(classifier, xs)));
      }
    }
  }
  return { cn, motifs };
}

/** The class with the largest share, the first of equals; undefined without a vote. */
function mostVotedOf<Label>(classes: readonly Label[], shares: Float64Array): Label | undefined {
  let best = -1;
  let most = 0;
  for (let label = 0; label < shares.length; label++) {
    if (!(shares[label] > most)) continue;
    best = label;
    most = shares[label];
  }
  return classes[best];
}

/** The most voted CN ranking with the most voted motif ranking of each of its CNs, without asking the other forests. */
export function mostVoted(model: ElementModel, xs: readonly ArrayLike<number>[]): Environment {
  return (mostVotedOf(model.cn.classes, cnShares(model, xs)) ?? []).map((cn) => {
    const classifier = model.motifs.get(cn);
    return { cn, motifs: (classifier && mostVotedOf(classifier.classes, classShares(classifier, xs))) ?? [] };
  });
}

/**
 * The windows in which the views of a model look at a normalised curve with E0 at `e0` (eV).
 * @throws XanopyError `window-not-covered`
 */
export function windowsFor({ views }: Pick<ElementModel, 'views'>, curve: Curve, e0: number): ModelWindow[] {
  return views.map(({ frame }) => modelWindow(curve, e0, frame));
}

/** The features that every view of a model makes of its window. */
export function featuresIn(
  { views }: Pick<ElementModel, 'views'>,
  windows: readonly ModelWindow[],
): Float32Array[] {
  return views.map(({ features }, i) => featuresOf(windows[i].window.mu, features));
}

/**
 * Votes on a normalised curve with E0 at `e0` (eV), brought before the forests as the model asks.
 * @throws XanopyError `window-not-covered`
 */
export function votesAt(model: ElementModel, curve: Curve, e0: number): ModelVotes {
  return votesOf(model, featuresIn(model, windowsFor(model, curve, e0)));
}

const window = new Float64Array(WINDOW_POINTS);
const memories: ReturnType<typeof featureMemory>[] = [];

/**
 * `mostVoted` on a normalised curve with E0 at `e0` (eV), in memory that the next call uses again: it is asked dozens of times a
 * spectrum.
 * @throws XanopyError `window-not-covered`, `range-not-covered`
 */
export function mostVotedAt(model: ElementModel, curve: Curve, e0: number): Environment {
  return mostVoted(
    model,
    model.views.map(({ features, frame }, view) => {
      const memory = (memories[view] ??= featureMemory());
      return writeFeatures(modelValues(curve, e0, frame, window), features, memory(features));
    }),
  );
}

/** The most voted environment of one CN ranking: every CN with its most voted motif ranking. */
function environmentFor(cnLabel: readonly number[], motifs: ModelVotes['motifs']): Environment {
  return cnLabel.map((cn) => ({ cn, motifs: motifs.get(cn)?.[0]?.label ?? [] }));
}

/** Motif rankings beyond these many a CN hold a negligible part of the votes. */
const LONGEST_MOTIF_LIST = 12;

/**
 * Every environment with a vote: P(CN ranking) times P(motif ranking) of each of its CNs.
 * The probabilities sum to 1 (but for the tail of the longest lists).
 */
export function jointEnvironments(votes: ModelVotes): WeightedEnvironment[] {
  return votes.cn.flatMap(({ label, share }) => {
    let partial: WeightedEnvironment[] = [{ environment: [], probability: share }];
    for (const cn of label) {
      const options = (votes.motifs.get(cn) ?? [{ label: [], share: 1 }]).slice(0, LONGEST_MOTIF_LIST);
      partial = partial.flatMap(({ environment, probability }) =>
        options.map((option) => ({
          environment: [...environment, { cn, motifs: option.label }],
          probability: probability * option.share,
        })),
      );
    }
    return partial;
  });
}

/** Expected Jaccard index of `answer` if the truth were distributed like the votes. */
export function expectedJaccard(answer: Environment, joint: readonly WeightedEnvironment[]): number {
  const pairs = pairsOf(answer);
  let sum = 0;
  let total = 0;
  for (const { environment, probability } of joint) {
    sum += probability * jaccard(pairs, pairsOf(environment));
    total += probability;
  }
  return total > 0 ? sum / total : 0;
}

/** A CN of the answer: its share among the CNs that the votes name, and its motifs with theirs. */
export interface RankingEntry {
  readonly cn: number;
  /** Share (0 to 1) of this CN among all that the CN forest's votes name; over all CNs they sum to 1. */
  readonly weight: number;
  /** Motif ranking of the CN; weight = share of the CM forest's votes whose ranking contains the motif. */
  readonly motifs: readonly { readonly name: string; readonly weight: number }[];
}

/** The answer of the forests before any calibration. */
export interface Answer {
  readonly environment: Environment;
  readonly ranking: readonly RankingEntry[];
  /** Share of the joint votes for exactly the first entry (CN and its whole motif ranking). */
  readonly firstEntryShare: number;
  /** Expected Jaccard index of the answer under the joint votes, not calibrated. */
  readonly expectedJaccard: number;
  /** The most voted CN ranking after the answer's, with its environment. */
  readonly runnerUp: WeightedEnvironment | null;
  /** Share of each CN among all that the votes name, largest first; sums to 1 and includes CNs outside the answer. */
  readonly cnShares: readonly { readonly cn: number; readonly share: number }[];
}

function mentionShares<T>(labels: readonly { label: readonly T[]; share: number }[]): Map<T, number> {
  const shares = new Map<T, number>();
  for (const { label, share } of labels)
    for (const item of label) shares.set(item, (shares.get(item) ?? 0) + share);
  return shares;
}

/**
 * The answer that the votes give: `environment`, or by default the most voted CN ranking and for each CN its most
 * voted motif ranking.
 */
export function answerOf(
  votes: ModelVotes,
  environment: Environment = environmentFor(votes.cn[0].label, votes.motifs),
): Answer {
  const joint = jointEnvironments(votes);
  const mentioned = mentionShares(votes.cn);
  const named = [...mentioned.values()].reduce((sum, share) => sum + share, 0);
  // A ranking of two CNs names both: divided by all that is named, the shares sum to 1.
  const cnMentions = new Map([...mentioned].map(([cn, share]) => [cn, share / named]));
  const first = environment[0];
  const leadingShare = votes.cn.reduce(
    (sum, { label, share }) => sum + (label[0] === first.cn ? share : 0),
    0,
  );
  const answered = environment.map(({ cn }) => cn).join();
  const second = votes.cn.find(({ label }) => label.join() !== answered);
  const firstMotifs = first.motifs.join();
  const motifVote = votes.motifs.get(first.cn)?.find(({ label }) => label.join() === firstMotifs);
  return {
    environment,
    ranking: environment.map(({ cn, motifs }) => {
      const mentions = mentionShares(votes.motifs.get(cn) ?? []);
      return {
        cn,
        weight: Math.min(1, cnMentions.get(cn) ?? 0),
        motifs: motifs.map((name) => ({ name, weight: Math.min(1, mentions.get(name) ?? 0) })),
      };
    }),
    firstEntryShare: leadingShare * (motifVote?.share ?? 1),
    expectedJaccard: expectedJaccard(environment, joint),
    runnerUp: second
      ? { environment: environmentFor(second.label, votes.motifs), probability: second.share }
      : null,
    cnShares: [...cnMentions].map(([cn, share]) => ({ cn, share })).sort((a, b) => b.share - a.share),
  };
}
