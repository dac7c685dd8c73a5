import * as v from 'valibot';
import { calibrationError, reliability, type Stated } from '../confidence/metrics';
import {
  firstEntryRight,
  isAnswered,
  jaccardOf,
  leadingRight,
  type JudgedFile,
  type ProductEvaluation,
  type Spoken,
} from './product';
import { SETS } from './product-cases';

/** Shares of files of which every compound counts once; null without any. */
const share = v.nullable(v.number());

const countsSchema = v.object({
  name: v.string(),
  /** Oxides: all, answered with the right leading CN, with a wrong one, not answered. */
  oxides: v.number(),
  right: v.number(),
  wrong: v.number(),
  refusedWrongly: v.number(),
  /** What is no oxide: all, not answered, answered in domain or borderline. */
  foreign: v.number(),
  refusedRightly: v.number(),
  foreignInDomain: v.number(),
  foreignBorderline: v.number(),
  /** Every compound counts once. Leading CN right of all oxides, of the six-fold ones, of the others; oxides and others refused. */
  leading: share,
  leadingSix: share,
  leadingOther: share,
  oxidesRefused: share,
  foreignRefused: share,
});

const paperSchema = v.object({
  spectra: v.number(),
  /** Right first entries, right leading CNs and mean Jaccard index (refused counts as 0), by E0 shift in eV. */
  shifts: v.array(
    v.object({ shift: v.number(), firstEntry: v.number(), leading: v.number(), jaccard: v.number() }),
  ),
  mean: v.object({ firstEntry: v.number(), leading: v.number(), jaccard: v.number() }),
  /** Spectra with the same answer at every shift. */
  same: v.number(),
});

const formSchema = v.object({
  form: v.string(),
  /** Oxides: all, answered, right leading CN; same leading CN as the file as it is, of those answered in both. */
  oxides: v.number(),
  answered: v.number(),
  right: v.number(),
  both: v.number(),
  same: v.number(),
  foreign: v.number(),
  foreignRefused: v.number(),
});

const reliabilitySchema = v.object({
  name: v.string(),
  answered: v.number(),
  stated: share,
  actual: share,
  /** Expected calibration error over ten bins. */
  error: share,
  bins: v.array(v.object({ stated: v.number(), actual: v.number(), weight: v.number() })),
});

/** Oxides by their true leading CN; every compound of a set counts once. */
const recallSchema = v.object({
  element: v.string(),
  cn: v.number(),
  compounds: v.number(),
  /** Of these, those whose leading CN was named; what is refused is not. */
  right: v.number(),
});

/** The measures of one run. */
export const productSummarySchema = v.object({
  format: v.literal('xanopy-product-summary'),
  formatVersion: v.literal(1),
  models: v.string(),
  counts: v.array(countsSchema),
  /** Empty in runs that were kept before it was counted. */
  recalls: v.optional(v.array(recallSchema), []),
  paper: v.nullable(paperSchema),
  forms: v.array(formSchema),
  reliability: v.array(reliabilitySchema),
});
export type ProductSummary = v.InferOutput<typeof productSummarySchema>;

/** Weight of each file: those of one compound of a set count once. */
function weightsOf(files: readonly JudgedFile[]): Map<JudgedFile, number> {
  const sizes = new Map<string, number>();
  const key = ({ set, compound }: JudgedFile): string => `${set} ${compound}`;
  for (const file of files) sizes.set(key(file), (sizes.get(key(file)) ?? 0) + 1);
  return new Map(files.map((file) => [file, 1 / (sizes.get(key(file)) ?? 1)]));
}

function shareOf(
  files: readonly JudgedFile[],
  weights: ReadonlyMap<JudgedFile, number>,
  has: (file: JudgedFile) => boolean,
): number | null {
  let [sum, total] = [0, 0];
  for (const file of files) {
    const weight = weights.get(file) ?? 0;
    total += weight;
    if (has(file)) sum += weight;
  }
  return total > 0 ? sum / total : null;
}

