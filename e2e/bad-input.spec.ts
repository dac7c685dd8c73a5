import { expect, test } from './app';
import { WHY_SKIPPED, example, hasShared, shared } from './shared';

const edge = (energy: number, e0 = 7124): number => 0.5 + Math.atan((energy - e0) / 1.5) / Math.PI;
const columns = (rows: readonly (readonly [number, number | string])[]): string =>
  rows.map((row) => row.join(' ')).join('\n');
const grid = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const scan = (from: number, to: number): [number, number][] => grid(from, to).map((e) => [e, edge(e)]);

/** A file and what its row must say: every fault has a sentence of its own. */
const BAD: readonly [name: string, content: string, sentence: RegExp][] = [
  ['empty.xdi', '', /empty/i],
  ['paper.dat', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n', /PDF/],
  ['one-column.dat', grid(7000, 7200).join('\n'), /single column/],
  [
    'nan.dat',
    columns(grid(7000, 7200).map((e) => [e, 'NaN'] as const)),
    /NaN|not a number|not numbers|usable points/i,
  ],
  ['short.dat', columns(scan(7000, 7129)), /ends .* above the edge/],
  ['flat.dat', columns(grid(7000, 7200).map((e) => [e, 1] as const)), /no absorption edge|never rises/i],
];

test('every kind of bad file gets its own sentence and the good ones go on', async ({ app }) => {
  await app.open();
  await app.drop(...BAD.map(([name, content]) => ({ name, content })), example('Fe2O3-Fe-computed.xdi'));
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  const sentences = new Set<string>();
  for (const [name, , sentence] of BAD) {
    await expect(app.row(name)).toContainText(sentence);
    sentences.add((await app.row(name).textContent())?.replace(name, '') ?? '');
  }
  expect(sentences.size).toBe(BAD.length);
});

test('unsorted and doubled energies are mended and said', async ({ app }) => {
  const rows = scan(7000, 7200);
  await app.open();
  await app.drop({
    name: 'shuffled.dat',
    content: `# energy mu\n${columns([...rows, ...rows.slice(100, 120)].reverse())}`,
  });
  await expect(app.row('shuffled.dat')).toContainText('Fe');
  await app.select('shuffled.dat');
  await expect(app.answer).toContainText('share an energy');
});

test('a foil of an element without a forest is refused by name', async ({ app }) => {
  test.skip(!hasShared, WHY_SKIPPED);
  await app.open();
  await app.drop(shared('fixtures/xdi-good/pt_metal_rt.xdi'), shared('fixtures/xdi-good/se_znse_rt.xdi'));
  await expect(app.row('pt_metal_rt.xdi')).toContainText(/Pt|L3/);
  await expect(app.row('se_znse_rt.xdi')).toContainText('no model for Se');
});
