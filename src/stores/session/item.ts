import type { Analysis } from '../../domain/analysis';
import type { Message } from '../../domain/errors';
import type { Calibration, FoilEdge } from '../../domain/spectrum/calibration';
import type { PointEdits } from '../../domain/spectrum/points';
import type { NormalisationOptions } from '../../domain/spectrum/normalise';
import type { PrepareOptions } from '../../domain/spectrum/prepare';
import type { Spectrum } from '../../domain/spectrum/types';
import type { Attribution, Choices, Question, ReadOption, Scan } from '../../readers/types';
import type { AnsweredBy } from './answered-by';
import { STOPPED, type Examination, type Failure, type Reading } from '../../worker/api';

/** Where a spectrum stands. `done` alone means that `analysis` answers what is asked now. */
export type Status = 'waiting' | 'analysing' | 'question' | 'done' | 'failed' | 'stopped';

/** One spectrum of the session: what the file gave, what the user decided, what came out. */
export interface Item {
  readonly id: string;
  /** Shown in the list; the user may change it. */
  readonly name: string;
  readonly file: string;
  /** Folder inside a dropped folder or archive; empty at the top. */
  readonly path: string;
  /** SHA-256 of the file, lower-case hex; empty where the file could not be read. */
  readonly hash: string;
  readonly format: string;
  /** Null when the file could not be read. */
  readonly scan: Scan | null;
  /** Columns, units and element as the user (or an earlier answer) chose them. */
  readonly choices: Choices;
  /** What the user fixed of the analysis; the rest is automatic. */
  readonly options: PrepareOptions;
  readonly readError: Failure | null;
  /** As its session file says; absent where it was read here. */
  readonly answeredBy?: AnsweredBy;

  readonly status: Status;
  /** Counts what was asked: an answer to an older request is thrown away. */
  readonly request: number;
  /** The last one stays in sight until it is replaced. */
  readonly spectrum: Spectrum | null;
  readonly attribution: Attribution | null;
  /** Other spectra of the same scan, e.g. the reference foil. */
  readonly alternatives: readonly ReadOption[];
  readonly readWarnings: readonly Message[];
  /** The edge of the reference foil that was measured with it, before any calibration. */
  readonly foil: FoilEdge | null;
  readonly question: Question | null;
  /** The last answer; out of date unless the status is `done`. */
  readonly analysis: Analysis | null;
  readonly error: Failure | null;
}

/** The part of an item that is kept and saved; everything else follows from it. */
export type ItemSource = Pick<
  Item,
  | 'id'
  | 'name'
  | 'file'
  | 'path'
  | 'hash'
  | 'format'
  | 'scan'
  | 'choices'
  | 'options'
  | 'readError'
  | 'answeredBy'
>;

/** An item at its start, before anything was computed. */
export function itemFrom(source: ItemSource): Item {
  return {
    ...source,
    status: source.readError ? 'failed' : 'waiting',
    request: 0,
    spectrum: null,
    attribution: null,
    alternatives: [],
    readWarnings: [],
    foil: null,
    question: null,
    analysis: null,
    error: source.readError,
  };
}

/** The part of an item to keep. */
export function sourceOf(item: Item): ItemSource {
  const { id, name, file, path, hash, format, scan, choices, options, readError, answeredBy } = item;
  return {
    id,
    name,
    file,
    path,
    hash,
    format,
    scan,
    choices,
    options,
    readError,
    ...(answeredBy ? { answeredBy } : {}),
  };
}

/** The item with a new request: older answers no longer count. */
export function askedAgain(item: Item): Item {
  return { ...item, request: item.request + 1, status: 'waiting', error: null, question: null };
}

/** The item with what its request gave. */
export function answeredItem(item: Item, examination: Examination): Item {
  switch (examination.kind) {
    case 'question': {
      const { question } = examination;
      return { ...item, status: 'question', question, spectrum: null, analysis: null, error: null };
    }
    case 'answered': {
      const { reading, analysis } = examination;
      return { ...item, ...ofReading(reading), status: 'done', question: null, analysis, error: null };
    }
    case 'failed': {
      const { reading, error } = examination;
      const status = error.code === STOPPED ? 'stopped' : 'failed';
      const read = reading ? ofReading(reading) : { spectrum: null };
      return { ...item, ...read, status, question: null, analysis: null, error };
    }
  }
}

const ofReading = ({ spectrum, attribution, alternatives, warnings, foil }: Reading) => ({
  spectrum,
  attribution,
  alternatives,
  readWarnings: warnings,
  foil,
});

/** Changes of options: a value fixes, null makes automatic again, an absent key leaves as it is. */
export interface OptionChanges {
  readonly element?: string | null;
  readonly e0?: number | null;
  readonly e0Method?: 'half-step' | 'derivative' | null;
  /** All of it at once; what it leaves out is automatic. */
  readonly normalisation?: NormalisationOptions | null;
  readonly calibration?: Calibration | null;
  /** All of it at once. */
  readonly points?: PointEdits | null;
}

/** What is fixed after a change; undefined where it is automatic. */
const changed = <T>(before: T | undefined, change: T | null | undefined): T | undefined =>
  change === undefined ? before : (change ?? undefined);

/** Options with some of them fixed or automatic again. An E0 that was set by hand moves with the energies. */
export function changeOptions(options: PrepareOptions, changes: OptionChanges): PrepareOptions {
  const element = changed(options.element, changes.element);
  const calibration = changed(options.calibration, changes.calibration);
  const moved = (calibration?.shift ?? 0) - (options.calibration?.shift ?? 0);
  const before = options.e0 === undefined ? undefined : options.e0 + moved;
  const e0 = changed(before, changes.e0);
  const e0Method = changed(options.e0Method, changes.e0Method);
  const normalisation = changed(options.normalisation, changes.normalisation);
  const points = changed(options.points, changes.points);
  return {
    ...(element === undefined ? {} : { element }),
    ...(e0 === undefined ? {} : { e0 }),
    ...(e0Method ? { e0Method } : {}),
    ...(normalisation && Object.keys(normalisation).length > 0 ? { normalisation } : {}),
    ...(calibration && calibration.shift !== 0 ? { calibration } : {}),
    ...(points && Object.keys(points).length > 0 ? { points } : {}),
  };
}