function countsOf(
  name: string,
  files: readonly JudgedFile[],
  weights: ReadonlyMap<JudgedFile, number>,
): ProductSummary['counts'][number] {
  const oxides = files.filter(({ foreign }) => foreign === null);
  const others = files.filter(({ foreign }) => foreign !== null);
  const right = (file: JudgedFile): boolean => leadingRight(file, file.plain);
  const refused = ({ plain }: JudgedFile): boolean => !isAnswered(plain);
  const count = (list: readonly JudgedFile[], has: (file: JudgedFile) => boolean): number =>
    list.filter(has).length;
  const isSix = ({ cns }: JudgedFile): boolean => cns[0] === 6;
  return {
    name,
    oxides: oxides.length,
    right: count(oxides, right),
    wrong: count(oxides, (file) => !refused(file) && !right(file)),
    refusedWrongly: count(oxides, refused),
    foreign: others.length,
    refusedRightly: count(others, refused),
    foreignInDomain: count(others, ({ plain }) => plain.state === 'in-domain'),
    foreignBorderline: count(others, ({ plain }) => plain.state === 'borderline'),
    leading: shareOf(oxides, weights, right),
    leadingSix: shareOf(oxides.filter(isSix), weights, right),
    leadingOther: shareOf(
      oxides.filter((file) => !isSix(file)),
      weights,
      right,
    ),
    oxidesRefused: shareOf(oxides, weights, refused),
    foreignRefused: shareOf(others, weights, refused),
  };
}

function recallsOf(
  files: readonly JudgedFile[],
  weights: ReadonlyMap<JudgedFile, number>,
): ProductSummary['recalls'] {
  const rows = new Map<string, ProductSummary['recalls'][number]>();
  for (const file of files) {
    if (file.foreign !== null) continue;
    const { element } = file;
    const [cn] = file.cns;
    const row = rows.get(`${element} ${cn}`) ?? { element, cn, compounds: 0, right: 0 };
    const weight = weights.get(file) ?? 0;
    rows.set(`${element} ${cn}`, {
      ...row,
      compounds: row.compounds + weight,
      right: row.right + (leadingRight(file, file.plain) ? weight : 0),
    });
  }
  return [...rows.values()].sort((a, b) => a.element.localeCompare(b.element) || a.cn - b.cn);
}

const inWords = ({ environment }: Spoken): string =>
  environment.map(({ cn, motifs }) => `${cn} ${motifs.join(' > ')}`).join('; ');

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A file's words at every shift; where there was no analysis, the failure at each. */
function atShift({ shifts, plain }: JudgedFile, shift: number): Spoken {
  return shifts.find((one) => one.shift === shift)?.spoken ?? plain;
}

function paperOf(files: readonly JudgedFile[]): ProductSummary['paper'] {
  const paper = files.filter(({ set }) => set === 'paper');
  if (paper.length === 0) return null;
  const steps = [...new Set(paper.flatMap(({ shifts }) => shifts.map(({ shift }) => shift)))];
  const shifts = steps.map((shift) => ({
    shift,
    firstEntry: paper.filter((file) => firstEntryRight(file, atShift(file, shift)) === true).length,
    leading: paper.filter((file) => leadingRight(file, atShift(file, shift))).length,
    jaccard: meanOf(paper.map((file) => jaccardOf(file, atShift(file, shift)))),
  }));
  return {
    spectra: paper.length,
    shifts,
    mean: {
      firstEntry: meanOf(shifts.map(({ firstEntry }) => firstEntry)),
      leading: meanOf(shifts.map(({ leading }) => leading)),
      jaccard: meanOf(shifts.map(({ jaccard }) => jaccard)),
    },
    same: paper.filter((file) => new Set(steps.map((shift) => inWords(atShift(file, shift)))).size === 1)
      .length,
  };
}

