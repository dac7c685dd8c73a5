import type { Evaluation } from '../../src/domain/forest/evaluation';
import type { Manifest } from '../../src/domain/forest/manifest';
import { usualFactors } from '../samples/prevalence';
import { balancedThreshold } from '../samples/thresholds';
import { table } from './table';

type Measures = Evaluation['groups'][number]['measures']['ours'];
type Estimate = Measures['jaccard'];

const percent = (value: number): string => (100 * value).toFixed(1);
const withInterval = ({ value, low, high }: Estimate): string =>
  `${percent(value)} (${percent(low)}-${percent(high)})`;
const points = (value: number): string => `${value >= 0 ? '+' : ''}${(100 * value).toFixed(1)}`;

const measureCells = (measures: Measures): string[] => [
  withInterval(measures.cnRanking),
  withInterval(measures.leadingCn),
  withInterval(measures.firstEntry),
  withInterval(measures.jaccard),
  percent(measures.balanced),
];
const MEANS = ['cnRanking', 'leadingCn', 'firstEntry', 'jaccard'] as const;
const MEASURE_HEAD = ['CN ranking', 'leading CN', 'first entry', 'Jaccard', 'balanced'];

function goals({ elements, groups, experiments }: Evaluation): string {
  const varied = elements.filter(({ labelEntropy }) => labelEntropy > 1);
  const gain = (element: (typeof elements)[number]): number =>
    element.measures.ours.cnRanking.value - element.measures.baseline.cnRanking.value;
  const reached = varied.filter((element) => gain(element) >= 0.15);
  const missed = varied.filter((element) => gain(element) < 0.15);
  const mean = varied.reduce((sum, element) => sum + gain(element), 0) / varied.length;
  const all = groups[groups.length - 1].measures.ours;
  const lines = [
    `- CN ranking at least 15 points over the baseline where the label entropy exceeds 1 bit: ${points(mean)} points on average over these ` +
      `${varied.length} elements; reached for ${reached.length} of them` +
      (missed.length > 0
        ? `, missed for ${missed.map((element) => `${element.element} (${points(gain(element))}, ${element.materials} materials)`).join(', ')}.`
        : '.'),
    `- Jaccard index 0.80: ${all.jaccard.value.toFixed(3)} on average over all elements, ` +
      `reached by ${elements
        .filter(({ measures }) => measures.ours.jaccard.value >= 0.8)
        .map(({ element }) => element)
        .join(', ')}.`,
  ];
  if (experiments) {
    const at = (shift: number): (typeof experiments.shifts)[number] =>
      experiments.shifts.find((row) => row.shift === shift) ?? experiments.shifts[0];
    const worst = Math.min(at(-3).ours.right, at(3).ours.right);
    lines.push(
      `- Experiments, 23 of 29 and 0.84: ${at(0).ours.right} of ${at(0).ours.total} and ${at(0).ours.jaccard.toFixed(2)}; ` +
        `with a window error of 3 eV at worst ${worst} (90 % of the undisturbed number: ${(0.9 * at(0).ours.right).toFixed(1)}).`,
    );
  }
  return lines.join('\n');
}

