import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../random';
import { decodeElementModel } from './model';
import { treeVote, type Forest } from './forest';
import { mlForestVotesOf } from './ml-random-forest';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'public', 'models');
const INPUTS = 50;

/** Whole numbers around the thresholds that the forest asks for, the exact thresholds included. */
function inputsFor(forest: Forest): Float32Array[] {
  const byFeature = new Map<number, number[]>();
  forest.feature.forEach((feature, node) => {
    if (feature < 0) return;
    const thresholds = byFeature.get(feature);
    if (thresholds) thresholds.push(forest.threshold[node]);
    else byFeature.set(feature, [forest.threshold[node]]);
  });
  const random = new Random('inputs');
  return Array.from({ length: INPUTS }, () => {
    const x = new Float32Array(forest.featureCount);
    for (const [feature, thresholds] of byFeature)
      x[feature] = thresholds[random.below(thresholds.length)] + random.below(3) - 1;
    return x;
  });
}

describe('ml-random-forest gives the votes of every tree of', () => {
  const files = readdirSync(MODELS).filter((name) => /^[A-Z][a-z]?\.json$/.test(name));
  it.each(files)('%s', { timeout: 120_000 }, (file) => {
    const model = decodeElementModel(JSON.parse(readFileSync(join(MODELS, file), 'utf8')));
    for (const forest of [model.cn, ...model.motifs.values()].flatMap(({ forests }) => forests)) {
      const inputs = inputsFor(forest);
      const ours = inputs.map((x) => Array.from(forest.roots, (_, tree) => treeVote(forest, tree, x)));
      expect(mlForestVotesOf(forest, inputs)).toEqual(ours);
    }
  });
});
