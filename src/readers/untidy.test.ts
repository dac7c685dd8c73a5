import { describe, expect, it } from 'vitest';
import { interpret } from './index';
import { errorOf, scansOf } from './testing';

const ENERGIES = Array.from({ length: 80 }, (_, i) => 5909 + 2 * i);
const muOf = (energy: number, edge = 5989): number => 0.5 + Math.atan((energy - edge) / 2) / Math.PI;
const rows = (row: (energy: number, index: number) => string): string => ENERGIES.map(row).join('\n');
const codesOf = async (text: string) =>
  (await scansOf(text)).flatMap(({ warnings }) => warnings.map(({ code }) => code));

/** The only spectrum of a text: first and last energy, and mu in the middle of the scan. */
async function spectrumOf(text: string) {
  const [scan] = await scansOf(text);
  const result = interpret(scan, 'columns');
  if (result.kind === 'question') throw new Error(result.question.text);
  const { energy, mu } = result.spectrum;
  return { from: energy[0], to: energy[energy.length - 1], points: energy.length, middle: mu[40] };
}

const EXPECTED = { from: 5909, to: 6067, points: 80, middle: muOf(5989) };

describe('columns of words', () => {
  it.each([
    ['times of day', `# time energy mu\n${rows((e) => `12:30:${10 + (e % 40)} ${e} ${muOf(e)}`)}`],
    ['names in a CSV', `sample,energy,mu\n${rows((e) => `rust,${e},${muOf(e)}`)}`],
    ['flags behind', `energy mu flag\n${rows((e) => `${e} ${muOf(e)} OK`)}`],
    ['bars', `| energy | mu |\n|---|---|\n${rows((e) => `| ${e} | ${muOf(e)} |`)}`],
    ['quoted dates with commas', `when,energy,mu\n${rows((e) => `"Fri, 3 May",${e},${muOf(e)}`)}`],
    ['names behind an index', `,energy,mu,sample\n${rows((e, i) => `${i},${e},${muOf(e)},red rust`)}`],
    ['dates with blanks in a CSV', `when;energy;mu\n${rows((e) => `2024-05-03 10:00;${e};${muOf(e)}`)}`],
  ])('%s leave the numbers beside them', async (_, text) => {
    expect(await spectrumOf(text)).toEqual(EXPECTED);
  });

  it('are named', async () => {
    const [scan] = await scansOf(`sample,energy,mu\n${rows((e) => `rust,${e},${muOf(e)}`)}`);
    expect(scan.warnings[0]).toMatchObject({
      code: 'text-columns',
      message: expect.stringContaining('sample') as string,
    });
    expect(scan.channels.map(({ label }) => label)).toEqual(['energy', 'mu']);
  });

  it('alone are no table', async () => {
    expect(await errorOf(rows(() => 'red green blue'))).toMatchObject({ code: 'no-table' });
  });
});

describe('cells without a number', () => {
  it.each(['NaN', 'null', 'None', 'N/A', '--', '****'])('%s costs its point alone', async (word) => {
    const text = `# energy mu\n${rows((e, i) => `${e} ${i === 3 ? word : muOf(e)}`)}`;
    expect(await spectrumOf(text)).toEqual(EXPECTED);
    expect(await codesOf(text)).toEqual(['not-numbers']);
  });

  it('in a column that is not used change nothing', async () => {
    const text = `# energy mu temp\n${rows((e, i) => `${e} ${muOf(e)} ${i % 2 ? 'nan' : 300}`)}`;
    expect(await spectrumOf(text)).toEqual(EXPECTED);
  });

  it('of every third point leave the others', async () => {
    const text = `# energy i0 it\n${rows((e, i) => `${e} 100000 ${i % 3 ? 1e5 * Math.exp(-muOf(e)) : 'nan'}`)}`;
    expect((await spectrumOf(text)).points).toBe(80);
  });

  it('at the end of a row keep their column', async () => {
    const text = `energy,a_mu,b_mu\n${rows((e, i) => `${e},${muOf(e)},${i < 20 ? '' : muOf(e)}`)}`;
    const scans = await scansOf(text);
    expect(scans.map(({ channels }) => channels[1].values.length)).toEqual([80, 60]);
  });

  it('are none behind separators that end every row', async () => {
    const text = `energy;mu;\n${rows((e) => `${e};${muOf(e)};`)}`;
    expect(await spectrumOf(text)).toEqual(EXPECTED);
    expect(await codesOf(text)).toEqual([]);
  });

  it('of an unfinished last row cost that row', async () => {
    const text = `# energy i0 it\n${rows((e) => `${e} 100000 ${(1e5 * Math.exp(-muOf(e))).toFixed(1)}`)}\n6069 1000`;
    expect((await spectrumOf(text)).points).toBe(80);
    expect(await codesOf(text)).toEqual(['ragged-rows']);
  });
});

