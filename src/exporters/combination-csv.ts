import { fitOf } from '../domain/mixture/combination';
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
  const combination = result.ranking[shown];
  const fit = fitOf(result, combination);
  const header = [
    'energy_ev',
    'measured',
    'fit',
    'residual',
    ...combination.parts.map(({ reference, share }) => `${share.toFixed(4)} x ${references[reference].name}`),
  ];
  const rows = Array.from(result.energy, (energy, i) =>
    [
      energy,
      result.measured[i],
      fit[i],
      result.measured[i] - fit[i],
      ...combination.parts.map(({ reference, share }) => share * result.references[reference][i]),
    ].join(','),
  );
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
