import type { Analysis } from '../../domain/analysis';
import type { Applicability } from '../../domain/confidence/types';
import type { Environment } from '../../domain/environment/labels';
import type { Level } from '../../domain/quality/lights';
import * as words from '../../exporters/words';

type Verdict = Applicability['verdict'];

/** Numbers and answers as text, the same everywhere on the page. */

/** With spaces that do not break. */
const tied = (text: string): string => text.replaceAll(' ', '\u202f');

/** `0.923` as `92 %`. */
export const percent = (share: number): string => tied(words.percent(share));

/** A probability that is never certain. */
export const confidenceNumber = (probability: number, isUpperBound: boolean): string =>
  tied(words.confidenceNumber(probability, isUpperBound));

/** A confidence where there is little room, e.g. `≤ 92 %` for a measured spectrum. */
export function confidencePercent(probability: number, isUpperBound: boolean): string {
  return `${isUpperBound ? '≤\u202f' : ''}${confidenceNumber(probability, isUpperBound)}`;
}

/** A confidence within a sentence, e.g. `at most 92 %` for a measured spectrum. */
export function confidenceWords(probability: number, isUpperBound: boolean): string {
  return `${isUpperBound ? 'at most ' : ''}${confidenceNumber(probability, isUpperBound)}`;
}

/** Energy in eV with one decimal. */
export function electronVolts(energy: number, digits = 1): string {
  return `${energy.toFixed(digits)}\u202feV`;
}

/** Signed energy difference, with a true minus sign. */
export function signed(value: number, digits = 1): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : `+${text}`;
}

/** `Fe2O3` as `Fe₂O₃`. */
export function formulaText(formula: string): string {
  return formula.replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}

/** `[{6, [octahedral, …]}, {4, []}]` as `CN 6 octahedral, CN 4`: the leading motif of every CN. */
export function environmentText(environment: Environment): string {
  return environment.map(({ cn, motifs }) => (motifs[0] ? `CN ${cn} ${motifs[0]}` : `CN ${cn}`)).join(', ');
}

/** A verdict in words, and the mark that stands for it wherever there is one. */
export const VERDICTS = {
  'in-domain': { sentence: 'Within the models’ domain', level: 'good' },
  borderline: { sentence: 'At the border of the models’ domain', level: 'fair' },
  outside: { sentence: 'Outside the models’ domain', level: 'poor' },
} as const satisfies Readonly<Record<Verdict, { readonly sentence: string; readonly level: Level }>>;

/** Whether the models may judge this spectrum. */
export function verdictOf({ confidence }: Analysis): Verdict {
  return confidence.applicability.verdict;
}

/** Stands before an answer, wherever its confidence does, so that a doubtful one is never taken for a sound one. */
export function doubtOf(analysis: Analysis): string {
  return words.doubtOf(analysis.confidence.applicability);
}

/** What a pack has to do with an answer; empty for the shipped models alone. */
function packRemark({ pack, beside, answer }: Analysis): string {
  if (pack) return ` (${pack.name})`;
  const cn = beside?.answer.environment[0]?.cn;
  return cn === undefined || cn === answer.environment[0]?.cn ? '' : ` (pack: CN ${cn})`;
}

/** The answer in a line of the list, e.g. `CN 6 octahedral`, and its confidence, e.g. `≤ 92 %`. */
export function shortAnswer(analysis: Analysis): { readonly text: string; readonly confidence: string } {
  if (verdictOf(analysis) === 'outside') return { text: 'outside the domain', confidence: '' };
  return {
    text: environmentText(analysis.answer.environment) + packRemark(analysis),
    confidence: confidencePercent(analysis.jaccardConfidence, analysis.confidence.isUpperBound),
  };
}

/** A name of at most `most` letters; the middle goes first, because scan numbers stand at the end. */
export function middleEllipsis(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`;
}
