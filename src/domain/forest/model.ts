import * as v from 'valibot';
import { faultIn } from '../checked';
import { forestVotes, type Forest } from './forest';
import { decodeForest, encodeForest, refuseFile, type Refuse } from './codec';
import { FEATURE_BLOCKS, featureCount, INTENSITY_SCALES, type FeatureRecipe } from '../features';
import type { Aligner, Frame } from '../spectrum/align';
import { calibrationJson, calibrationSchema, type Calibration } from '../confidence/calibration';

/** Chooses among `classes`; without forests every spectrum gets the shares of the training labels. */
export interface Classifier<Label> {
  readonly classes: readonly Label[];
  /** Share of each class among the training materials' labels; sums to 1. */
  readonly prior: readonly number[];
  /** One for each view of the model, or none at all; their votes count alike. */
  readonly forests: readonly Forest[];
}

/** How a spectrum comes before forests: where its window is cut, and what numbers are made of it. */
export interface View {
  readonly features: FeatureRecipe;
  readonly frame: Frame;
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
  /** Ways of looking at a spectrum whose forests vote together: they err in different ways. */
  readonly views: readonly View[];
  readonly cn: Classifier<CnLabel>;
  /**
   * What a vote for a ranking counts, by its leading CN: calculations were chosen for rare ones, which real samples seldom show.
   * Absent, and for CNs that it does not name, 1.
   */
  readonly prevalence?: ReadonlyMap<number, number>;
  readonly motifs: ReadonlyMap<number, Classifier<MotifLabel>>;
  /** None until held-out votes have calibrated the model. */
  readonly calibration?: Calibration | null;
}

/** Whether the forests look at windows of their own, which neither move with E0 nor have the regions of ours. */
export const hasOwnWindow = ({ views }: Pick<ElementModel, 'views'>): boolean =>
  views.some(({ frame }) => frame.range !== undefined);

/** Index of the view whose window stands for all, the one with the slope above the edge taken out; 0 where none has. */
export function shownView({ views }: Pick<ElementModel, 'views'>): number {
  return Math.max(
    0,
    views.findIndex(({ frame }) => frame.isFlattened),
  );
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
    forests: v.array(forestSchema),
  });

const featuresSchema = v.object({
  scale: v.picklist(INTENSITY_SCALES),
  blocks: v.pipe(v.array(v.picklist(FEATURE_BLOCKS)), v.minLength(1)),
  isExact: v.exactOptional(v.literal(true)),
});
const alignerSchema = v.object({
  features: featuresSchema,
  forest: forestSchema,
  step: v.pipe(v.number(), v.gtValue(0)),
});

/** The JSON form of an element model, `public/models/<element>.json`. */
export const elementModelSchema = v.object({
  format: v.literal('xanopy-model'),
  formatVersion: v.literal(2),
  element: v.string(),
  kind: v.picklist(MODEL_KINDS),
  version: v.string(),
  views: v.pipe(
    v.array(
      v.object({
        features: featuresSchema,
        frame: v.object({
          isFlattened: v.boolean(),
          aligner: v.nullable(alignerSchema),
          range: v.exactOptional(
            v.pipe(
              v.object({ from: v.number(), to: v.number(), missing: v.pipe(v.number(), v.minValue(0)) }),
              v.check(({ from, to }) => to > from, 'the range ends before it begins'),
            ),
          ),
        }),
      }),
    ),
    v.minLength(1),
  ),
  cn: classifierSchema(v.number()),
  prevalence: v.exactOptional(
    v.array(v.object({ cn: v.number(), factor: v.pipe(v.number(), v.gtValue(0), v.maxValue(1000)) })),
  ),
  motifs: v.array(v.object({ cn: v.number(), classifier: classifierSchema(v.string()) })),
  calibration: v.nullish(calibrationSchema),
});

export type ElementModelJson = v.InferOutput<typeof elementModelSchema>;

type ClassifierJson<Label> = Omit<Classifier<Label>, 'forests'> & {
  readonly forests: readonly v.InferOutput<typeof forestSchema>[];
};

/** `features` are the numbers of features of the views. */
function decodeClassifier<Label>(
  json: ClassifierJson<Label>,
  features: readonly number[],
  refuse: Refuse,
): Classifier<Label> {
  const forests = json.forests.map((forest) => decodeForest(forest, refuse));
  if (
    json.prior.length !== json.classes.length ||
    (forests.length !== 0 && forests.length !== features.length) ||
    forests.some(
      (forest, i) => forest.classCount !== json.classes.length || forest.featureCount !== features[i],
    )
  ) {
    refuse('classes and forest do not fit together');
  }
  return { classes: json.classes, prior: json.prior, forests };
}

