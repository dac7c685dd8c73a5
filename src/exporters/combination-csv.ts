import { combinationAt, fitOf, partsWith } from '../domain/mixture/combination';
import {
  COMBINATION_MEANING,
  describeCombination,
  describeOptions,
  entryOf,
  type CombinationRecord,
  type CurveOrigin,
} from './combination';
import type { Provenance } from './document';
import { oneLine } from './one-line';

/** The journal of a fit as `key: text` lines. */
function journalOfFit({ target, references, options, result }: CombinationRecord): string[] {
  const originText = ({ name, sha256, material }: CurveOrigin): string =>
    [name, ...(material ? [material] : []), ...(sha256 ? [`sha256 ${sha256}`] : [])].join(', ');
  return [
    `spectrum: ${originText(target)}`,
    `element: ${result.element} K`,
    ...references.map((reference, index) => `reference ${index + 1}: ${originText(reference)}`),
    `fit: ${describeOptions(options)}; ${result.energy.length} points, ${result.tried} combinations tried`,
    `meaning: ${COMBINATION_MEANING}`,
    ...result.ranking.slice(0, 20).map((combination, index) => {
      const mark = index === result.suggested ? ' (suggested)' : '';
      return `${index + 1}${mark}: ${describeCombination(entryOf(references, combination))}; R factor ${combination.rFactor.toPrecision(3)}, rms ${combination.rms.toPrecision(3)}`;
    }),
  ].map(oneLine);
}

const cell = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The curves of one combination as comma-separated columns behind `#` lines with the journal of the fit. */
export function combinationCsv(record: CombinationRecord, shown: number, provenance: Provenance): string {
  const { result, references } = record;
  const { energy, measured } = result;
  const combination = combinationAt(result, shown);
  const fit = fitOf(result, combination);
  const names = partsWith(combination, references).map(({ share, of }) => `${share.toFixed(4)} x ${of.name}`);
  const curves = partsWith(combination, result.references).map(({ share, of }) =>
    of.map((value) => share * value),
  );
  const header = ['energy_ev', 'measured', 'fit', 'residual', ...names];
  const columns = [energy, measured, fit, measured.map((value, i) => value - (fit[i] ?? 0)), ...curves];
  const rows = Array.from(energy, (_, i) => columns.map((column) => column[i]).join(','));
  return [
    '# Xanopy linear combination',
    `# app: Xanopy ${provenance.appVersion}`,
    `# created: ${provenance.created.toISOString()}`,
    ...journalOfFit(record).map((line) => `# ${line}`),
    `# columns: combination ${shown + 1}`,
    header.map((name) => cell(oneLine(name))).join(','),
    ...rows,
    '',
  ].join('\n');
}
