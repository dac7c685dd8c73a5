import type { ConfidenceEvaluation } from '../../src/domain/confidence/evaluation';

type VerdictRow = ConfidenceEvaluation['domain'][number];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const cells = (values: readonly (string | number)[]): string => `| ${values.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [cells(head), cells(head.map(() => '---')), ...rows.map(cells)].join('\n');

const verdictTable = (rows: readonly VerdictRow[]): string =>
  table(
    ['spectra', 'ought to be', 'number', 'in domain', 'borderline', 'outside'],
    rows.map(({ name, expected, spectra, inDomain, borderline, outside }) => [
      name,
      expected,
      spectra,
      percent(inDomain / spectra),
      percent(borderline / spectra),
      percent(outside / spectra),
    ]),
  );

const merged = (rows: readonly VerdictRow[]): number =>
  rows.reduce((sum, { outside }) => sum + outside, 0) / rows.reduce((sum, { spectra }) => sum + spectra, 0);

/** The goals of confidence and what was reached, a line each. */
export function confidenceGoals({ pooled, elements, domain, experiments }: ConfidenceEvaluation): string[] {
  const large = elements.filter(({ materials }) => materials >= 100);
  const refusedOf = (expected: VerdictRow['expected'], rows: readonly VerdictRow[]): VerdictRow[] =>
    rows.filter((row) => row.expected === expected);
  const lines = [
    `Expected calibration error of the Jaccard confidence, at most 0.03 pooled: ${pooled.jaccard.errorAfter.toFixed(3)} (${pooled.jaccard.errorBefore.toFixed(3)} before).`,
    `At most 0.08 for any element with 100 materials: ${large.map(({ element, jaccard }) => `${element} ${jaccard.errorAfter.toFixed(3)}`).join(', ') || 'no element has so many'}.`,
    `Computed oxides, held out, refused, at most 5 %: ${percent(domain[0].outside / domain[0].spectra)}.`,
    ...refusedOf('refused', domain).map(
      ({ name, outside, spectra }) => `Refused, ${name}: ${percent(outside / spectra)}.`,
    ),
  ];
  if (experiments) {
    const foreign = refusedOf('refused', experiments.groups);
    const flagged =
      1 -
      foreign.reduce((sum, row) => sum + row.inDomain, 0) /
        foreign.reduce((sum, row) => sum + row.spectra, 0);
    lines.push(
      `Measured metals and sulfides refused, at least 80 %: ${percent(merged(foreign))} (${foreign.map(({ name, outside, spectra }) => `${name} ${outside} of ${spectra}`).join(', ')}); refused or marked borderline: ${percent(flagged)}.`,
      `Measured oxides refused: ${percent(merged(refusedOf('accepted', experiments.groups)))}.`,
    );
  }
  return lines;
}

/** The section of `docs/evaluation.md` on confidence. */
export function renderConfidence(evaluation: ConfidenceEvaluation): string {
  const { decision, pooled, elements, domain, experiments } = evaluation;
  const refused = (experiments?.scans ?? []).filter(
    ({ group, verdict }) => group === 'oxides' && verdict === 'outside',
  );
  const curve = pooled.jaccard.after.map(({ stated, actual, weight }) => [
    stated.toFixed(2),
    actual.toFixed(2),
    Math.round(weight),
  ]);
  return `## Confidence

Maps and limits are fitted five times without a fifth of the materials and judged on that fifth; what the numbers mean stands in
[confidence.md](confidence.md).

${confidenceGoals(evaluation)
  .map((line) => `- ${line}`)
  .join('\n')}

Decision: the most voted list has a mean Jaccard index of ${decision.mostVoted.toFixed(4)}, the list of the highest expectation ${decision.highestExpectedJaccard.toFixed(4)}
(mean gain ${decision.gain.toFixed(4)}, standard error ${decision.error.toFixed(4)}); shipped: ${decision.chosen}.

Reliability of the Jaccard confidence, all elements:

${table(['stated', 'true', 'materials'], curve)}

First entry: expected calibration error ${pooled.firstEntry.errorBefore.toFixed(3)} before, ${pooled.firstEntry.errorAfter.toFixed(3)} after. Conformal sets: promised ${percent(pooled.conformal.promised)}, measured
${percent(pooled.conformal.measured)}, ${pooled.conformal.size.toFixed(1)} rankings on average. Expected calibration errors of elements with few materials are mostly the noise of their bins.

${table(
  [
    'element',
    'materials',
    'error before',
    'error after',
    'first entry before',
    'after',
    'promised',
    'measured',
    'set size',
  ],
  elements.map(({ element, materials, jaccard, firstEntry, conformal }) => [
    element,
    materials,
    jaccard.errorBefore.toFixed(3),
    jaccard.errorAfter.toFixed(3),
    firstEntry.errorBefore.toFixed(3),
    firstEntry.errorAfter.toFixed(3),
    percent(conformal.promised),
    percent(conformal.measured),
    conformal.size.toFixed(1),
  ]),
)}

### Applicability

Computed and made-up spectra, by limits that never saw their material:

${verdictTable(domain)}
${
  experiments
    ? `
Measured scans (test only):

${verdictTable(experiments.groups)}

Oxides refused: ${refused.length === 0 ? 'none' : refused.map(({ file }) => file).join(', ')}.
`
    : ''
}`;
}