function decodeAligner(json: v.InferOutput<typeof alignerSchema>, refuse: Refuse): Aligner {
  const forest = decodeForest(json.forest, refuse);
  if (forest.featureCount !== featureCount(json.features) || forest.classCount % 2 === 0) {
    refuse('the aligner does not fit its features');
  }
  return { ...json, forest };
}

/**
 * Element model from parsed JSON of unknown origin.
 * @throws what `refuse` throws, given the first fault; by default XanopyError `model-invalid`
 */
export function decodeElementModel(json: unknown, refuse: Refuse = refuseFile): ElementModel {
  const parsed = v.safeParse(elementModelSchema, json);
  if (!parsed.success) return refuse(faultIn(parsed.issues));
  const { format, formatVersion, cn, motifs, calibration, prevalence, ...rest } = parsed.output;
  const views = rest.views.map(({ features, frame }) => ({
    features,
    frame: { ...frame, aligner: frame.aligner && decodeAligner(frame.aligner, refuse) },
  }));
  const features = views.map((view) => featureCount(view.features));
  return {
    ...rest,
    ...(calibration && { calibration }),
    ...(prevalence && { prevalence: new Map(prevalence.map((entry) => [entry.cn, entry.factor])) }),
    views,
    cn: decodeClassifier(cn, features, refuse),
    motifs: new Map(motifs.map((entry) => [entry.cn, decodeClassifier(entry.classifier, features, refuse)])),
  };
}

const forestJson = (forest: Forest): v.InferOutput<typeof forestSchema> => {
  const json = encodeForest(forest);
  return { ...json, nodes: [...json.nodes], thresholds: [...json.thresholds] };
};
const featuresJson = ({
  scale,
  blocks,
  isExact,
}: FeatureRecipe): ElementModelJson['views'][number]['features'] => ({
  scale,
  blocks: [...blocks],
  ...(isExact ? { isExact } : {}),
});

const encodeClassifier = <Label>(
  classifier: Classifier<readonly Label[]>,
): { classes: Label[][]; prior: number[]; forests: ElementModelJson['cn']['forests'] } => ({
  classes: classifier.classes.map((label) => [...label]),
  prior: [...classifier.prior],
  forests: classifier.forests.map(forestJson),
});

/** The JSON form of a model. */
export function encodeElementModel(model: ElementModel): ElementModelJson {
  return {
    format: 'xanopy-model',
    formatVersion: 2,
    element: model.element,
    kind: model.kind,
    version: model.version,
    views: model.views.map(({ features, frame: { isFlattened, aligner, range } }) => ({
      features: featuresJson(features),
      frame: {
        isFlattened,
        aligner: aligner && {
          features: featuresJson(aligner.features),
          forest: forestJson(aligner.forest),
          step: aligner.step,
        },
        ...(range ? { range: { ...range } } : {}),
      },
    })),
    cn: encodeClassifier(model.cn),
    ...(model.prevalence && {
      prevalence: [...model.prevalence].map(([cn, factor]) => ({ cn, factor })),
    }),
    motifs: [...model.motifs].map(([cn, classifier]) => ({ cn, classifier: encodeClassifier(classifier) })),
    ...(model.calibration && { calibration: calibrationJson(model.calibration) }),
  };
}

/** Share of the votes (0 to 1) that each class gets for the features `xs` of every view. */
export function classShares<Label>(
  { classes, prior, forests }: Classifier<Label>,
  xs: readonly ArrayLike<number>[],
): Float64Array {
  if (forests.length === 0) return Float64Array.from(prior);
  const shares = new Float64Array(classes.length);
  for (let view = 0; view < forests.length; view++) {
    const forest = forests[view];
    const trees = forests.length * forest.roots.length;
    const votes = forestVotes(forest, xs[view]);
    for (let label = 0; label < votes.length; label++) shares[label] += votes[label] / trees;
  }
  return shares;
}

/** Shares of the votes for the CN rankings, every vote counting as much as its leading CN is prevalent. */
export function cnShares(
  { cn, prevalence }: Pick<ElementModel, 'cn' | 'prevalence'>,
  xs: readonly ArrayLike<number>[],
): Float64Array {
  const shares = classShares(cn, xs);
  if (!prevalence) return shares;
  let sum = 0;
  for (let label = 0; label < shares.length; label++) {
    shares[label] *= prevalence.get(cn.classes[label][0]) ?? 1;
    sum += shares[label];
  }
  for (let label = 0; label < shares.length; label++) shares[label] /= sum;
  return shares;
}
