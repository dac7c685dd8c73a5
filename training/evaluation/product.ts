import { basename } from 'node:path';
import * as v from 'valibot';
import { jaccard, pairsOf, sameFirstEntry } from '../../src/domain/environment/jaccard';
import type { Code } from '../../src/domain/errors';
import { interpolate } from '../../src/domain/spectrum/curve';
import type { PrepareOptions } from '../../src/domain/spectrum/prepare';
import type { Spectrum } from '../../src/domain/spectrum/types';
import type { Choices, Scan } from '../../src/readers/types';
import type { Engine, Examination, FileOutcome } from '../../src/worker/api';
import { SETS, type Case } from './product-cases';

/*
 * What the product says of a file: reader, interpretation, window, forests and verdict in one, as the command line and the
 * page show it. No number of a part stands for the whole.
 */

const environmentSchema = v.array(v.object({ cn: v.number(), motifs: v.array(v.string()) }));

/** What was said of one spectrum; `failed` where no analysis came about. */
const spokenSchema = v.object({
  state: v.picklist(['in-domain', 'borderline', 'outside', 'failed']),
  /** Empty outside the domain: no ranking is shown there. */
  environment: environmentSchema,
  /** The stated Jaccard confidence and probability of the first entry. */
  confidence: v.number(),
  firstEntry: v.number(),
  /** Codes of the verdict's reasons, or of the failure. */
  reasons: v.array(v.string()),
});
export type Spoken = v.InferOutput<typeof spokenSchema>;

/** One file with what was said of it as it is, with E0 moved, and brought into other usual forms. */
const judgedFileSchema = v.object({
  set: v.picklist(SETS),
  file: v.string(),
  compound: v.string(),
  element: v.string(),
  /** Coordination numbers, leading first; empty for what is to be refused. */
  cns: v.array(v.number()),
  environment: v.nullable(environmentSchema),
  /** What it is, where it is to be refused. */
  foreign: v.nullable(v.string()),
  /** Whether the file left a question open, which was answered with the truth or the first offer. */
  asked: v.boolean(),
  plain: spokenSchema,
  /** By E0 shift in eV; 0 is `plain`. Empty where there is no analysis. */
  shifts: v.array(v.object({ shift: v.number(), spoken: spokenSchema })),
  /** The same spectrum in another usual form. */
  forms: v.array(v.object({ form: v.string(), spoken: spokenSchema })),
});
export type JudgedFile = v.InferOutput<typeof judgedFileSchema>;

/** `docs/product-evaluation.json`. */
export const productEvaluationSchema = v.object({
  format: v.literal('xanopy-product-evaluation'),
  formatVersion: v.literal(1),
  /** Version of the models. */
  models: v.string(),
  files: v.array(judgedFileSchema),
});
export type ProductEvaluation = v.InferOutput<typeof productEvaluationSchema>;

/** eV. */
const SHIFTS: readonly number[] = [-3, -2, -1, 0, 1, 2, 3];

function failed(code: string): Spoken {
  return { state: 'failed', environment: [], confidence: 0, firstEntry: 0, reasons: [code] };
}

function spokenOf(examination: Examination): Spoken {
  if (examination.kind === 'question') return failed('open-question');
  if (examination.kind === 'failed') return failed(examination.error.code);
  const { answer, confidence, jaccardConfidence } = examination.analysis;
  const { verdict, reasons } = confidence.applicability;
  return {
    state: verdict,
    environment:
      verdict === 'outside' ? [] : answer.environment.map(({ cn, motifs }) => ({ cn, motifs: [...motifs] })),
    confidence: jaccardConfidence,
    firstEntry: confidence.firstEntryProbability,
    reasons: reasons.map(({ code }) => code),
  };
}

/** A scan on its way to an answer, and whether something had to be decided for it. */
interface Asked {
  readonly scan: Scan;
  readonly format: string;
  readonly choices: Choices;
  readonly options: PrepareOptions;
  readonly asked: boolean;
  readonly examination: Examination;
}

/** The first scan of a file; what it leaves open is answered with the truth or the first offer. */
async function examined(engine: Engine, { file, bytes, element, namesElement }: Case): Promise<Asked | Code> {
  const read: FileOutcome[] = [];
  await engine.read({ name: basename(file), path: '', bytes }, (outcome) => void read.push(outcome));
  const [first] = read;
  if (first.kind === 'structures') return 'is-structure';
  if (first.kind === 'models') return 'is-models';
  if (first.kind === 'failed') return first.error.code;
  const [scan] = first.scans;
  const { format } = first;
  let choices: Choices = {};
  let options: PrepareOptions = namesElement ? { element } : {};
  let asked = false;
  let examination = await engine.examine(scan, format, choices, options);
  for (let round = 0; round < 3 && examination.kind === 'question'; round++) {
    asked = true;
    const { about, options: offers } = examination.question;
    choices = { ...offers[0]?.choices, ...(about === 'element' ? { element } : {}) };
    examination = await engine.examine(scan, format, choices, options);
  }
  if (examination.kind === 'failed' && examination.error.code === 'edge-ambiguous') {
    asked = true;
    options = { element };
    examination = await engine.examine(scan, format, choices, options);
  }
  return { scan, format, choices, options, asked, examination };
}

