import { isAnswered, jaccardOf, leadingRight, type JudgedFile, type ProductEvaluation } from './product';
import type { ProductSummary } from './product-summary';
import { table } from './table';

const percent = (value: number | null): string => (value === null ? '' : `${(100 * value).toFixed(0)} %`);
const two = (value: number | null): string => (value === null ? '' : value.toFixed(2));

type Runs = readonly (readonly [when: string, summary: ProductSummary])[];

function countsTable(runs: Runs, shown: 'numbers' | 'shares'): string {
  const [, last] = runs[runs.length - 1];
  const head =
    shown === 'numbers'
      ? [
          'files',
          'run',
          'oxides',
          'right',
          'wrong',
          'refused',
          'others',
          'refused',
          'borderline',
          'in domain',
        ]
      : ['files', 'run', 'leading CN', 'six-fold', 'other CNs', 'oxides refused', 'others refused'];
  const rows = last.counts.flatMap(({ name }) =>
    runs.flatMap(([when, { counts }]) => {
      const row = counts.find((one) => one.name === name);
      if (!row) return [];
      return shown === 'numbers'
        ? [
            [
              name,
              when,
              row.oxides,
              row.right,
              row.wrong,
              row.refusedWrongly,
              row.foreign,
              row.refusedRightly,
              row.foreignBorderline,
              row.foreignInDomain,
            ],
          ]
        : [
            [
              name,
              when,
              percent(row.leading),
              percent(row.leadingSix),
              percent(row.leadingOther),
              percent(row.oxidesRefused),
              percent(row.foreignRefused),
            ],
          ];
    }),
  );
  return table(head, rows);
}

/** Which true leading CNs are named, over all elements and for each. */
function recallTable(runs: Runs): string {
  const [, last] = runs[runs.length - 1];
  const counted = runs.filter(([, { recalls }]) => recalls.length > 0);
  const cns = [...new Set(last.recalls.map(({ cn }) => cn))].sort((a, b) => a - b);
  const shareOf = (
    { recalls }: ProductSummary,
    is: (row: ProductSummary['recalls'][number]) => boolean,
  ): string => {
    const rows = recalls.filter(is);
    const compounds = rows.reduce((sum, row) => sum + row.compounds, 0);
    return compounds > 0 ? percent(rows.reduce((sum, row) => sum + row.right, 0) / compounds) : '';
  };
  const row = (element: string | null, cn: number): (string | number)[] => {
    const is = (one: ProductSummary['recalls'][number]): boolean =>
      one.cn === cn && (element === null || one.element === element);
    const compounds = last.recalls.filter(is).reduce((sum, one) => sum + one.compounds, 0);
    return [
      element ?? 'all',
      cn,
      Math.round(compounds),
      ...counted.map(([, summary]) => shareOf(summary, is)),
    ];
  };
  return table(
    ['element', 'leading CN', 'compounds', ...counted.map(([when]) => when)],
    [...cns.map((cn) => row(null, cn)), ...last.recalls.map(({ element, cn }) => row(element, cn))],
  );
}

function paperTable(runs: Runs): string {
  const head = [
    'run',
    'measure',
    ...(runs[0][1].paper?.shifts ?? []).map(({ shift }) => `${shift} eV`),
    'mean',
  ];
  const rows = runs.flatMap(([when, { paper }]) =>
    paper
      ? [
          [
            when,
            'first entry',
            ...paper.shifts.map((one) => one.firstEntry),
            paper.mean.firstEntry.toFixed(1),
          ],
          [when, 'leading CN', ...paper.shifts.map((one) => one.leading), paper.mean.leading.toFixed(1)],
          [when, 'Jaccard', ...paper.shifts.map((one) => two(one.jaccard)), two(paper.mean.jaccard)],
        ]
      : [],
  );
  const same = runs.flatMap(([when, { paper }]) =>
    paper ? [`${when}: ${paper.same} of ${paper.spectra}`] : [],
  );
  return `${table(head, rows)}\n\nThe same answer at all seven shifts: ${same.join('; ')}.`;
}

function formsTable(runs: Runs): string {
  const rows = runs.flatMap(([when, { forms }]) =>
    forms.map((row) => [
      row.form,
      when,
      row.oxides,
      row.answered,
      row.right,
      `${row.same} of ${row.both}`,
      `${row.foreignRefused} of ${row.foreign}`,
    ]),
  );
  rows.sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  return table(
    [
      'form',
      'run',
      'oxides',
      'answered',
      'leading CN right',
      'same leading CN as the file',
      'others refused',
    ],
    rows,
  );
}

