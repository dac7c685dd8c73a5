import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { ElementModel } from '../../src/domain/forest/model';
import { publishedModelOf } from '../../src/domain/forest/published';
import { SHARED } from './shared';

/**
 * The forests that the paper's authors published (BSD-3), read where they lie.
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

/** The published models of one element; null where they are absent or incomplete. */
export function publishedModel(element: string): ElementModel | null {
  const files = publishedIndex().filter((entry) => entry.element === element);
  const cnFile = files.find(({ task }) => task === 'cn');
  if (!cnFile) return null;
  const motifs = files.flatMap(({ task, cn, file }) =>
    task === 'motif' && cn !== null ? [[cn, readPublished(file)] as const] : [],
  );
  return publishedModelOf(element, readPublished(cnFile.file), new Map(motifs));
}
