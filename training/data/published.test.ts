import { describe, expect, it } from 'vitest';
import { treeVote } from '../../src/domain/forest/forest';
import { mlForestVotesOf } from '../../src/domain/forest/ml-random-forest';
import { paperSpectra } from './paper-spectra';
import {
  publishedIndex,
  publishedModel,
  readPublished,
  type PublishedForest,
} from './published';
import { forestOf } from '../../src/domain/forest/published';
import { leftOut } from '../../src/readers/testing';

/** The votes by the files' own rule, in double precision on the files' own nodes. */
function votesByTheFile({ trees }: PublishedForest, x: Float32Array): number[] {
  return trees.map(({ feature, threshold, left, right, leaf }) => {
    let node = 0;
    while (leaf[node] < 0) node = x[feature[node]] <= threshold[node] ? left[node] : right[node];
    return leaf[node];
  });
}

/** The next larger double. */
function nextUp(value: number): number {
  const bits = new BigInt64Array(1);
  const double = new Float64Array(bits.buffer);
  double[0] = value;
  if (value === 0) return Number.MIN_VALUE;
  bits[0] += value > 0 ? 1n : -1n;
  return double[0];
}

describe.skipIf(
  leftOut(publishedIndex().length === 0 || paperSpectra().length === 0, 'the published forests and spectra'),
)('the published forests', () => {
  const inputs = paperSpectra().map(({ mu }) => Float32Array.from(mu));

  it(
    "give the votes of an independent walk, and of ml-random-forest, on the paper's spectra",
    { timeout: 120_000 },
    () => {
      const index = publishedIndex();
      expect(index.length).toBeGreaterThan(100);
      for (const { file } of index) {
        const published = readPublished(file);
        const forest = forestOf(published);
        const ours = inputs.map((x) => Array.from(forest.roots, (_, tree) => treeVote(forest, tree, x)));
        expect(ours, file).toEqual(inputs.map((x) => votesByTheFile(published, x)));
        expect(mlForestVotesOf(forest, inputs, nextUp), file).toEqual(ours);
      }
    },
  );

  it("have a model for every element of the paper's spectra", () => {
    for (const element of new Set(paperSpectra().map((spectrum) => spectrum.element))) {
      expect(publishedModel(element)?.cn.classes.length, element).toBeGreaterThan(1);
    }
  });
});