/** What is said of a spectrum that no file holds. */
async function spokenOfSpectrum(
  engine: Engine,
  spectrum: Spectrum,
  options: PrepareOptions,
): Promise<Spoken> {
  const { energy, mu, signal, isNormalised, element } = spectrum;
  const scan: Scan = {
    id: '1',
    title: '',
    channels: [
      { label: 'energy', unit: 'eV', role: 'energy', values: energy },
      { label: 'mu', role: 'mu', values: mu },
    ],
    signal,
    ...(element === undefined ? {} : { element }),
    metadata: [],
    warnings: [],
  };
  const choices: Choices = { energy: 0, unit: 'eV', mu: { kind: 'column', column: 1, isNormalised } };
  return spokenOf(await engine.examine(scan, 'columns', choices, options));
}

/** The form of published data: from 5 eV below the edge on, divided by the maximum. */
const PUBLISHED = { from: -5, to: 45 };
/** A scan of the edge alone. */
const SHORT = { from: -20, to: 33 };

function cut(spectrum: Spectrum, e0: number, range: { from: number; to: number }): Spectrum {
  const keep = [...spectrum.energy.keys()].filter(
    (i) => spectrum.energy[i] >= e0 + range.from && spectrum.energy[i] <= e0 + range.to,
  );
  return {
    ...spectrum,
    energy: Float64Array.from(keep, (i) => spectrum.energy[i]),
    mu: Float64Array.from(keep, (i) => spectrum.mu[i]),
  };
}

function rescaled(spectrum: Spectrum, offset: number, step: number): Spectrum {
  return { ...spectrum, mu: spectrum.mu.map((value) => (value - offset) / step) };
}

/**
 * The forms in which a spectrum is usually passed on, made from what it is normalised to (`normalised`, E0 in eV). None of them
 * says that it is normalised.
 */
function formsOf(normalised: Spectrum, e0: number): (readonly [form: string, spectrum: Spectrum])[] {
  const { energy, mu } = normalised;
  const highest = mu.reduce((most, value, i) => (energy[i] < e0 + 60 ? Math.max(most, value) : most), 0);
  const base = interpolate(normalised, Math.max(energy[0], e0 - 20));
  const after = cut(normalised, e0, { from: 15, to: 45 }).mu;
  const level = after.reduce((sum, value) => sum + value, 0) / after.length;
  return [
    ['edge step', rescaled(normalised, base, level - base)],
    ['maximum', rescaled(normalised, 0, highest)],
    ['maximum, from E0 - 5', rescaled(cut(normalised, e0, PUBLISHED), 0, highest)],
    ['E0 - 20 to E0 + 33', cut(normalised, e0, SHORT)],
  ];
}

async function judge(engine: Engine, one: Case): Promise<JudgedFile> {
  const { set, file, compound, element, truth } = one;
  const facts = {
    set,
    file,
    compound,
    element,
    cns: truth.kind === 'oxide' ? [...truth.cns] : [],
    environment:
      truth.kind === 'oxide' && truth.environment
        ? truth.environment.map(({ cn, motifs }) => ({ cn, motifs: [...motifs] }))
        : null,
    foreign: truth.kind === 'foreign' ? truth.what : null,
  };
  const found = await examined(engine, one);
  if (typeof found === 'string') {
    return { ...facts, asked: false, plain: failed(found), shifts: [], forms: [] };
  }
  const { scan, format, choices, options, asked, examination } = found;
  const plain = spokenOf(examination);
  if (examination.kind !== 'answered') return { ...facts, asked, plain, shifts: [], forms: [] };
  const { prepared } = examination.analysis;
  const shifts: JudgedFile['shifts'] = [];
  for (const shift of SHIFTS) {
    const e0 = prepared.e0 + shift;
    const spoken =
      shift === 0 ? plain : spokenOf(await engine.examine(scan, format, choices, { ...options, e0 }));
    shifts.push({ shift, spoken });
  }
  const normalised: Spectrum = {
    ...examination.reading.spectrum,
    energy: prepared.raw.energy,
    mu: prepared.normalisation.mu,
    isNormalised: false,
  };
  const forms: JudgedFile['forms'] = [];
  for (const [form, inForm] of formsOf(normalised, prepared.e0)) {
    forms.push({ form, spoken: await spokenOfSpectrum(engine, inForm, { ...options, element }) });
  }
  return { ...facts, asked, plain, shifts, forms };
}

/** What the product says of every case. */
export async function evaluateProduct(
  engine: Engine,
  cases: readonly Case[],
  models: string,
): Promise<ProductEvaluation> {
  const files: JudgedFile[] = [];
  for (const one of cases) files.push(await judge(engine, one));
  return { format: 'xanopy-product-evaluation', formatVersion: 1, models, files };
}

/** Whether a state shows a ranking. */
export const isAnswered = ({ state }: Spoken): boolean => state === 'in-domain' || state === 'borderline';

/** Whether the leading CN that was said is the true one. */
export const leadingRight = ({ cns }: JudgedFile, spoken: Spoken): boolean =>
  cns.length > 0 && spoken.environment[0]?.cn === cns[0];

/**
 * Jaccard index of what was said with the truth: of (CN, motif) pairs where the motifs are known, of coordination numbers
 * otherwise (which is never less than that of the pairs could be at best); 0 where the truth is no oxide or nothing was said.
 */
export function jaccardOf({ cns, environment }: JudgedFile, { environment: said }: Spoken): number {
  if (cns.length === 0 || said.length === 0) return 0;
  return environment
    ? jaccard(pairsOf(said), pairsOf(environment))
    : jaccard(new Set(said.map(({ cn }) => cn)), new Set(cns));
}

/** Whether the first CN with its whole motif ranking is the true one; null where the motifs are not known. */
export function firstEntryRight({ environment }: JudgedFile, { environment: said }: Spoken): boolean | null {
  return environment ? said.length > 0 && sameFirstEntry(environment, said) : null;
}
