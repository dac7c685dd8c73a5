import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_LINE, MOST_COLUMNS } from './limits';
import { readTable } from './table';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const tableOf = (text: string) => readTable(bytes(text));
const columnsOf = async (text: string) => (await tableOf(text)).columns.map((values) => [...values]);

describe('readTable', () => {
  it.each([
    ['blanks', '7000 0.5\n7001 0.6\n7002 0.7'],
    ['tabs and CRLF', '7000\t0.5\r\n7001\t0.6\r\n7002\t0.7\r\n'],
    ['CR only', '7000 0.5\r7001 0.6\r7002 0.7\r'],
    ['commas', '7000, 0.5\n7001,0.6\n7002 ,0.7'],
    ['semicolons', '7000;0.5\n7001;0.6\n7002;0.7'],
    ['decimal commas behind semicolons', '7000,0;0,5\n7001,0;0,6\n7002,0;0,7'],
    ['decimal commas behind tabs', '7000,0\t0,5\n7001,0\t0,6\n7002,0\t0,7'],
    ['quotes', '"7000","0.5"\n"7001","0.6"\n"7002","0.7"'],
    ['Fortran exponents', '.7D+04 5.0D-01\n7.001D3 0.6d0\n7002. .7'],
    ['a byte order mark', '\ufeff7000 0.5\n7001 0.6\n7002 0.7'],
  ])('understands %s', async (_, text) => {
    expect(await columnsOf(text)).toEqual([
      [7000, 7001, 7002],
      [0.5, 0.6, 0.7],
    ]);
  });

  it.each(['utf-16le', 'utf-16be'])('understands %s with and without byte order mark', async (encoding) => {
    const text = '# energy mu of a scan\n7000 0.5\n7001 0.6\n7002 0.7\n';
    for (const content of [text, `\ufeff${text}`]) {
      const units = Uint8Array.from(content, () => 0);
      const both = new Uint8Array(units.length * 2);
      [...content].forEach((character, i) => {
        const code = character.charCodeAt(0);
        const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
        both[2 * i + low] = code & 255;
        both[2 * i + high] = code >> 8;
      });
      expect((await readTable(both)).columns[1]).toEqual(Float64Array.of(0.5, 0.6, 0.7));
    }
  });

  it('reads every number as JavaScript does, to the last bit', async () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(fc.integer(), fc.nat(999999)).map(([whole, part]) => `${whole}.${part}`),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(7)),
      fc.double({ min: -1e30, max: 1e30, noNaN: true }).map((value) => value.toExponential(9)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 20 }), async (rows) => {
        const text = rows.map((row) => row.join(' ')).join('\n');
        const expected = rows.map(([first]) => Number(first));
        expect([...(await tableOf(text)).columns[0]]).toEqual(expected);
      }),
    );
  });

  it('takes the last long run of numbers: header above, footer below', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${7000 + i} ${i}`);
    const table = await tableOf(
      [
        'PTS: 20',
        '1 2 3',
        '4 5 6',
        'Data:',
        '3 0',
        '# energy mu',
        ...rows,
        '# the end',
        'aborted by user',
      ].join('\n'),
    );
    expect(table.columns[0][0]).toBe(3);
    expect(table.columns[0]).toHaveLength(21);
    expect(table.header.at(-1)?.text).toBe('Data:');
    expect(table.footer.map(({ text }) => text)).toEqual(['# the end', 'aborted by user']);
  });

  it('leaves rows out that have another length or hold words, and names them', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => `${7000 + i} ${i} 1`);
    rows[3] = '7003 3';
    rows[5] = '7005 1.2.3 1';
    rows[7] = '7007 nan 1';
    const table = await tableOf(rows.join('\n'));
    expect(table.columns[0]).toHaveLength(8);
    expect(table.ragged).toEqual([{ line: 4, found: 2 }]);
    expect(table.inside.map(({ number, brokenAt }) => [number, brokenAt])).toEqual([[6, 9]]);
    expect(table.notNumbers).toEqual([{ line: 8, column: 6 }]);
    expect(table.columns[1][5]).toBeNaN();
  });

  it('takes an empty cell as missing', async () => {
    const [, mu] = await columnsOf('7000,0.5,1\n7001,,1\n7002,0.7,1');
    expect(mu).toEqual([0.5, Number.NaN, 0.7]);
  });

  it('says where there is no table', async () => {
    await expect(tableOf('nothing to see\nhere')).rejects.toMatchObject({ code: 'no-table' });
  });

  it('reports progress of large texts and stops when asked', async () => {
    const large = bytes(Array.from({ length: 400_000 }, (_, i) => `${7000 + i / 100} 0.123456 1`).join('\n'));
    const shares: number[] = [];
    await readTable(large, { onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.every((share, i) => share > (shares[i - 1] ?? 0) && share < 1)).toBe(true);
    const controller = new AbortController();
    const reading = readTable(large, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('limits', () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${7000 + i} 0.5`).join('\n');

  it('takes 300,000 digits in a row for text', async () => {
    const digits = '9'.repeat(300_000);
    await expect(tableOf(digits)).rejects.toMatchObject({ code: 'no-table' });
    expect((await tableOf(`${rows}\n7020 ${digits}`)).columns[0]).toHaveLength(20);
  });

  it('takes numbers of 400 characters', async () => {
    const long = `0.5${'0'.repeat(397)}`;
    expect((await tableOf(`${rows}\n7020 ${long}`)).columns[1][20]).toBe(0.5);
    expect((await tableOf(`${rows}\n7020 ${long}0`)).columns[1]).toHaveLength(20);
  });

  it('refuses lines and rows that no scan has, with their line', async () => {
    const line = '1.5 '.repeat(LONGEST_LINE / 4);
    await expect(tableOf(`${rows}\n#${line}`)).rejects.toMatchObject({ code: 'line-too-long', line: 21 });
    const wide = `${'1.5 '.repeat(MOST_COLUMNS + 1)}\n`;
    await expect(tableOf(wide.repeat(3))).rejects.toMatchObject({ code: 'too-many-columns', line: 1 });
    expect((await tableOf(`${'1.5 '.repeat(MOST_COLUMNS)}\n`.repeat(3))).columns).toHaveLength(MOST_COLUMNS);
  });
});