describe('separators of thousands', () => {
  const german = (value: number, digits: number): string =>
    value.toLocaleString('de-DE', { minimumFractionDigits: digits });
  it.each([
    [
      'German, tabs',
      `Energie\tmu\n${rows((e) => `${german(e, 2)}\t${muOf(e).toFixed(4).replace('.', ',')}`)}`,
    ],
    [
      'German, semicolons',
      `Energie;mu\n${rows((e) => `${german(e, 2)};${muOf(e).toFixed(4).replace('.', ',')}`)}`,
    ],
    ['English, tabs', `energy\tmu\n${rows((e) => `${e.toLocaleString('en-US')}.00\t${muOf(e).toFixed(4)}`)}`],
    [
      'English, quoted CSV',
      `energy,mu\n${rows((e) => `"${e.toLocaleString('en-US')}.00",${muOf(e).toFixed(4)}`)}`,
    ],
    [
      'Swiss',
      `Energie;mu\n${rows((e) => `${e.toLocaleString('en-US').replace(',', "'")}.00;${muOf(e).toFixed(4)}`)}`,
    ],
    ...[' ', '\u00a0', '\u202f'].map((blank) => [
      `French, U+${blank.charCodeAt(0).toString(16)}`,
      `Energie;mu\n${rows((e) => `${german(e, 2).replace('.', blank)};${muOf(e).toFixed(4).replace('.', ',')}`)}`,
    ]),
  ])('%s are no decimal points', async (_, text) => {
    const found = await spectrumOf(text);
    expect({ ...found, middle: Math.round(found.middle * 1e3) / 1e3 }).toEqual({ ...EXPECTED, middle: 0.5 });
  });

  it.each([
    [
      'numbers with three decimals',
      `# energy mu\n${rows((e) => `${e}.125 ${muOf(e).toFixed(3)}`)}`,
      5909.125,
    ],
    ['a CSV of three digits', `energy,mu\n${rows((e) => `${e},${muOf(e).toFixed(3)}`)}`, 5909],
    [
      'quoted German decimals',
      `Energie,mu\n${rows((e) => `"${e},25","${muOf(e).toFixed(4).replace('.', ',')}"`)}`,
      5909.25,
    ],
    [
      'German decimals alone',
      `Energie;mu\n${rows((e) => `${e},5;${muOf(e).toFixed(3).replace('.', ',')}`)}`,
      5909.5,
    ],
  ])('are not seen in %s', async (_, text, from) => {
    expect((await spectrumOf(text)).from).toBe(from);
  });
});

it('whole numbers of three digits between blanks are columns, not thousands', async () => {
  const text = `# scan of carbon\n# energy i0 if\n${Array.from({ length: 60 }, (_, i) => `${270 + i} ${800 - i} ${200 + i}`).join('\n')}`;
  const [scan] = await scansOf(text);
  expect(scan.channels.map(({ values }) => values[0])).toEqual([270, 800, 200]);
});

