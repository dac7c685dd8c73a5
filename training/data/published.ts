import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { MOTIFS } from '../../src/domain/environment/motifs';
import { XanopyError } from '../../src/domain/errors';
import { PAPER_FEATURES } from '../../src/domain/features';
import { PLAIN_FRAME } from '../../src/domain/spectrum/align';
import type { Forest } from '../../src/domain/forest/forest';
import type { Classifier, ElementModel } from '../../src/domain/forest/model';
import { SHARED } from './shared';

/**
 * The forests that the paper's authors published (BSD-3), read where they lie, as domain forests. They look at
 * 200 intensities divided by their maximum, not at whole numbers, so they never meet `featuresOf`.
 */
export const PUBLISHED_FOLDER = join(SHARED, 'published-forests');

const indices = v.array(v.pipe(v.number(), v.integer()));
const treeSchema = v.object({
  feature: indices,
  threshold: v.array(v.number()),
  left: indices,
  right: indices,
  leaf: indices,
});
const publishedSchema = v.object({
  classes: v.array(v.string()),
  nFeatures: v.number(),
  trees: v.array(treeSchema),
});
const indexSchema = v.array(
  v.object({
    file: v.string(),
    element: v.string(),
    task: v.picklist(['cn', 'motif']),
    cn: v.nullable(v.number()),
  }),
);

export type PublishedForest = v.InferOutput<typeof publishedSchema>;

/** The largest single-precision number that is not above `value`. */
function roundDown(value: number): number {
  const single = Math.fround(value);
  if (single <= value) return single;
  const bits = new Int32Array(1);
  const float = new Float32Array(bits.buffer);
  float[0] = single;
  // Ordered like the numbers for positive floats, against them for negative ones; zero steps to the smallest negative.
  if (single === 0) bits[0] = -0x7fffffff;
  else bits[0] += single > 0 ? -1 : 1;
  return float[0];
}

/**
 * A published forest as domain forest: the same questions in single precision. Inputs are single precision
 * too, so `x <= threshold` holds for the threshold rounded down exactly where it holds for the double.
 */
export function toForest({ classes, nFeatures, trees }: PublishedForest): Forest {
  const size = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const roots = new Int32Array(trees.length);
  const feature = new Int16Array(size);
  const threshold = new Float32Array(size);
  const left = new Int32Array(size);
  const right = new Int32Array(size);
  let offset = 0;
  trees.forEach((tree, index) => {
    roots[index] = offset;
    tree.feature.forEach((column, node) => {
      const isLeaf = tree.leaf[node] >= 0;
      feature[offset + node] = isLeaf ? -1 - tree.leaf[node] : column;
      threshold[offset + node] = isLeaf ? 0 : roundDown(tree.threshold[node]);
      left[offset + node] = isLeaf ? 0 : offset + tree.left[node];
      right[offset + node] = isLeaf ? 0 : offset + tree.right[node];
    });
    offset += tree.feature.length;
  });
  return { classCount: classes.length, featureCount: nFeatures, roots, feature, threshold, left, right };
}

/** Motif names of one CN joined by hyphens, taken apart although names contain hyphens themselves. */
export function splitMotifs(joined: string, cn: number): string[] {
  const names = MOTIFS[cn] ?? [];
  const solve = (rest: string): string[] | null => {
    if (rest === '') return [];
    for (const name of names) {
      if (rest !== name && !rest.startsWith(`${name}-`)) continue;
      const tail = solve(rest.slice(name.length + 1));
      if (tail) return [name, ...tail];
    }
    return null;
  };
  const motifs = solve(joined);
  if (!motifs) throw new XanopyError('published-invalid', `"${joined}" is no ranking of motifs of CN ${cn}.`);
  return motifs;
}

/** One published file, checked. */
export function readPublished(file: string): PublishedForest {
  return v.parse(
    publishedSchema,
    JSON.parse(gunzipSync(readFileSync(join(PUBLISHED_FOLDER, file))).toString('utf8')),
  );
}

/** Every published file with what it is for; empty where the folder is absent. */
export function publishedIndex(): v.InferOutput<typeof indexSchema> {
  const file = join(PUBLISHED_FOLDER, 'index.json');
  return existsSync(file) ? v.parse(indexSchema, JSON.parse(readFileSync(file, 'utf8'))) : [];
}

function classifierOf<Label>(
  published: PublishedForest,
  labelOf: (name: string) => Label,
): Classifier<Label> {
  return {
    classes: published.classes.map(labelOf),
    prior: published.classes.map(() => 1 / published.classes.length),
    forests: [toForest(published)],
  };
}

/** The published models of one element; null where they are absent or incomplete. */
export function publishedModel(element: string): ElementModel | null {
  const files = publishedIndex().filter((entry) => entry.element === element);
  const cnFile = files.find(({ task }) => task === 'cn');
  if (!cnFile) return null;
  const cn = classifierOf(readPublished(cnFile.file), (name) =>
    name.split('-').map((part) => Number(part.replace('CN_', ''))),
  );
  const motifs = new Map(
    files.flatMap((entry) => {
      const number = entry.cn;
      if (entry.task !== 'motif' || number === null) return [];
      return [
        [number, classifierOf(readPublished(entry.file), (name) => splitMotifs(name, number))] as const,
      ];
    }),
  );
  return { element, kind: 'forest', version: 'published-2020', views: [{ features: PAPER_FEATURES, frame: PLAIN_FRAME }], cn, motifs };
}
