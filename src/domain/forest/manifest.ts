import * as v from 'valibot';
import { checked, FETCH_AGAIN } from '../checked';

/** Shares between 0 and 1, measured on held-out materials of computed spectra; every material counts once. */
export const measuresSchema = v.object({
  /** Held-out materials behind the numbers. */
  materials: v.number(),
  /** The whole CN ranking is right. */
  cnRanking: v.number(),
  /** The leading CN is right. */
  leadingCn: v.number(),
  /** The leading CN and its whole motif ranking are right: the paper's accuracy. */
  firstEntry: v.number(),
  /** Mean Jaccard index of the (CN, motif) pairs. */
  jaccard: v.number(),
});

/** A label that a model can answer and the number of training materials behind it. */
const supportedClass = <S extends v.GenericSchema>(label: S) =>
  v.object({ label: v.array(label), support: v.number() });

export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const spectraFile = v.object({
  file: v.string(),
  sha256: sha256Schema,
  bytes: v.number(),
  gzippedBytes: v.number(),
  spectra: v.number(),
});

const modelFields = {
  /** File beside the manifest. */
  file: v.string(),
  /** Of the file's bytes, hexadecimal; names the content, so a changed model is a changed hash. */
  sha256: sha256Schema,
  bytes: v.number(),
  gzippedBytes: v.number(),
  version: v.string(),
  /** Name of the training recipe. */
  recipe: v.string(),
  /** Spectra of other elements that were learnt from too; 0 where the element's own alone do better, or are enough. */
  borrowedSpectra: v.optional(v.number(), 0),
  cnClasses: v.array(supportedClass(v.number())),
  motifClasses: v.array(v.object({ cn: v.number(), classes: v.array(supportedClass(v.string())) })),
  /** Null where too few materials were there to hold any out. */
  measures: v.nullable(measuresSchema),
  /** The most frequent label of the element, on the same held-out materials. */
  baselineMeasures: v.nullable(measuresSchema),
  /** Entropy of the CN rankings, bits. */
  labelEntropy: v.number(),
  /** Computed spectra to compare with, in a file of their own; none before calibration. */
  library: v.nullish(spectraFile),
  /** Computed spectra to grow the forests from again, loaded when asked for; none where they may not be handed out. */
  training: v.nullish(spectraFile),
};

const dataFields = {
  element: v.string(),
  group: v.string(),
  /** Computed spectra (sites and averages) and the materials that they come from. */
  spectra: v.number(),
  materials: v.number(),
  /** Where the spectra come from and how many of them. */
  sources: v.array(v.object({ source: v.string(), spectra: v.number() })),
  /** Computed materials of this project that the model has never seen; examples are made of them. */
  heldOut: v.optional(v.array(v.string()), []),
};

/** What the manifest says about one element. */
export const manifestEntrySchema = v.variant('kind', [
  v.object({ ...dataFields, ...modelFields, kind: v.literal('forest') }),
  /** No forest beats the most frequent label; `reason` says so with the numbers. */
  v.object({ ...dataFields, ...modelFields, kind: v.literal('baseline'), reason: v.string() }),
  v.object({ ...dataFields, kind: v.literal('none'), reason: v.string() }),
]);

/** `public/models/manifest.json`: a model card an element. */
export const manifestSchema = v.object({
  format: v.literal('xanopy-manifest'),
  formatVersion: v.literal(1),
  /** Changes with any model's content. */
  version: v.string(),
  recipe: v.object({
    name: v.string(),
    seed: v.string(),
    /** Fewest materials with a ranking for it to be a class of its own. */
    minimumSupport: v.number(),
    cnThreshold: v.number(),
    motifThreshold: v.number(),
  }),
  /** What tells oxides from other compounds; none before calibration. */
  oxideCheck: v.nullish(
    v.object({ file: v.string(), sha256: sha256Schema, bytes: v.number(), gzippedBytes: v.number() }),
  ),
  elements: v.array(manifestEntrySchema),
});

export type Measures = v.InferOutput<typeof measuresSchema>;
export type Manifest = v.InferOutput<typeof manifestSchema>;
export type ManifestEntry = Manifest['elements'][number];
/** An element with a model file. */
export type ModelEntry = Exclude<ManifestEntry, { kind: 'none' }>;

/**
 * Manifest from parsed JSON of unknown origin.
 * @throws XanopyError `manifest-invalid` naming the first fault
 */
export function decodeManifest(json: unknown): Manifest {
  return checked(manifestSchema, json, 'manifest-invalid', 'The list of models', FETCH_AGAIN);
}
