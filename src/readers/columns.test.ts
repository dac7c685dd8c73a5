import { describe, expect, it } from 'vitest';
import { errorOf, rowsOf, scansOf, sourceOf } from './testing';
import { interpret, readSource } from './index';

const labelsOf = async (text: string) => (await scansOf(text))[0].channels.map(({ label }) => label);
const rolesOf = async (text: string) => (await scansOf(text))[0].channels.map(({ role }) => role);

describe('labels of plain columns', () => {
  it.each([
    ['a comment', `# energy i0 itrans\n${rowsOf()}`],
    ['a plain line', `  energy   i0    itrans\n${rowsOf()}`],
    ['a CSV head', `energy,i0,itrans\n${rowsOf(60, 7112, ',')}`],
    ['quoted names', `"energy";"i0";"itrans"\n${rowsOf(60, 7112, ';')}`],
    ['a record number', `#(1)\t"energy"\t"i0"\t"itrans"\n${rowsOf()}`],
    ['numbered names', `#C 1_energy 2_i0 3_itrans\n${rowsOf()}`],
    [
      'Column.N fields',
      `# Column.1: energy eV\n# Column.2: i0 counts || PV:1\n# Column.3: itrans\n# x\n${rowsOf()}`,
    ],
    [
      'a legend',
      `; P1 = {energy} --> PV\n; D1 = {i0} --> PV\n; D2 = {itrans} --> PV\n;  P1 D1 D2\n${rowsOf()}`,
    ],
    ['one name a line', `Data:\nenergy\ni0\nitrans\n\n${rowsOf()}`],
    [
      'fixed width without gaps',
      `# Column Headings:\n#${['energy', 'i0', 'itrans'].map((name) => name.padEnd(21)).join('')}\n${rowsOf()}`,
    ],
  ])('are found in %s', async (_, text) => {
    expect(await labelsOf(text)).toEqual(['energy', 'i0', 'itrans']);
    expect(await rolesOf(text)).toEqual(['energy', 'i0', 'transmitted']);
  });

  it.each([
    ['of units', 'energy,i0,itrans\neV,counts,counts'],
    ['of units in brackets', 'energy,i0,itrans\n(eV),(A),(A)'],
  ])('stand above a line %s', async (_, head) => {
    const [scan] = await scansOf(`${head}\n${rowsOf(60, 7112, ',')}`);
    expect(scan.channels.map(({ label }) => label)).toEqual(['energy', 'i0', 'itrans']);
    expect(scan.channels[0].unit).toBe('eV');
  });

  it('may lack that of the index', async () => {
    const rows = rowsOf(60, 7112, ',').split('\n');
    const [scan] = await scansOf(`,energy,i0,itrans\n${rows.map((row, i) => `${i},${row}`).join('\n')}`);
    expect(scan.channels.map(({ label }) => label)).toEqual(['col1', 'energy', 'i0', 'itrans']);
  });

  it.each(['d-spacing: 3.1356', 'Crystal = Si(111)', 'Mono crystal: Si111', 'd_spacing = 3.1356 A'])(
    'come with the lattice spacing: %s',
    async (line) => {
      const [scan] = await scansOf(`# ${line}\n# angle mu\n${rowsOf()}`);
      expect(scan.dSpacing).toBeCloseTo(3.1356, 3);
    },
  );

  it('come with no spacing from other settings of the monochromator, which do not hide the crystal', async () => {
    const [without] = await scansOf(`# Mono pitch: 2.5\n# Mono slit: 2.5 A\n# angle mu\n${rowsOf()}`);
    expect(without.dSpacing).toBeUndefined();
    const [scan] = await scansOf(`# Mono temperature: 77 K\n# Crystal: Si(111)\n# angle mu\n${rowsOf()}`);
    expect(scan.dSpacing).toBeCloseTo(3.1356, 3);
  });

  it('keep odd characters', async () => {
    expect(await labelsOf(`# energy I0(µA) I1§[é]\n${rowsOf()}`)).toEqual(['energy', 'I0(µA)', 'I1§[é]']);
  });

  it('are made up and said to be few where the header has too few', async () => {
    const [scan] = await scansOf(`# energy i0\n${rowsOf()}`);
    expect(scan.channels.map(({ label }) => label)).toEqual(['energy', 'i0', 'col3']);
    expect(scan.warnings.map(({ code }) => code)).toEqual(['labels-miscounted']);
  });

  it.each(['energy  i0   itrans   Cr K edge', 'energy i0 itrans, Cr K-edge', 'Cr_K_edge energy i0 itrans'])(
    'are not the note of an edge: %s',
    async (line) => {
      const [scan] = await scansOf(`# ${line}\n${rowsOf()}`);
      expect(scan.channels.map(({ label }) => label)).toEqual(['energy', 'i0', 'itrans']);
      expect(scan.metadata).toEqual([['edge', 'Cr K']]);
      expect(scan.warnings).toEqual([]);
    },
  );

  it('stay unset without a header', async () => {
    expect(await rolesOf(rowsOf())).toEqual([undefined, undefined, undefined]);
  });

  it('name one energy: what was reached before what was asked for', async () => {
    const text = Array.from({ length: 20 }, (_, i) => `${7000 + i} ${7000 + i} 1.0`).join('\n');
    expect(await rolesOf(`# requested_energy achieved_energy mu\n${text}`)).toEqual([
      undefined,
      'energy',
      'mu',
    ]);
  });
});

describe('what the header says', () => {
  it('is kept, and the absorber only where it is named as such', async () => {
    const [named] = await scansOf(`# Element: Fe\n# Edge: K\n# Sample: rust\n# energy i0 it\n${rowsOf()}`);
    expect(named).toMatchObject({ element: 'Fe', edge: 'K' });
    expect(named.metadata).toContainEqual(['Sample', 'rust']);
    const [formula] = await scansOf(`#%atom: Fe2O3\n# energy i0 it\n${rowsOf()}`);
    expect(formula.element).toBeUndefined();
  });
});

describe('tables that cannot hold a spectrum', () => {
  it('have one column', async () => {
    expect(await errorOf('1\n2\n3\n4\n')).toMatchObject({ code: 'one-column', line: 1 });
  });

  it('have two rows', async () => {
    expect(await errorOf('7000 1\n7001 2\n')).toMatchObject({ code: 'too-few-points' });
  });

  it('lose trailing rows of zeros', async () => {
    const [scan] = await scansOf(`# energy i0 it\n${rowsOf(60)}\n0 0 0\n0 0 0\n`);
    expect(scan.channels[0].values).toHaveLength(60);
  });
});

describe('unsorted, repeated and missing points', () => {
  it('reach the spectrum as they are, with a warning for what is no number', async () => {
    const rows = rowsOf(60).split('\n');
    const [scan] = await scansOf([`# energy i0 it`, ...rows.toReversed(), rows[5], '7100 nan 3'].join('\n'));
    const result = interpret(scan, 'columns');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.spectrum.energy).toHaveLength(62);
    expect(result.attribution.muExpression).toBe('ln(i0 / it)');
    expect(result.warnings.map(({ code }) => code)).toEqual(['not-numbers', 'mu-undefined']);
  });
});

describe('many and large files', () => {
  it('reads 1,000 small files within seconds', async () => {
    const sources = Array.from({ length: 1000 }, (_, i) =>
      sourceOf(`# energy i0 it\n${rowsOf(60)}`, `${i}.dat`),
    );
    const start = performance.now();
    let read = 0;
    for (const source of sources)
      read += (await readSource(source)).filter(({ kind }) => kind === 'scans').length;
    expect(read).toBe(1000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
