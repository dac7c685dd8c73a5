import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { featuresIn, votesAt, windowsFor } from '../environment/answer';
import { forestVotes, pathFeatureCounts, treeVote } from '../forest/forest';
import { decodeElementModel, type ElementModel } from '../forest/model';
import { Random } from '../random';
import type { Curve } from '../spectrum/types';
import { prepareSpectrum } from '../spectrum/prepare';
import { K_EDGES } from '../elements';
import { syntheticSpectrum } from '../testing/synthetic';
import { decide, decideAt } from './decision';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'public', 'models');
const modelOf = (element: string): ElementModel =>
  decodeElementModel(JSON.parse(readFileSync(join(MODELS, `${element}.json`), 'utf8')));

/** Scans of many lengths, steps and noises. */
function scans(element: string): { readonly curve: Curve; readonly e0: number }[] {
  const edge = K_EDGES[element];
  const random = new Random(element);
  return Array.from({ length: 12 }, (_, i) => {
    const spectrum = syntheticSpectrum({
      edge,
      from: edge - 12 - 8 * random.below(10),
      to: edge + 40 + 10 * random.below(20),
      step: 0.3 + 0.2 * random.below(4),
      scale: 2,
      offset: 0.3,
    });
    const mu = spectrum.mu.map((value) => value + 0.01 * (i % 4) * random.normal());
    const { raw, normalisation, e0 } = prepareSpectrum({ ...spectrum, mu, element });
    return { curve: { energy: raw.energy, mu: normalisation.mu }, e0 };
  });
}

describe.each(['Fe', 'Cr', 'Na', 'Ag'])('the shipped forests of %s', (element) => {
  const model = modelOf(element);

  it('answer a disturbed curve without its votes as with them', () => {
    for (const { curve, e0 } of scans(element)) {
      for (const shift of [-3, -1, 0, 2]) {
        expect(decideAt(model, curve, e0 + shift, 'most-voted')).toEqual(
          decide(votesAt(model, curve, e0 + shift), 'most-voted'),
        );
      }
    }
  });

  it('ask the same questions packed and as they were stored', () => {
    const [{ curve, e0 }] = scans(element);
    featuresIn(model, windowsFor(model, curve, e0)).forEach((x, view) => {
      const forest = model.cn.forests[view];
      const votes = new Uint32Array(forest.classCount);
      const counts = new Uint32Array(forest.featureCount);
      forest.roots.forEach((root, tree) => {
        votes[treeVote(forest, tree, x)] += 1;
        for (let node = root; forest.feature[node] >= 0;) {
          const feature = forest.feature[node];
          counts[feature] += 1;
          node = x[feature] <= forest.threshold[node] ? forest.left[node] : forest.right[node];
        }
      });
      expect(forestVotes(forest, x)).toEqual(votes);
      expect(pathFeatureCounts(forest, x)).toEqual(counts);
    });
  });
});