describe('several tables in a file', () => {
  const table = (edge: number) => rows((e) => `${e + edge - 5989} ${muOf(e)}`);

  it('are several scans, each with what stands above it', async () => {
    const scans = await scansOf(
      `# Element: Cr\n# energy mu\n${table(5989)}\n# Element: Mn\n# energy mu\n${table(6539)}\n`,
    );
    expect(scans.map(({ title, element }) => [title, element])).toEqual([
      ['Table 1', 'Cr'],
      ['Table 2', 'Mn'],
    ]);
    expect(scans.map(({ channels }) => channels[0].values[0])).toEqual([5909, 6459]);
    expect(new Set(scans.map(({ id }) => id)).size).toBe(2);
  });

  it('of other widths are read too where they have an energy', async () => {
    const wide = rows((e) => `${e} 100000 ${1e5 * Math.exp(-muOf(e))}`);
    const scans = await scansOf(`# energy i0 it\n${wide}\n\nFoil\nenergy mu\n${table(5989)}\n`);
    expect(scans.map(({ channels }) => channels.length)).toEqual([3, 2]);
  });

  it.each([
    ['nothing', ''],
    ['a blank line', '\n'],
  ])('are told by their energies with %s between them', async (_, between) => {
    const scans = await scansOf(
      `# energy mu\n${table(5989)}\n${between}${table(5989)}\n${between}${table(5989)}`,
    );
    expect(scans.map(({ channels }) => channels[0].values.length)).toEqual([80, 80, 80]);
  });

  it('are told by their labels where energies go on or turn', async () => {
    const back = table(5989).split('\n').reverse().join('\n');
    const on = table(6149);
    expect(await scansOf(`# energy mu\n${table(5989)}\n# energy mu\n${back}\n`)).toHaveLength(2);
    expect(await scansOf(`# energy mu\n${table(5989)}\n# energy mu\n${on}\n`)).toHaveLength(1);
    expect(await scansOf(`# energy mu\n${table(5989)}\n# energy mu\n${table(6200)}\n`)).toHaveLength(2);
  });

  it('may be shorter by far, as foils are', async () => {
    const foil = table(5989)
      .split('\n')
      .filter((_, index) => index % 4 === 0)
      .join('\n');
    expect(await scansOf(`# energy mu\n${table(5989)}\n# foil\n# energy mu\n${foil}\n`)).toHaveLength(2);
  });

  it('the lines of a map are none', async () => {
    const lines = Array.from(
      { length: 200 },
      (_, i) => `${(i % 20) / 4 + 1} ${Math.floor(i / 20)} ${1000 + ((i * 7) % 13)} 0.1`,
    );
    expect(await scansOf(`# samx samy counts time\n${lines.join('\n')}`)).toHaveLength(1);
  });

  it('a row of glued numbers does not end a table', async () => {
    const lines = table(5989).split('\n');
    const text = `# energy mu\n${lines.slice(0, 40).join('\n')}\n5988.5-0.3E 1\n${lines.slice(40).join('\n')}`;
    expect((await spectrumOf(text)).points).toBe(80);
    expect(await codesOf(text)).toEqual(['broken-rows']);
  });

  it('that hold something else are named', async () => {
    const spectrum = Array.from({ length: 90 }, (_, i) => `${i} ${(i * 7) % 5} ${(i * 3) % 4} 1`).join('\n');
    const [scan, ...others] = await scansOf(`# detector\n${spectrum}\nScan\nenergy mu\n${table(5989)}\n`);
    expect(others).toEqual([]);
    expect(scan.warnings.map(({ code, message }) => [code, /\d+ to \d+/.exec(message)?.[0]])).toEqual([
      ['tables-left-out', '2 to 91'],
    ]);
  });

  it('are one where a comment only interrupts it', async () => {
    const lines = table(5989).split('\n');
    const text = `# energy mu\n${lines.slice(0, 40).join('\n')}\n# refill\n${lines.slice(40).join('\n')}`;
    expect(await scansOf(text)).toHaveLength(1);
  });
});
