import { hasFailed, type Provenance, type Result } from './document';
import { isUncalibrated } from '../domain/pack-answer';
import { EXPLANATIONS, journalOf, METHOD_CITATION } from './journal';
import { oneLine } from './one-line';
import type { SpectrumResult } from './result';

/** The journal of one result, or why there is none, as lines. */
export function journalLines(result: Result): string[] {
  const entries = hasFailed(result)
    ? [
        ['file', oneLine(result.file)],
        ...(result.scan === undefined ? [] : [['scan', oneLine(result.scan)]]),
        ['error', oneLine(`${result.error.code}: ${result.error.message}`)],
        ...(result.warnings ?? []).map(({ code, message }) => ['warning', oneLine(`${code}: ${message}`)]),
      ]
    : journalOf(result);
  return entries.map(([key, text]) => `${key}: ${text}`);
}

const UNCALIBRATED_PACKS =
  'Packs without a calibration: jaccard_confidence, first_entry_probability and leading_cn_probability are shares of their votes, conformal_set is every ranking that they know.';

const hasUncalibratedPack = ({ applicability, packAnswer }: SpectrumResult): boolean =>
  isUncalibrated(applicability) || (packAnswer !== undefined && isUncalibrated(packAnswer.applicability));

/** What wrote an export, when, and what its numbers mean. */
export function preamble({ appVersion, created }: Provenance, results: readonly Result[]): string[] {
  const isOfVotes = results.some((result) => !hasFailed(result) && hasUncalibratedPack(result));
  return [
    `app: Xanopy ${appVersion}`,
    `created: ${created.toISOString()}`,
    `method: ${METHOD_CITATION}`,
    'units: energies in eV; confidences and probabilities from 0 to 1',
    ...Object.entries(EXPLANATIONS).map(([column, text]) => `${column}: ${text}`),
    ...(isOfVotes ? [`pack: ${UNCALIBRATED_PACKS}`] : []),
  ];
}

/** How each result was made, by its row number, as a text of its own: it travels beside tables and inside figures. */
export function journalText(results: readonly Result[], provenance: Provenance): string {
  return [
    'Xanopy journal',
    ...preamble(provenance, results),
    ...results.flatMap((result, index) => ['', `[${index + 1}]`, ...journalLines(result)]),
    '',
  ].join('\n');
}
