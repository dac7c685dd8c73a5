/**
 * `npm run training:recipes [-- --most 60] [--elements "Ti Fe"] [--base NAME] [NAME ...]`: compares the recipes of `CANDIDATES`
 * (those whose name contains a NAME) with the first one, or the one that `--base` names, on the same held-out materials: plain,
 * disturbed as scans, E0 off by 3 eV, sloped, cut. Gains in points with 95 % intervals from a bootstrap over materials within
 * each element; then how many spectra have the same answer with E0 off by -3 to 3 eV. `--seeds "b c"` grows every recipe from
 * these seeds too and adds how many scans any two seeds answer alike: what chance decides. `--recalls` adds, for every leading
 * CN of every element, the share of its materials whose leading CN is found, plain and as scanned.
 */
import { parseArgs } from 'node:util';
import { PERTURBATIONS, type EvaluationJob, type EvaluationResult } from './evaluation/evaluate-job';
import { runEvaluation } from './evaluation/evaluate-run';
import { materialScores, type Judged } from '../src/domain/growing/measures';
import { gains, leadingRecalls } from './evaluation/statistics';
import { CANDIDATES } from './growing/recipe';
import type { Recipe } from '../src/domain/growing/recipe';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    most: { type: 'string', default: '80' },
    recalls: { type: 'boolean', default: false },
    base: { type: 'string' },
    seeds: { type: 'string', default: '' },
    elements: { type: 'string', default: 'Ca Ti Mn Fe Zn Nb Ga Si' },
  },
});
const elements = options.elements.split(' ');
const base = CANDIDATES.find(({ name }) => name === (options.base ?? CANDIDATES[0].name));
if (!base) throw new Error(`No recipe is called "${options.base}".`);
const recipes = [
  base,
  ...CANDIDATES.filter(
    ({ name }) =>
      name !== base.name && (positionals.length === 0 || positionals.some((part) => name.includes(part))),
  ),
];

const CONDITIONS: readonly { readonly name: string; readonly of: readonly (readonly [string, number])[] }[] =
  [
    { name: 'plain', of: [] },
    { name: 'as scanned', of: [['scan', 1]] },
    {
      name: 'E0 off by 3 eV',
      of: [
        ['e0', -3],
        ['e0', 3],
      ],
    },
    {
      name: 'slope of 0.2',
      of: [
        ['slope', -0.2],
        ['slope', 0.2],
      ],
    },
    { name: 'start at -5 eV', of: [['start', -5]] },
    { name: 'end at 26 eV', of: [['end', 26]] },
    { name: 'over-absorption of 0.4', of: [['damping', 0.4]] },
    { name: 'over-absorption of 0.55', of: [['damping', 0.55]] },
    { name: 'over-absorption of 0.7', of: [['damping', 0.7]] },
  ];
const MEASURES = ['CN ranking', 'leading CN', 'first entry', 'Jaccard'];

const otherSeeds = options.seeds.split(' ').filter((seed) => seed !== '');
const jobsOf = (of: readonly Recipe[], perturb: EvaluationJob['perturb']): EvaluationJob[] =>
  elements.flatMap((element) =>
    of.map((recipe) => ({ element, recipe, share: 1, most: Number(options.most), perturb })),
  );
const results = await runEvaluation(jobsOf(recipes, 'all'));

/** Answers of one recipe for the element at `e` under one condition; a refusal is a wrong answer. */
function judgedUnder(e: number, recipe: number, of: (typeof CONDITIONS)[number]['of']): Judged[] {
  const { held }: EvaluationResult = results[e * recipes.length + recipe];
  return held.flatMap(({ material, truth, answer, perturbed }): Judged[] => {
    if (of.length === 0) return [{ material, truth, answer }];
    if (perturbed.length === 0) return [];
    return of.map(([kind, value]) => {
      const index = PERTURBATIONS.findIndex((one) => one.kind === kind && one.value === value);
      return { material, truth, answer: perturbed[index] ?? [{ cn: 0, motifs: [] }] };
    });
  });
}

