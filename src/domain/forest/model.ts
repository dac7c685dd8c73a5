import * as v from 'valibot';
import { checked, FETCH_AGAIN } from '../checked';
import { XanopyError } from '../errors';
import { forestVotes, type Forest } from './forest';
import { decodeForest, encodeForest } from './codec';
import { FEATURE_BLOCKS, featureCount, INTENSITY_SCALES, type FeatureRecipe } from '../features';
import { PLAIN_FRAME, type Aligner, type Frame } from '../spectrum/align';
import { calibrationJson, calibrationSchema, type Calibration } from '../confidence/calibration';

/** Chooses among `classes`; without a forest every spectrum gets the shares of the training labels. */
export interface Classifier<Label> {
  readonly classes: readonly Label[];
  /** Share of each class among the training materials' labels; sums to 1. */
  readonly prior: readonly number[];
  readonly forest: Forest | null;
}

/** A ranking of coordination numbers or of motifs, most important first. */
export type CnLabel = readonly number[];
export type MotifLabel = readonly string[];

export const MODEL_KINDS = ['forest', 'baseline'] as const;

/** Everything that turns the window of one element's spectrum into an answer. */
export interface ElementModel {
  readonly element: string;
  /** `baseline`: no forest beat the most frequent label, so the labels' shares are all there is. */
  readonly kind: (typeof MODEL_KINDS)[number];
  readonly version: string;
  readonly features: FeatureRecipe;
  /** How spectra are aligned and flattened before the forests look at them; absent: not at all. */
  readonly frame?: Frame;
  readonly cn: Classifier<CnLabel>;
  readonly motifs: ReadonlyMap<number, Classifier<MotifLabel>>;
  /** None until held-out votes have calibrated the model. */
  readonly calibration?: Calibration | null;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const forestSchema = v.object({
  classCount: v.pipe(count, v.minValue(1)),
  featureCount: v.pipe(count, v.minValue(1)),
  treeCount: v.pipe(count, v.minValue(1)),
  nodes: v.array(v.number()),
  thresholds: v.array(v.number()),
});
const classifierSchema = <S extends v.GenericSchema>(label: S) =>
  v.object({
    classes: v.pipe(v.array(v.array(label)), v.minLength(1)),
    prior: v.array(v.number()),
    forest: v.nullable(forestSchema),
  });

const featuresSchema = v.object({
  scale: v.picklist(INTENSITY_SCALES),
  blocks: v.pipe(v.array(v.picklist(FEATURE_BLOCKS)), v.minLength(1)),
});
const alignerSchema = v.object({
  features: featuresSchema,
  forest: forestSchema,
  step: v.pipe(v.number(), v.gtValue(0)),
});

/** The JSON form of an element model, `public/models/<element>.json`. */
export const elementModelSchema = v.object({
  format: v.literal('xanopy-model'),
  formatVersion: v.literal(1),
  element: v.string(),
  kind: v.picklist(MODEL_KINDS),
  version: v.string(),
  features: featuresSchema,
  frame: v.nullish(v.object({ isFlattened: v.boolean(), aligner: v.nullable(alignerSchema) })),
  cn: classifierSchema(v.number()),
  motifs: v.array(v.object({ cn: v.number(), classifier: classifierSchema(v.string()) })),
  calibration: v.nullish(calibrationSchema),
});

export type ElementModelJson = v.InferOutput<typeof elementModelSchema>;

type ClassifierJson<Label> = Omit<Classifier<Label>, 'forest'> & {
  readonly forest: v.InferOutput<typeof forestSchema> | null;
};

function decodeClassifier<Label>(json: ClassifierJson<Label>, features: number): Classifier<Label> {
  const forest = json.forest && decodeForest(json.forest);
  if (
    json.prior.length !== json.classes.length ||
    (forest && (forest.classCount !== json.classes.length || forest.featureCount !== features))
  ) {
    throw new XanopyError(
      'model-invalid',
      'The model file is damaged: classes and forest do not fit together.',
    );
  }
  return { classes: json.classes, prior: json.prior, forest };
}

function decodeAligner(json: v.InferOutput<typeof alignerSchema>): Aligner {
  const forest = decodeForest(json.forest);
  if (forest.featureCount !== featureCount(json.features) || forest.classCount % 2 === 0) {
    throw new XanopyError(
      'model-invalid',
      'The model file is damaged: the aligner does not fit its features.',
    );
  }
  return { ...json, forest };
}

/**
 * Element model from parsed JSON of unknown origin.
 * @throws XanopyError `model-invalid` naming the first fault
 */
export function decodeElementModel(json: unknown): ElementModel {
  const { format, formatVersion, cn, motifs, calibration, frame, ...rest } = checked(
    elementModelSchema,
    json,
    'model-invalid',
    'The model file',
    FETCH_AGAIN,
  );
  const features = featureCount(rest.features);
  return {
    ...rest,
    ...(calibration && { calibration }),
    frame: frame ? { ...frame, aligner: frame.aligner && decodeAligner(frame.aligner) } : PLAIN_FRAME,
    cn: decodeClassifier(cn, features),
    motifs: new Map(motifs.map((entry) => [entry.cn, decodeClassifier(entry.classifier, features)])),
  };
}

const forestJson = (forest: Forest): v.InferOutput<typeof forestSchema> => {
  const json = encodeForest(forest);
  return { ...json, nodes: [...json.nodes], thresholds: [...json.thresholds] };
};
const featuresJson = ({ scale, blocks }: FeatureRecipe): ElementModelJson['features'] => ({
  scale,
  blocks: [...blocks],
});

const encodeClassifier = <Label>(
  classifier: Classifier<readonly Label[]>,
): { classes: Label[][]; prior: number[]; forest: ElementModelJson['cn']['forest'] } => ({
  classes: classifier.classes.map((label) => [...label]),
  prior: [...classifier.prior],
  forest: classifier.forest && forestJson(classifier.forest),
});

/** The JSON form of a model. */
export function encodeElementModel(model: ElementModel): ElementModelJson {
  const { isFlattened, aligner } = model.frame ?? PLAIN_FRAME;
  return {
    format: 'xanopy-model',
    formatVersion: 1,
    element: model.element,
    kind: model.kind,
    version: model.version,
    features: featuresJson(model.features),
    frame: {
      isFlattened,
      aligner: aligner && {
        features: featuresJson(aligner.features),
        forest: forestJson(aligner.forest),
        step: aligner.step,
      },
    },
    cn: encodeClassifier(model.cn),
    motifs: [...model.motifs].map(([cn, classifier]) => ({ cn, classifier: encodeClassifier(classifier) })),
    ...(model.calibration && { calibration: calibrationJson(model.calibration) }),
  };
}

/** Share of the votes (0 to 1) that each class gets for features `x`. */
export function classShares<Label>(classifier: Classifier<Label>, x: ArrayLike<number>): Float64Array {
  if (!classifier.forest) return Float64Array.from(classifier.prior);
  const votes = forestVotes(classifier.forest, x);
  const trees = classifier.forest.roots.length;
  return Float64Array.from(votes, (n) => n / trees);
}