function reliabilityTable(runs: Runs): string {
  const [, last] = runs[runs.length - 1];
  return table(
    ['answers', 'run', 'number', 'stated', 'true', 'calibration error'],
    last.reliability.flatMap(({ name }) =>
      runs.flatMap(([when, { reliability }]) => {
        const row = reliability.find((one) => one.name === name);
        return row ? [[name, when, row.answered, two(row.stated), two(row.actual), two(row.error)]] : [];
      }),
    ),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What the product says with models that differ by chance alone, and the mean over all of them. */
function seedsSection(latest: ProductSummary, seeds: readonly ProductSummary[]): string {
  if (seeds.length === 0) return '';
  const measured = [latest, ...seeds].flatMap(({ models, counts, paper, reliability }) => {
    const all = counts.find(({ name }) => name === 'all');
    if (!all || !paper) return [];
    const { firstEntry, leading, jaccard } = paper.mean;
    const { right, wrong, refusedWrongly, refusedRightly } = all;
    const compounds = all.leading ?? Number.NaN;
    const [{ stated, actual, error }] = reliability;
    const numbers = [firstEntry, leading, jaccard, paper.same, right, wrong, refusedWrongly, refusedRightly];
    return [
      {
        models,
        numbers: [...numbers, compounds, stated ?? Number.NaN, actual ?? Number.NaN, error ?? Number.NaN],
      },
    ];
  });
  if (measured.length === 0) return '';
  const rows = measured.map(({ models, numbers }) => [models, ...numbers]);
  const means = measured[0].numbers.map((_, i) => mean(measured.map(({ numbers }) => numbers[i])));
  const digits = [1, 1, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2];
  const head = [
    'models',
    ...['first entry', 'leading CN', 'Jaccard', 'same answer'].map((name) => `paper: ${name}`),
    ...['oxides right', 'wrong', 'refused', 'others refused', 'compounds right', 'stated', 'true', 'error'],
  ];
  return `## Other seeds

The forests of the first row ship; the others grew from other seeds (\`XANOPY_SEED=NAME npm run train\`, then \`XANOPY_SEED=NAME npm run evaluate:product\`). The paper's
spectra: means over the seven shifts of E0, and for how many the answer is the same at all of them; all files: numbers, the share of compounds whose leading CN is right, and
the stated confidence beside the truth.

${table(
  head,
  [...rows, ['mean', ...means]].map(([name, ...numbers]) => [
    String(name),
    ...numbers.map((value, i) => Number(value).toFixed(digits[i])),
  ]),
)}

`;
}

function fileRow(file: JudgedFile): string[] {
  const { plain, foreign, cns } = file;
  const good = foreign === null ? leadingRight(file, plain) : !isAnswered(plain);
  return [
    file.compound,
    file.file,
    foreign ?? cns.join(', '),
    plain.environment.map(({ cn }) => cn).join(', '),
    plain.state,
    isAnswered(plain) ? two(plain.confidence) : '',
    isAnswered(plain) ? two(jaccardOf(file, plain)) : '',
    good ? '' : isAnswered(plain) ? 'wrong' : 'refused',
    plain.reasons.join(', '),
  ];
}

/** `docs/product-evaluation.md`: every run of `runs` beside the others, the files of the last one. */
export function renderProduct(
  runs: Runs,
  seeds: readonly ProductSummary[],
  { files, models }: ProductEvaluation,
): string {
  const asked = files.filter((file) => file.asked).length;
  return `# What the product says of measured spectra

Written by \`npm run evaluate:product\` (models ${models}). Every file goes the way that it goes on the command line and on the page: reader,
interpretation, window, forests, verdict. ${files.length} files; ${asked} left a question open (which element, which column), which was answered. No spectrum
here is trained on, and no setting is chosen by these numbers.

The sets: the paper's labelled experiments as two-column files with their element (paper), raw scans of the XAS Data Library (scans; azurite, whose
copper has two coordination numbers, is left out), files of other laboratories (measured), pyrite, troilite, pentlandite and an over-absorbed hematite (field). Others are metals, sulfides, halides and so on, which
the models must refuse.

## Right, wrong, refused

Numbers of files.

${countsTable(runs, 'numbers')}

Shares in which every compound counts once; what is refused counts as not right.

${countsTable(runs, 'shares')}

Which leading CNs are named: share of the oxides with that leading CN, every compound of a set once; what is refused is not named.

${recallTable(runs)}

## The paper's experiments with E0 moved

What is refused counts as wrong, with a Jaccard index of 0.

${paperTable(runs)}

## The same spectra in other forms

Made from every file that was analysed, and not marked as normalised: divided by the edge step; divided by the maximum; the same from 5 eV below E0 on, as
published spectra are; the edge alone, as a short scan.

${formsTable(runs)}

## Stated confidence and truth

Mean over answers, every compound counting once. True is the Jaccard index with the known pairs for the paper's spectra, with the known coordination numbers
for other oxides, and 0 for what is no oxide.

${reliabilityTable(runs)}

Bins of all answers, last run (stated / true, weight): ${runs[runs.length - 1][1].reliability[0].bins
    .map(({ stated, actual, weight }) => `${two(stated)} / ${two(actual)}, ${weight.toFixed(1)}`)
    .join('; ')}.

${seedsSection(runs[runs.length - 1][1], seeds)}## Every file, last run

${table(['compound', 'file', 'truth', 'said', 'state', 'stated', 'true', '', 'reasons'], files.map(fileRow))}
`;
}
