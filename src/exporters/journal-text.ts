import { hasFailed, type Provenance, type Result } from './document';
import { EXPLANATIONS, journalOf, METHOD_CITATION } from './journal';
import { oneLine } from './one-line';

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

/** What wrote an export, when, and what its numbers mean. */
export function preamble({ appVersion, created }: Provenance): string[] {
  return [
    `app: Xanopy ${appVersion}`,
    `created: ${created.toISOString()}`,
    `method: ${METHOD_CITATION}`,
    'units: energies in eV; confidences and probabilities from 0 to 1',
    ...Object.entries(EXPLANATIONS).map(([column, text]) => `${column}: ${text}`),
  ];
}

/** How each result was made, by its row number, as a text of its own: it travels beside tables and inside figures. */
export function journalText(results: readonly Result[], provenance: Provenance): string {
  return [
    'Xanopy journal',
    ...preamble(provenance),
    ...results.flatMap((result, index) => ['', `[${index + 1}]`, ...journalLines(result)]),
    '',
  ].join('\n');
}
