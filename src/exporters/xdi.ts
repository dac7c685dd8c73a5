import type { Analysis } from '../domain/analysis';
import type { Signal } from '../domain/spectrum/types';
import type { Provenance } from './document';
import { journalOf, METHOD_CITATION } from './journal';
import { oneLine } from './one-line';
import { resultOf, type Origin } from './result';

/** The name that the XDI dictionary has for normalised absorption, as far as it says how mu was measured. */
const labelOf = (signal: Signal): string =>
  signal === 'transmission' ? 'normtrans' : signal === 'fluorescence' ? 'normfluor' : 'norm';

/** Header fields that describe the exported table and not the file it came from. */
const OWN_FIELD = /^(xdi|column|element|array|xanopy|scan\.edge_energy)(\.|$)/i;
const FIELD = /^[a-z]\w*\.[\w-]+$/i;

interface XdiContent {
  readonly file: string;
  readonly analysis: Analysis;
  readonly origin: Origin;
  /** Header entries of the source file: those that XDI can hold are kept as they are, the rest as comments. */
  readonly metadata: readonly (readonly [string, string])[];
}

/**
 * The normalised spectrum as an XDI 1.0 file: energies in eV, edge step 1, flattened. Every number is written so that it
 * reads back as the same number; the journal stands in the extension family `Xanopy`.
 */
export function xdiOf(
  { file, analysis, origin, metadata }: XdiContent,
  { appVersion, created }: Provenance,
): string {
  const { raw, normalisation, e0 } = analysis.prepared;
  const label = labelOf(origin.signal);
  const isKept = ([key]: readonly [string, string]): boolean => FIELD.test(key) && !OWN_FIELD.test(key);
  const header = [
    ['Column.1', 'energy eV'],
    ['Column.2', label],
    ['Element.symbol', analysis.element],
    ['Element.edge', 'K'],
    ['Scan.edge_energy', `${e0} eV`],
    ...metadata.filter(isKept),
    ...journalOf(resultOf(file, analysis, origin)).map(([key, text], index, all) => {
      // Keys of a family occur once: several warnings get numbers.
      const name = key.toLowerCase().replaceAll(' ', '_');
      const same = all.slice(0, index).filter(([other]) => other === key).length;
      return [`Xanopy.${name}${same > 0 ? `_${same + 1}` : ''}`, text];
    }),
    ['Xanopy.app_version', appVersion],
    ['Xanopy.created', created.toISOString()],
    ['Xanopy.method', METHOD_CITATION],
  ];
  const comments = metadata.filter(([key]) => !FIELD.test(key));
  return [
    `# XDI/1.0 Xanopy/${appVersion}`,
    ...header.map(([key, text]) => `# ${key}: ${oneLine(text)}`),
    '# ///',
    '# Normalised absorption: pre-edge line subtracted, edge step 1, flattened.',
    ...comments.map(([key, text]) => `# ${oneLine(`${key}: ${text}`)}`),
    '# ---',
    `# energy ${label}`,
    ...Array.from(raw.energy, (energy, index) => `${energy} ${normalisation.mu[index]}`),
    '',
  ].join('\n');
}