const scoresOf = (recipe: number, of: (typeof CONDITIONS)[number]['of']): number[][][] =>
  elements.map((_, e) => materialScores(judgedUnder(e, recipe, of)));

const SCAN_PLACE = PERTURBATIONS.findIndex(({ kind, value }) => kind === 'scan' && value === 1);
/** CN rankings of the held-out spectra disturbed as scans, in an order that no seed changes. */
const scannedRankings = ({ held }: EvaluationResult): string[] =>
  held.flatMap(({ perturbed }) =>
    perturbed.length === 0 ? [] : [(perturbed[SCAN_PLACE] ?? []).map(({ cn }) => cn).join()],
  );

const percent = (share: number): string => (100 * share).toFixed(1);
console.log(`${elements.length} elements (${elements.join(' ')}), up to ${options.most} samples each.`);
for (const condition of CONDITIONS) {
  console.log(`\n| ${condition.name} | ${MEASURES.join(' | ')} |\n| --- | --- | --- | --- | --- |`);
  const first = scoresOf(0, condition.of);
  recipes.forEach(({ name }, index) => {
    const cells = gains(index === 0 ? first : scoresOf(index, condition.of), first).map(({ value, gain }) =>
      index === 0
        ? percent(value)
        : `${percent(value)}, ${percent(gain.value)} [${percent(gain.low)}, ${percent(gain.high)}]`,
    );
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  });
}

/** Whether a held-out spectrum is answered alike wherever E0 is, from -3 to 3 eV about where it was found. */
const isSteady = ({ answer, perturbed }: EvaluationResult['held'][number]): boolean =>
  PERTURBATIONS.every(
    ({ kind, value }, i) =>
      kind !== 'e0' || Math.abs(value) > 3 || JSON.stringify(perturbed[i]) === JSON.stringify(answer),
  );

console.log('\n| same answer with E0 off by -3 to 3 eV | spectra, % |\n| --- | --- |');
recipes.forEach(({ name }, r) => {
  const shares = elements.map((_, e) => {
    const asked = results[e * recipes.length + r].held.filter(({ perturbed }) => perturbed.length > 0);
    return asked.filter(isSteady).length / asked.length;
  });
  console.log(`| ${name} | ${percent(shares.reduce((sum, share) => sum + share, 0) / shares.length)} |`);
});

if (otherSeeds.length > 0) {
  const bySeed = [results];
  for (const seed of otherSeeds) {
    const seeded = recipes.map((recipe) => ({ ...recipe, seed }));
    bySeed.push(await runEvaluation(jobsOf(seeded, 'scan')));
  }
  console.log(
    `\n| same CN ranking of any two of ${bySeed.length} seeds, as scanned | spectra, % |\n| --- | --- |`,
  );
  recipes.forEach(({ name }, r) => {
    const shares = elements.flatMap((_, e) => {
      const rankings = bySeed.map((of) => scannedRankings(of[e * recipes.length + r]));
      return rankings.flatMap((one, i) =>
        rankings
          .slice(0, i)
          .map((other) => one.filter((ranking, k) => ranking === other[k]).length / one.length),
      );
    });
    console.log(`| ${name} | ${percent(shares.reduce((sum, share) => sum + share, 0) / shares.length)} |`);
  });
}

if (options.recalls) {
  console.log(
    `\n| element | leading CN | materials | ${recipes.map(({ name }) => name).join(' | ')} |\n| --- | --- | --- |${recipes.map(() => ' --- |').join('')}`,
  );
  elements.forEach((element, e) => {
    const [plain, scanned] = CONDITIONS.map(({ of }) =>
      recipes.map((_, r) => leadingRecalls(judgedUnder(e, r, of))),
    );
    for (const [cn, { materials }] of plain[0]) {
      const cells = recipes.map((_, r) =>
        [plain, scanned].map((recalls) => percent(recalls[r].get(cn)?.recall ?? Number.NaN)).join(', '),
      );
      console.log(`| ${element} | ${cn} | ${materials} | ${cells.join(' | ')} |`);
    }
  });
}
