import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { checked } from '../../src/domain/checked';
import type { ModelVotes } from '../../src/domain/environment/answer';
import type { HeldOut } from './crossvalidate';
import { CACHE } from './seed';

/**
 * Out-of-fold votes, `.cache/oof/<element>.json`: for every computed sample of the element what the forests
 * of the fold that never saw its material say. Votes are what `votesOf` gives (shares of the trees,
 * most voted first); `answerOf(votes)` repeats the answer. Made by `npm run train`.
 */
const environmentSchema = v.array(v.object({ cn: v.number(), motifs: v.array(v.string()) }));
const votesSchema = v.object({
  cn: v.array(v.object({ label: v.array(v.number()), share: v.number() })),
  motifs: v.array(
    v.object({
      cn: v.number(),
      shares: v.array(v.object({ label: v.array(v.string()), share: v.number() })),
    }),
  ),
});
const oofSampleSchema = v.object({
  material: v.string(),
  formula: v.string(),
  source: v.string(),
  /** `average` is what experiments measure; a crystal with one distinct site has only that. */
  kind: v.picklist(['site', 'average']),
  site: v.number(),
  fold: v.number(),
  truth: environmentSchema,
  /** Normalised mu at the 200 points of the window, not augmented. */
  window: v.array(v.number()),
  ...votesSchema.entries,
  /** Votes for the same spectrum disturbed as scans disturb it. */
  scanned: v.array(votesSchema),
  /** The answer of the most frequent labels of the training folds. */
  baseline: environmentSchema,
});
export const oofSchema = v.object({
  format: v.literal('xanopy-oof'),
  element: v.string(),
  /** Version of the model whose recipe and data these votes share. */
  version: v.string(),
  samples: v.array(oofSampleSchema),
});

export type OutOfFold = v.InferOutput<typeof oofSchema>;
export type OutOfFoldSample = OutOfFold['samples'][number];

export const OOF_FOLDER = join(CACHE, 'oof');

/** The votes of a sample in the shape that `answerOf` takes. */
export function votesOfSample({ cn, motifs }: v.InferOutput<typeof votesSchema>): ModelVotes {
  return { cn, motifs: new Map(motifs.map((entry) => [entry.cn, entry.shares])) };
}

const votesJson = ({ cn, motifs }: ModelVotes): v.InferInput<typeof votesSchema> => ({
  cn: cn.map(({ label, share }) => ({ label: [...label], share })),
  motifs: [...motifs].map(([number, shares]) => ({
    cn: number,
    shares: shares.map(({ label, share }) => ({ label: [...label], share })),
  })),
});

const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

/** Writes the votes of one element. */
export function writeOutOfFold(element: string, version: string, held: readonly HeldOut[]): void {
  const samples = held.map(({ sample, fold, votes, scanned, baseline }) => ({
    material: sample.material,
    formula: sample.formula,
    source: sample.source,
    kind: sample.kind,
    site: sample.site,
    fold,
    truth: sample.truth,
    window: Array.from(sample.views[0].window, rounded),
    ...votesJson(votes),
    scanned: scanned.map(votesJson),
    baseline,
  }));
  mkdirSync(OOF_FOLDER, { recursive: true });
  writeFileSync(
    join(OOF_FOLDER, `${element}.json`),
    JSON.stringify({ format: 'xanopy-oof', element, version, samples }),
  );
}

/**
 * The votes of one element; null when there are none (run `npm run train`).
 * @throws XanopyError `oof-invalid`
 */
export function readOutOfFold(element: string): OutOfFold | null {
  const file = join(OOF_FOLDER, `${element}.json`);
  if (!existsSync(file)) return null;
  return checked(
    oofSchema,
    JSON.parse(readFileSync(file, 'utf8')),
    'oof-invalid',
    `${element}.json of the out-of-fold votes`,
    'Run npm run train again.',
  );
}