/** Mean over elements of the share of right leading CNs, every leading CN weighing as it is frequent in oxides. */
function leadingInOxides(
  elements: Evaluation['elements'],
  recallOf: (row: Evaluation['elements'][number]['recalls'][number]) => number,
): number {
  const shares = elements.map(({ element, recalls }) => {
    const usual = usualFactors(element, new Map(recalls.map(({ cn, materials }) => [cn, materials])));
    let [right, all] = [0, 0];
    for (const row of recalls) {
      const weight = row.materials * (usual.get(row.cn) ?? 1);
      right += weight * recallOf(row);
      all += weight;
    }
    return right / all;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** `docs/evaluation.md`. */
export function renderReport(evaluation: Evaluation, manifest: Manifest): string {
  const { elements, groups, robustness, ablations, thresholds, experiments } = evaluation;
  const sections: string[] = [];
  sections.push(`# Evaluation

Written by \`npm run evaluate\`; do not edit. Models ${evaluation.version}, recipe ${evaluation.recipe}.

Every number on computed spectra comes from five folds by material: no spectrum of a crystal is judged by a forest that has seen
that crystal, be it another site, an average, an augmented copy or another element's spectrum. Held-out spectra are not augmented.
Every material counts once; its spectra (sites and average) share its weight. Intervals are 95 %, by bootstrap over materials.
Means over elements count every element once. In brackets: percent.

- **CN ranking**: the whole list of coordination numbers is right. **Leading CN**: its first entry is. **First entry**: the leading CN with its whole
  motif ranking is right (the paper's accuracy). **Jaccard**: mean index of the (CN, motif) pairs. **Balanced**: mean recall over the true leading CNs.
- **Baseline**: the most frequent labels of the element in the training folds, counted by prevalence as votes are. **Paper's recipe**: 200 intensities divided by the maximum, random
  forests of 30 and 50 trees, broadened and compressed copies (Zheng et al. 2020), on the same data, folds and preparation.

## Goals

${goals(evaluation)}`);

  sections.push(
    `## Groups\n\n${table(
      ['group', 'elements', 'materials', 'who', ...MEASURE_HEAD],
      groups.flatMap(({ group, elements: count, materials, measures }) => [
        [group, count, materials, 'ours', ...measureCells(measures.ours)],
        ['', '', '', "paper's recipe", ...measureCells(measures.paper)],
        ['', '', '', 'baseline', ...measureCells(measures.baseline)],
      ]),
    )}`,
  );

  sections.push(`## Elements

"Ships" says what the manifest offers: a forest, or the label shares where no forest beats them.

${table(
  ['element', 'ships', 'materials', 'entropy (bit)', 'who', ...MEASURE_HEAD],
  elements.flatMap(({ element, materials, labelEntropy, measures }) => {
    const entry = manifest.elements.find((one) => one.element === element);
    return [
      [
        element,
        entry?.kind ?? 'none',
        materials,
        labelEntropy.toFixed(2),
        'ours',
        ...measureCells(measures.ours),
      ],
      ['', '', '', '', "paper's recipe", ...measureCells(measures.paper)],
      ['', '', '', '', 'baseline', ...measureCells(measures.baseline)],
    ];
  }),
)}

Without a model: ${
    manifest.elements
      .flatMap((entry) => (entry.kind === 'none' ? [`${entry.element} (${entry.reason})`] : []))
      .join(' ') || 'none.'
  }`);

  const inOxides = (['ours', 'paper', 'baseline'] as const).map((who) =>
    percent(leadingInOxides(elements, (row) => row[who])),
  );
  sections.push(`## Recall of every coordination number

Where every leading CN weighs as it is frequent in oxides (training.md, "Prevalence"), not as it was computed, the leading CN is right in ${inOxides[0]} % on average over elements
(paper's recipe ${inOxides[1]} %, baseline ${inOxides[2]} %).

${table(
  ['element', 'leading CN', 'materials', 'ours', "paper's recipe", 'baseline'],
  elements.flatMap(({ element, recalls }) =>
    recalls.map(({ cn, materials, ours, paper, baseline }) => [
      element,
      cn,
      materials,
      percent(ours),
      percent(paper),
      percent(baseline),
    ]),
  ),
)}`);

  sections.push(`## Which regions matter

Forests trained without a region (of the element alone, at most 60 spectra, 40 trees); loss of leading-CN accuracy in points, all CNs of the element.

${table(
  ['element', ...new Set(elements[0].importance.map(({ without }) => `no ${without.join(', ')}`))],
  elements.map(({ element, importance }) => [
    element,
    ...importance.filter(({ cn }) => cn === null).map(({ loss }) => points(loss)),
  ]),
)}`);

  sections.push(`## Learning curves

Leading CN and Jaccard against the number of training materials (at most 60 spectra an element, learnt without borrowing, 40 trees).

${table(
  ['element', 'materials', 'leading CN', 'Jaccard'],
  elements.map(({ element, learningCurve }) => [
    element,
    learningCurve.map(({ trainingMaterials }) => trainingMaterials).join(' / '),
    learningCurve.map(({ leadingCn }) => percent(leadingCn)).join(' / '),
    learningCurve.map(({ jaccard }) => percent(jaccard)).join(' / '),
  ]),
)}`);

  const undisturbed = groups[groups.length - 1].measures;
  sections.push(`## Robustness

Means over elements on held-out spectra with one thing wrong: E0 (eV), noise (standard deviation in edge steps), resolution (standard deviation, eV),
slope (relative, over 40 eV), start and end of the scan (eV from E0), damping by over-absorption (share of the edge in the whole absorption);
"scan" has everything at once that tells a scan from a calculation, as a multiple of what is usual (SCAN in src/domain/growing/augment.ts).

${table(
  [
    'what',
    'value',
    'ours: CN ranking',
    'leading CN',
    'Jaccard',
    "paper's recipe: CN ranking",
    'leading CN',
    'Jaccard',
  ],
  [
    [
      'nothing',
      '',
      ...[undisturbed.ours, undisturbed.paper].flatMap((one) =>
        [one.cnRanking, one.leadingCn, one.jaccard].map(({ value }) => percent(value)),
      ),
    ],
    ...robustness.map(({ kind, value, ours, paper }) => [
      kind,
      value,
      ...[ours, paper].flatMap((one) => [one.cnRanking, one.leadingCn, one.jaccard].map(percent)),
    ]),
  ],
)}`);

  if (ablations.length > 0) {
    const [base, ...rows] = ablations;
    sections.push(`## Ablations

One choice changed at a time, on ${base.elements} elements (at most 60 spectra an element, 40 trees, 16 copies); differences in points against the first row. "As scanned"
judges the held-out spectra with all the errors that tell a scan from a calculation. Differences below about one point are within the noise of these data.

${table(
  ['recipe', ...MEASURE_HEAD, 'as scanned: CN ranking', 'leading CN', 'first entry', 'Jaccard'],
  [
    [
      base.name,
      ...[base.cnRanking, base.leadingCn, base.firstEntry, base.jaccard, base.balanced].map(percent),
      ...MEANS.map((key) => percent(base.scan[key])),
    ],
    ...rows.map((row) => [
      row.name,
      points(row.cnRanking - base.cnRanking),
      points(row.leadingCn - base.leadingCn),
      points(row.firstEntry - base.firstEntry),
      points(row.jaccard - base.jaccard),
      points(row.balanced - base.balanced),
      ...MEANS.map((key) => points(row.scan[key] - base.scan[key])),
    ]),
  ],
)}`);
  }

  sections.push(`## Label thresholds

Mean number of labels a spectrum, of sites and of averages over several sites. The two are closest at ${balancedThreshold(thresholds.cn)} (CN) and
${balancedThreshold(thresholds.motif)} (motifs); the paper's ${thresholds.chosen.cn} and ${thresholds.chosen.motif} are kept, so that labels mean the same as in the paper.

${table(
  ['threshold', 'CNs: sites', 'averages', 'pairs: sites', 'averages'],
  thresholds.cn
    .map((point, i) => ({ point, motif: thresholds.motif[i] }))
    .filter((_, i) => i % 5 === 0)
    .map(({ point, motif }) => [
      point.threshold,
      point.site.toFixed(2),
      point.average.toFixed(2),
      motif.site.toFixed(2),
      motif.average.toFixed(2),
    ]),
)}`);

  if (experiments) {
    sections.push(`## Experiments

The paper's labelled experimental spectra, used for nothing but this table. Ours: the forests alone, as most of them vote; what the page says, with
confidence and verdict, stands in [product-evaluation.md](product-evaluation.md). Published: the forests that the authors published in 2020, on the authors' own windows.
Right: first entry.

${table(
  ['window moved by (eV)', 'ours', 'Jaccard', 'published', 'Jaccard'],
  experiments.shifts.map(({ shift, ours, published }) => [
    shift,
    `${ours.right} of ${ours.total}`,
    ours.jaccard.toFixed(2),
    `${published.right} of ${published.total}`,
    published.jaccard.toFixed(2),
  ]),
)}

${table(
  ['spectrum', 'truth', 'ours', 'Jaccard', 'published', 'Jaccard'],
  experiments.spectra.map((row) => [
    `${row.element} ${row.formula}`,
    row.truth,
    `${row.oursRight ? 'right: ' : ''}${row.ours || 'refused'}`,
    row.oursJaccard.toFixed(2),
    `${row.publishedRight ? 'right: ' : ''}${row.published || 'refused'}`,
    row.publishedJaccard.toFixed(2),
  ]),
)}

The paper's table 1 with our data (forests of the element alone, 40 trees):

${table(
  ['learnt from', 'augmented', 'right', 'Jaccard'],
  experiments.table1.map(({ training, augmented, ours }) => [
    training === 'site' ? 'sites' : 'sites and averages',
    augmented ? 'yes' : 'no',
    `${ours.right} of ${ours.total}`,
    ours.jaccard.toFixed(3),
  ]),
)}

Raw scans (XAS Data Library), read as the page reads them, by the forests alone:

${table(
  ['file', 'leading CN of the compound', 'answer', 'leading CN right'],
  experiments.scans.map(({ file, expected, answer, right }) => [
    file,
    expected,
    answer,
    right ? 'yes' : 'no',
  ]),
)}`);
  }
  return `${sections.join('\n\n')}\n`;
}
