import { hasFailed, type Provenance, type Result } from './document';
import {
  answerText,
  describeConformalSet,
  describeEvidence,
  describeNeighbour,
  describeModels,
  describePack,
  describePackAnswer,
} from './journal';
import { journalLines, preamble } from './journal-text';
import { describeCnShares, describeMixture } from './mixture';
import { oneLine } from './one-line';
import type { FailureResult, SpectrumResult } from './result';

type Cell = string | number | null | undefined;

/** What spreadsheets would take for a formula; an apostrophe in front makes it text. */
const defused = (text: string): string => (/^[=+\-@\t]/.test(text) ? `'${text}` : text);

/** A cell as RFC 4180 wants it; absent values are empty. */
function cellText(value: Cell): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'number'
        ? String(value)
        : defused(oneLine(value));
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a column holds where there is an answer; empty outside the models' domain. */
const answered =
  (of: (result: SpectrumResult) => Cell) =>
  (result: SpectrumResult): Cell =>
    result.applicability.verdict === 'outside' ? undefined : of(result);

/** Least agreement with the answers at E0 errors of 1 eV. */
function agreementAt1eV({ stability }: SpectrumResult): Cell {
  const shifted = stability.filter(({ kind, amount }) => kind === 'e0-shift' && Math.abs(amount) === 1);
  return shifted.length === 0 ? undefined : Math.min(...shifted.map(({ agreement }) => agreement));
}

/** Columns of the table with what they hold. */
const COLUMNS: readonly (readonly [name: string, of: (result: SpectrumResult) => Cell])[] = [
  ['scan', ({ source }) => source?.scan],
  ['element', ({ element }) => element],
  ['verdict', ({ applicability }) => applicability.verdict],
  ['answer', answerText],
  ['cn', answered(({ ranking }) => ranking[0]?.cn)],
  ['motif', answered(({ ranking }) => ranking[0]?.motifs[0]?.name)],
  ['motif_orders_known', answered(({ ranking }) => ranking[0]?.motifOrders)],
  ['cn_shares', answered(({ cnShares }) => describeCnShares(cnShares))],
  ['jaccard_confidence', answered(({ jaccardConfidence }) => jaccardConfidence)],
  ['first_entry_probability', answered(({ firstEntryProbability }) => firstEntryProbability)],
  ['leading_cn_probability', answered(({ leadingCnProbability }) => leadingCnProbability)],
  ['probabilities_are_at_most', answered(({ isUpperBound }) => (isUpperBound ? 'yes' : 'no'))],
  ['held_out_leading_cn', answered(({ heldOut }) => heldOut?.leadingCn)],
  ['held_out_materials', answered(({ heldOut }) => heldOut?.materials)],
  ['conformal_set', answered(({ conformalSet }) => describeConformalSet(conformalSet))],
  ['agreement_1ev', answered(agreementAt1eV)],
  ['nearest', answered(({ neighbours: [nearest] }) => nearest && describeNeighbour(nearest))],
  ['evidence', answered(describeEvidence)],
  ['may_be_a_mixture', ({ mixture }) => mixture && describeMixture(mixture)],
  ['pre_edge_area', ({ preEdge }) => preEdge?.area.value],
  ['pre_edge_area_error', ({ preEdge }) => preEdge?.area.error],
  ['pre_edge_centroid_ev', ({ preEdge }) => preEdge?.centroid.value],
  ['pre_edge_centroid_error_ev', ({ preEdge }) => preEdge?.centroid.error],
  ['pre_edge_height', ({ preEdge }) => preEdge?.height.value],
  ['pre_edge_height_error', ({ preEdge }) => preEdge?.height.error],
  ['pre_edge_position_ev', ({ preEdge }) => preEdge?.position],
  ['e0_ev', ({ e0 }) => e0],
  ['energy_shift_ev', ({ requested }) => requested?.calibration?.shift],
  [
    'e0_minus_foil_ev',
    ({ e0, foil, requested }) => foil && e0 - foil.e0 - (requested?.calibration?.shift ?? 0),
  ],
  ['e0_method', ({ e0Method }) => e0Method],
  ['e0_automatic_ev', ({ automaticE0 }) => automaticE0],
  ['e0_aligned_ev', ({ alignment }) => alignment.e0],
  ['slope_taken_out_per_ev', ({ alignment }) => alignment.slope],
  ['edge_step', ({ edgeStep }) => edgeStep],
  ['window_from_ev', ({ window }) => window.from],
  ['window_to_ev', ({ window }) => window.to],
  ['window_placed_by', ({ window }) => window.placedBy],
  ['window_scale', ({ scales }) => scales.join(' ')],
  ['format', ({ source }) => source?.format],
  ['energy_column', ({ source }) => source?.energyColumn],
  ['mu', ({ source }) => source?.muExpression],
  ['signal', ({ source }) => source?.signal],
  ['models', ({ pack, packAnswer }) => describeModels(pack, packAnswer?.pack)],
  ['model_version', ({ modelVersion }) => modelVersion],
  ['model_kind', ({ modelKind }) => modelKind],
  ['pack', ({ pack }) => pack && describePack(pack)],
  ['pack_answer', ({ packAnswer }) => packAnswer && describePackAnswer(packAnswer)],
  ['pack_citation', ({ pack, packAnswer }) => (pack ?? packAnswer?.pack)?.citation],
  ['reasons', ({ applicability }) => applicability.reasons.map(({ message }) => message).join(' ')],
  ['warnings', ({ warnings }) => warnings.map(({ code }) => code).join(' ')],
  ['sha256', ({ source }) => source?.sha256],
];

/** What a row without an answer holds all the same. */
const failedCell = ({ scan, warnings = [] }: FailureResult, name: string): Cell =>
  name === 'scan' ? scan : name === 'warnings' ? warnings.map(({ code }) => code).join(' ') : '';

/** Results as a plain comma-separated table, one row a spectrum. */
export function csvOf(results: readonly Result[]): string {
  const rows = results.map((result, index) => {
    const cells = hasFailed(result)
      ? [...COLUMNS.map(([name]) => failedCell(result, name)), result.error.code]
      : [...COLUMNS.map(([, of]) => of(result)), ''];
    return [index + 1, result.file, ...cells].map(cellText).join(',');
  });
  return [['row', 'file', ...COLUMNS.map(([name]) => name), 'error'].join(','), ...rows, ''].join('\n');
}

/** The table behind `#` lines with the whole journal: one file that says everything. */
export function csvWithJournal(results: readonly Result[], provenance: Provenance): string {
  const journal = results.flatMap((result, index) => [
    '#',
    ...journalLines(result).map((line) => `# [${index + 1}] ${line}`),
  ]);
  return [
    '# Xanopy results',
    ...preamble(provenance, results).map((line) => `# ${line}`),
    ...journal,
    csvOf(results),
  ].join('\n');
}
