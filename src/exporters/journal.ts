import type { Environment } from '../domain/environment/labels';
import type { SpectrumResult } from './result';

/** How the method is cited in exports. */
export const METHOD_CITATION =
  'Zheng, Chen, Chen, Ong, Patterns 1 (2020) 100013, https://doi.org/10.1016/j.patter.2020.100013';

/** What the numbers of confidence mean, a sentence each, by the name of their column. */
export const EXPLANATIONS = {
  verdict: 'Whether the models can judge the spectrum at all; outside gives no answer.',
  jaccard_confidence:
    'Mean overlap (Jaccard index of the CN and motif pairs) with the truth that such answers had on held-out materials.',
  first_entry_probability:
    'How often the first CN with its whole motif ranking was right for such votes on held-out materials.',
  conformal_set: 'Rankings of CNs of which one is the truth with the stated probability.',
} as const;

/** One line of text without line breaks and other control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** A share as people write it, e.g. `0.87`. */
const rounded = (value: number, digits = 3): string => String(Number(value.toFixed(digits)));

/** An environment in words, e.g. `CN 6: octahedral > pentagonal pyramidal; CN 4: tetrahedral`. */
export function describeEnvironment(environment: Environment): string {
  return environment
    .map(({ cn, motifs }) => (motifs.length > 0 ? `CN ${cn}: ${motifs.join(' > ')}` : `CN ${cn}`))
    .join('; ');
}

/** The answer of a result; undefined where the models cannot judge the spectrum. */
export function answerText({ ranking, applicability }: SpectrumResult): string | undefined {
  if (applicability.verdict === 'outside') return undefined;
  return describeEnvironment(
    ranking.map(({ cn, motifs }) => ({ cn, motifs: motifs.map(({ name }) => name) })),
  );
}

/** A conformal set in words, e.g. `CN 6, or CN 6 with 5, at 90 %`. */
export function describeConformalSet({ coverage, rankings }: SpectrumResult['conformalSet']): string {
  const [percent, sets] = [
    `${Math.round(100 * coverage)} %`,
    rankings.map((ranking) => `CN ${ranking.join(' with ')}`),
  ];
  return sets.length > 0 ? `${sets.join(', or ')}, at ${percent}` : `no ranking reaches ${percent}`;
}

function requestedText({ requested }: SpectrumResult): string {
  const fixed = [
    ...(requested?.element === undefined ? [] : [`element ${requested.element}`]),
    ...(requested?.e0 === undefined ? [] : [`E0 ${requested.e0} eV`]),
    ...(requested?.e0Method === undefined ? [] : [`E0 by ${requested.e0Method}`]),
  ];
  return fixed.length > 0 ? fixed.join(', ') : 'nothing, all automatic';
}

function e0Text({ e0, e0Method, automaticE0 }: SpectrumResult): string {
  const automatic =
    e0Method === 'manual'
      ? `, automatic ${automaticE0 === null ? 'search fails' : `${rounded(automaticE0)} eV`}`
      : '';
  return `${rounded(e0)} eV, ${e0Method}${automatic}`;
}

/** Everything that says how a result was made, as (key, text) pairs in reading order. */
export function journalOf(result: SpectrumResult): (readonly [key: string, text: string])[] {
  const { source, window, conformalSet, applicability } = result;
  const entries: [string, string | undefined][] = [
    ['file', result.file],
    ['scan', source?.scan],
    ['sha256', source?.sha256],
    ['format', source?.format],
    ['energy', source?.energyColumn],
    ['mu', source && `${source.muExpression} (${source.signal})`],
    ['columns', source && JSON.stringify(source.choices)],
    ['element', `${result.element} ${result.edge}`],
    ['requested', requestedText(result)],
    ['E0', e0Text(result)],
    [
      'edge step',
      result.edgeStep === null ? 'normalised by the source' : String(Number(result.edgeStep.toPrecision(6))),
    ],
    ['window', `${rounded(window.from)} to ${rounded(window.to)} eV, ${window.points} points`],
    ['answer', answerText(result) ?? "none: outside the models' domain"],
    ...(applicability.verdict === 'outside'
      ? []
      : ([
          ['Jaccard confidence', rounded(result.jaccardConfidence)],
          ['first entry probability', rounded(result.firstEntryProbability)],
          ['conformal set', describeConformalSet(conformalSet)],
        ] satisfies [string, string | undefined][])),
    ['applicability', [applicability.verdict, ...applicability.reasons.map((r) => r.message)].join('; ')],
    ['model', `${result.modelVersion} (${result.modelKind})`],
    ...result.warnings.map(({ code, message }): [string, string] => ['warning', `${code}: ${message}`]),
  ];
  return entries.flatMap(([key, text]) =>
    text === undefined || text === '' ? [] : [[key, oneLine(text)] as const],
  );
}
