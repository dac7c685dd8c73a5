import { describe, expect, it } from 'vitest';
import { interpret } from './index';
import { scansOf } from './testing';

const ENERGIES = Array.from({ length: 90 }, (_, i) => 5900 + 2 * i);
const muOf = (energy: number, edge = 5989): number => 0.5 + Math.atan((energy - edge) / 2) / Math.PI;

/** A table of an energy and of what `cell` gives in every further column. */
const tableOf = (
  labels: readonly string[],
  cell: (energy: number, column: number) => number | string,
): string =>
  [
    `# energy ${labels.join(' ')}`,
    ...ENERGIES.map((e) => [e, ...labels.map((_, column) => cell(e, column))].join(' ')),
  ].join('\n');

const titlesOf = async (text: string) => (await scansOf(text)).map(({ title }) => title);

describe('one spectrum a column', () => {
  it.each([
    ['groups of Athena or Larix', ['Cr2O3', 'K2CrO4', 'mixture']],
    ['a series', ['mu_001', 'mu_002', 'mu_003']],
    ['normalised ones', ['norm_a', 'norm_b']],
  ])('%s become spectra of their names', async (_, labels) => {
    const scans = await scansOf(tableOf(labels, (e, column) => muOf(e, 5989 + column)));
    expect(scans.map(({ title }) => title)).toEqual(labels);
    for (const scan of scans) expect(interpret(scan, 'columns').kind).toBe('spectrum');
    expect(new Set(scans.map(({ id }) => id)).size).toBe(labels.length);
  });

  it('without labels too, where every column has an edge', async () => {
    const rows = ENERGIES.map((e) => [e, muOf(e), muOf(e, 5990), muOf(e, 5991)].join(' ')).join('\n');
    expect(await titlesOf(rows)).toEqual(['col2', 'col3', 'col4']);
  });

  it('keep their own points where others have none', async () => {
    const text = tableOf(['Cr_foil', 'Cr_oxide'], (e, column) =>
      column === 1 && e < 5940 ? 'nan' : muOf(e),
    );
    const scans = await scansOf(text);
    expect(scans.map(({ channels }) => channels[1].values.length)).toEqual([90, 70]);
  });

  it('a column without an edge is left out by name', async () => {
    const scans = await scansOf(
      tableOf(['foil', 'rust', 'blank'], (e, column) => (column === 2 ? 0.1 + (e % 7) / 100 : muOf(e))),
    );
    expect(scans.map(({ title }) => title)).toEqual(['foil', 'rust']);
    expect(scans[0].warnings.at(-1)).toMatchObject({
      code: 'columns-left-out',
      message: expect.stringContaining('blank') as string,
    });
  });

  it.each([
    ['intensities', ['i0', 'it', 'ir']],
    ['counts of detector elements', ['ch1', 'ch2', 'ch3']],
    ['mu beside its normalised form', ['mu', 'norm']],
    ['a fit beside the data', ['data', 'fit', 'residual']],
    ['a background', ['sample', 'bkg', 'pre_edge']],
  ])('%s stay one scan', async (_, labels) => {
    const scale = labels[0] === 'ch1' ? 1e5 : 1;
    expect(await scansOf(tableOf(labels, (e) => scale * muOf(e)))).toHaveLength(1);
  });

  it('each beside an energy of its own keep it', async () => {
    const lines = ENERGIES.map((e, i) =>
      [e, muOf(e), ...(i < 80 ? [e + 550, muOf(e + 550, 6539)] : ['', ''])].join(','),
    );
    const scans = await scansOf(`E Cr,Cr2O3,E Mn,MnO\n${lines.join('\n')}`);
    expect(scans.map(({ title }) => title)).toEqual(['Cr2O3', 'MnO']);
    expect(scans.map(({ channels }) => [channels[0].values[0], channels[0].values.length])).toEqual([
      [5900, 90],
      [6450, 80],
    ]);
  });

  it('3,000 columns are told within a second', async () => {
    const labels = Array.from({ length: 3000 }, (_, i) => `mu_${i}`);
    const cells = ENERGIES.map((e) => muOf(e).toFixed(5));
    const text = tableOf(labels, (e) => cells[(e - 5900) / 2]);
    const start = performance.now();
    const scans = await scansOf(text);
    expect(interpret(scans[0], 'columns').kind).toBe('spectrum');
    expect(performance.now() - start).toBeLessThan(3000);
    expect(scans).toHaveLength(3000);
  });
});