function formsOf(files: readonly JudgedFile[]): ProductSummary['forms'] {
  const names = [...new Set(files.flatMap(({ forms }) => forms.map(({ form }) => form)))];
  return names.map((form) => {
    const rows = files.flatMap((file) => {
      const found = file.forms.find((one) => one.form === form);
      return found ? [{ file, spoken: found.spoken }] : [];
    });
    const oxides = rows.filter(({ file }) => file.foreign === null);
    const foreign = rows.filter(({ file }) => file.foreign !== null);
    const both = oxides.filter(({ file, spoken }) => isAnswered(spoken) && isAnswered(file.plain));
    return {
      form,
      oxides: oxides.length,
      answered: oxides.filter(({ spoken }) => isAnswered(spoken)).length,
      right: oxides.filter(({ file, spoken }) => leadingRight(file, spoken)).length,
      both: both.length,
      same: both.filter(({ file, spoken }) => file.plain.environment[0]?.cn === spoken.environment[0]?.cn)
        .length,
      foreign: foreign.length,
      foreignRefused: foreign.filter(({ spoken }) => !isAnswered(spoken)).length,
    };
  });
}

function reliabilityOf(name: string, stated: readonly Stated[]): ProductSummary['reliability'][number] {
  const total = stated.reduce((sum, { weight }) => sum + weight, 0);
  const bins = reliability(stated);
  const mean = (of: (one: Stated) => number): number | null =>
    total > 0 ? stated.reduce((sum, one) => sum + one.weight * of(one), 0) / total : null;
  return {
    name,
    answered: stated.length,
    stated: mean((one) => one.stated),
    actual: mean((one) => one.actual),
    error: total > 0 ? calibrationError(bins) : null,
    bins,
  };
}

/** The measures of a run. */
export function summarise({ models, files }: ProductEvaluation): ProductSummary {
  const weights = weightsOf(files);
  const statedBy = (keep: (file: JudgedFile) => boolean): Stated[] =>
    files
      .filter((file) => isAnswered(file.plain) && keep(file))
      .map((file) => ({
        stated: file.plain.confidence,
        actual: jaccardOf(file, file.plain),
        weight: weights.get(file) ?? 0,
      }));
  const firstEntries = files.flatMap((file): Stated[] => {
    const right = firstEntryRight(file, file.plain);
    return right === null || !isAnswered(file.plain)
      ? []
      : [{ stated: file.plain.firstEntry, actual: Number(right), weight: weights.get(file) ?? 0 }];
  });
  const isOxide = ({ foreign }: JudgedFile): boolean => foreign === null;
  return {
    format: 'xanopy-product-summary',
    formatVersion: 1,
    models,
    counts: [
      ...SETS.map((set) =>
        countsOf(
          set,
          files.filter((file) => file.set === set),
          weights,
        ),
      ),
      countsOf('all', files, weights),
    ],
    recalls: recallsOf(files, weights),
    paper: paperOf(files),
    forms: formsOf(files),
    reliability: [
      reliabilityOf(
        'all answers',
        statedBy(() => true),
      ),
      reliabilityOf(
        'in domain',
        statedBy(({ plain }) => plain.state === 'in-domain'),
      ),
      reliabilityOf(
        'borderline',
        statedBy(({ plain }) => plain.state === 'borderline'),
      ),
      reliabilityOf('oxides only', statedBy(isOxide)),
      reliabilityOf(
        'oxides, in domain',
        statedBy((file) => isOxide(file) && file.plain.state === 'in-domain'),
      ),
      reliabilityOf(
        'oxides, six-fold',
        statedBy((file) => isOxide(file) && file.cns[0] === 6),
      ),
      reliabilityOf(
        'oxides, other CNs',
        statedBy((file) => isOxide(file) && file.cns[0] !== 6),
      ),
      reliabilityOf(
        'paper, Jaccard of pairs',
        statedBy(({ set }) => set === 'paper'),
      ),
      reliabilityOf('paper, first entry', firstEntries),
    ],
  };
}
