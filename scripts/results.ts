import { basename } from 'node:path';
import { settled } from '../src/domain/foil';
import type { PrepareOptions } from '../src/domain/spectrum/prepare';
import type { OwnReference } from '../src/domain/references/library';
import { ownNeighbours } from '../src/domain/references/neighbours';
import { hasFailed } from '../src/exporters/document';
import {
  describeAlignment,
  describePack,
  describePackAnswer,
  describePreEdge,
} from '../src/exporters/journal';
import { derivationOf } from '../src/exporters/resolution';
import {
  failureOf,
  resultOf,
  type FailureResult,
  type Found,
  type SpectrumResult,
} from '../src/exporters/result';
import { confidenceWords, describeHeldOut, doubtOf } from '../src/exporters/words';
import type { Analysis } from '../src/domain/analysis';
import { XanopyError } from '../src/domain/errors';
import { preEdgeOf } from '../src/domain/pre-edge/peak';
import type { Message } from '../src/domain/errors';
import type { Source } from '../src/readers/types';
import type { Examined } from '../src/worker/chain';
import { howToAnswer } from './choices';

/** The analysis of one spectrum, or why there is none. */
export type Result = SpectrumResult | FailureResult;

/** The name of what was read from the file at `path`: the file itself, or the place within an archive. */
export function nameIn(path: string, { name, path: folder }: Pick<Source, 'name' | 'path'>): string {
  const archive = basename(path);
  if (folder === '') return name === archive ? path : `${path}/${name}`;
  return `${path.slice(0, path.length - archive.length)}${folder}/${name}`;
}

/** The pre-edge peak of a spectrum, or the remark that there is none. */
function preEdgeFound(analysis: Analysis): { readonly found: Found; readonly remarks: readonly Message[] } {
  try {
    const fit = preEdgeOf(analysis);
    return { found: fit ? { preEdge: fit.peak } : {}, remarks: [] };
  } catch (error) {
    if (!(error instanceof XanopyError)) throw error;
    return { found: {}, remarks: [{ code: error.code, message: error.message }] };
  }
}

/** What is looked for beside the answer. */
export interface Extras {
  readonly hasPreEdge?: boolean;
  /** Own references, the nearest of which are named. */
  readonly references?: readonly OwnReference[];
}

/** What one scan (or unread file) of the file at `path` gives, as it is printed. */
export function resultFrom(
  path: string,
  examined: Examined,
  options: PrepareOptions,
  { hasPreEdge = false, references: library = [] }: Extras = {},
): Result {
  const file = nameIn(path, (examined.kind === 'scan' ? examined.file : examined).source);
  if (examined.kind === 'unread') return failureOf(file, examined.error);
  const { examination, scan } = examined;
  switch (examination.kind) {
    case 'failed':
      return failureOf(file, examination.error, scan.title, examination.reading?.warnings ?? scan.warnings);
    case 'question': {
      const { about, text } = examination.question;
      const message = `${text} ${howToAnswer(examination.question)}`;
      return failureOf(file, { code: `open-question-${about}`, message }, scan.title, scan.warnings);
    }
    case 'answered': {
      const { spectrum, attribution, warnings, foil } = examination.reading;
      const { analysis } = examination;
      const source = { sha256: examined.file.source.sha256, scan: scan.title };
      const { found, remarks } = hasPreEdge ? preEdgeFound(analysis) : { found: {}, remarks: [] };
      const origin = {
        ...source,
        signal: spectrum.signal,
        attribution,
        remarks: [...warnings, ...remarks],
        ...derivationOf(scan.metadata),
        requested: settled(options, foil),
        foil,
      };
      const references = ownNeighbours(analysis.prepared.window, analysis.element, library, source);
      return resultOf(file, analysis, origin, { ...found, references });
    }
  }
}

/** A file with the scan of it that is meant. */
export const titled = (file: string, scan = ''): string => (scan === '' ? file : `${file} (${scan})`);

/** What the models say, and what that is worth. */
function answerLines(result: SpectrumResult): string[] {
  const { element, ranking, applicability, jaccardConfidence, isUpperBound, heldOut } = result;
  if (applicability.verdict === 'outside') return ["outside the models' domain, no answer"];
  const entries = ranking.map(
    ({ cn, motifs }) => `CN ${cn}: ${motifs.map(({ name }) => name).join(' > ') || 'no motif'}`,
  );
  return [
    `${doubtOf(applicability)}${entries.join('; ')}  (Jaccard confidence ${confidenceWords(jaccardConfidence, isUpperBound)})`,
    ...(heldOut ? [`${element}: ${describeHeldOut(heldOut)}`] : []),
  ];
}

/** A result as the command line prints it. */
export function textOf(result: Result): string {
  const remarks = (result.warnings ?? []).map(({ message }) => `  - ${message}`);
  if (hasFailed(result)) {
    const { file, scan, error } = result;
    const at = error.line === undefined ? '' : `, line ${error.line}`;
    return [`${titled(file, scan)}${at}: ${error.message}`, ...remarks].join('\n');
  }
  const { file, source, element, e0, e0Method, pack, preEdge, packAnswer } = result;
  return [
    `${titled(file, source?.scan)}: ${element} K, E0 ${e0.toFixed(1)} eV (${e0Method})`,
    ...answerLines(result).map((line) => `  ${line}`),
    ...(pack ? [`  by the pack ${describePack(pack)}; cite ${pack.citation}`] : []),
    ...result.applicability.reasons.map(({ message }) => `  ! ${message}`),
    ...(packAnswer ? [`  pack: ${describePackAnswer(packAnswer)}; cite ${packAnswer.pack.citation}`] : []),
    `  E0 aligned for the models: ${describeAlignment(result.alignment)}`,
    ...(preEdge ? [`  pre-edge peak: ${describePreEdge(preEdge)}`] : []),
    ...(result.references ?? []).map(
      ({ name, material, distance }) => `  near ${name} (${material}), rms ${distance.toFixed(3)}`,
    ),
    ...remarks,
  ].join('\n');
}
