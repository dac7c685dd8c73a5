import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { interpret } from './index';
import { parsePerl } from './perl';
import { errorOf, scansOf } from './testing';

const energies = Array.from({ length: 40 }, (_, i) => 7080 + 2 * i);
const mu = energies.map((e) => (0.5 + Math.atan((e - 7112) / 2) / Math.PI).toFixed(6));
const quoted = (values: readonly (string | number)[]): string =>
  values.map((value) => `'${value}'`).join(',');

const HEAD =
  '# Athena project file -- Demeter version 0.9.26\n# This file created at 2018-04-29T14:56:25\n\n';
const group = (name: string, args: string, y: readonly string[] = mu): string =>
  `$old_group = '${name}';\n@args = (${args});\n@x = (${quoted(energies)});\n@y = (${quoted(y)});\n[record]   # create\n\n`;
const PERL =
  HEAD +
  group(
    'aaaa',
    `'label','Fe \\'foil\\'','bkg_z','Fe','fft_edge','k','bkg_eshift','-1.5','is_nor',0,'xdi_mono',{},'titles',['a','b']`,
  ) +
  group('bbbb', `'label',"Ref \\x{3b1} \\"x\\"",'bkg_z','H','bkg_eshift',undef,'is_nor',1`) +
  group('cccc', `'label','chi','is_chi',1`) +
  `@journal = ('first line','second');\n%plot = ('a' => '1');\n1;\n\n# Local Variables:\n`;

describe('Athena projects in Perl form', () => {
  it('give every mu(E) with element, shift and state, and the journal', async () => {
    const scans = await scansOf(PERL);
    expect(scans.map(({ id, title }) => [id, title])).toEqual([
      ['aaaa', "Fe 'foil'"],
      ['bbbb', 'Ref α "x"'],
    ]);
    expect(scans[0]).toMatchObject({ element: 'Fe', edge: 'K', energyShift: -1.5, isNormalised: false });
    expect(scans[0].metadata.at(-1)).toEqual(['journal', 'first line\nsecond']);
    expect(scans[1].element).toBeUndefined();
    const first = interpret(scans[0], 'athena');
    if (first.kind !== 'spectrum') throw new Error('asked');
    expect(first.spectrum.energy[0]).toBe(7078.5);
    const second = interpret(scans[1], 'athena');
    expect(second.kind === 'spectrum' && second.spectrum).toMatchObject({
      isNormalised: true,
      signal: 'reference',
    });
  });

  it('are read inside gzip, where they say so in what recognised them', async () => {
    const scans = await scansOf(gzipSync(new TextEncoder().encode(PERL)), 'a.prj');
    expect(scans).toHaveLength(2);
  });

  it.each([
    ['a text without end', PERL.slice(0, PERL.indexOf("Fe \\'foil") + 5), 'athena-syntax', 5],
    ['a list without end', PERL.slice(0, PERL.indexOf('@y')) + '@y = (1,2', 'athena-syntax', 7],
    ['a word among the numbers', PERL.replaceAll("'7080'", "'system(1)'"), 'athena-number', 6],
    ['arrays of unequal length', PERL.replaceAll("'7080',", ''), 'athena-lengths', 4],
  ])('are refused with the line for %s', async (_, content, code, line) => {
    expect(await errorOf(content)).toMatchObject({ code, line });
  });

  it('are refused with a next step when nothing but chi(k) is inside', async () => {
    expect(await errorOf(HEAD + group('cccc', `'is_chi',1`))).toMatchObject({ code: 'athena-empty' });
    expect(await errorOf(HEAD)).toMatchObject({ code: 'athena-empty' });
  });

  it('are never evaluated', () => {
    const [statement] = parsePerl('@x = (`rm -r x`, system, 1);').statements;
    expect(statement).toMatchObject({ variable: '@x', value: ['`rm', '-r', 'x`', 'system', '1'] });
    expect(parsePerl(`@x = ${'('.repeat(5000)}`).fault).toMatchObject({ code: 'athena-syntax' });
  });

  it('keep a group whose unneeded arrays or single points are no numbers', async () => {
    const odd = mu.map((value, i) => (i === 12 ? 'nan' : value));
    const stddev = `@stddev = (${quoted(mu.map(() => 'null'))});\n[record]`;
    const scans = await scansOf(HEAD + group('a', `'label','one'`, odd).replace('[record]', stddev));
    expect(scans.map(({ title }) => title)).toEqual(['one']);
    expect(scans[0].channels.map(({ label }) => label)).toEqual(['energy', 'xmu']);
    expect(scans[0].channels[1].values[12]).toBeNaN();
  });

  it('leave a damaged group out with a remark, and what follows a cut', async () => {
    const short = group('b', `'label','two'`, mu.slice(1));
    const damaged = await scansOf(HEAD + group('a', `'label','one'`) + short + group('c', `'label','three'`));
    expect(damaged.map(({ title }) => title)).toEqual(['one', 'three']);
    expect(damaged[0].warnings).toEqual([
      {
        code: 'athena-damaged',
        message: expect.stringMatching(/"two" .*40 energies and 39 values/) as string,
      },
    ]);
    expect(damaged[1].warnings).toEqual([]);
    const cut = await scansOf(HEAD + group('a', `'label','one'`) + short.slice(0, 300));
    expect(cut.map(({ title }) => title)).toEqual(['one']);
    expect(cut[0].warnings.map(({ code }) => code)).toEqual(['athena-syntax']);
  });
});

describe('Athena projects in JSON form', () => {
  const project = (change: Record<string, unknown> = {}) =>
    JSON.stringify({
      _____header1: '# Athena project file -- Demeter version 0.9.26',
      second: {
        args: { label: 'two', bkg_z: 'Fe', is_nor: 0, titles: [] },
        x: energies.map(String),
        y: mu,
        signal: [],
      },
      first: { args: { label: 'one', bkg_z: 'Fe', bkg_eshift: '2' }, x: energies.map(String), y: mu },
      _____journal: ['note'],
      _____order: ['first', 'second'],
      ...change,
    });

  it('give the groups in the stated order', async () => {
    const scans = await scansOf(project());
    expect(scans.map(({ title }) => title)).toEqual(['one', 'two']);
    expect(scans[0]).toMatchObject({ element: 'Fe', energyShift: 2 });
  });

  it.each(['__proto__', 'constructor'])('keep a group called %s', async (name) => {
    const text = project().replaceAll('"first"', `"${name}"`);
    expect((await scansOf(text)).map(({ title }) => title)).toEqual(['one', 'two']);
  });

  it('are refused when cut off or damaged', async () => {
    expect(await errorOf(project().slice(0, 900))).toMatchObject({ code: 'athena-json' });
    expect(
      await errorOf('{"_____header1": "# Athena project file -- Demeter version 0.9.26", "a": 3}'),
    ).toMatchObject({
      code: 'athena-lengths',
    });
  });

  it('leave a damaged group out with a remark', async () => {
    for (const second of [{ args: {}, x: 3, y: [] }, null, 'two', { args: null, x: [1, {}], y: mu }]) {
      const scans = await scansOf(project({ second }));
      expect(scans.map(({ title }) => title)).toEqual(['one']);
      expect(scans[0].warnings.map(({ code }) => code)).toEqual(['athena-damaged']);
    }
    const nothing = { args: { label: 'two' }, x: energies, y: mu.map(Number), stddev: null, i0: null };
    expect(await scansOf(project({ second: nothing }))).toHaveLength(2);
  });
});

describe('counts of a detector in an Athena project', () => {
  it('are left out beside spectra', async () => {
    const project =
      HEAD +
      group('aaaa', "'label','rust','bkg_z','Fe'") +
      group('bbbb', "'label','I0','datatype','detector'");
    expect((await scansOf(project)).map(({ title }) => title)).toEqual(['rust']);
  });
});

describe('columns that Athena exports', () => {
  it.each([
    ['flat before norm', 'energy norm nbkg flat fbkg', 'flat (normalised)', 3],
    ['xmu alone', 'energy xmu bkg pre_edge post_edge', 'xmu', 1],
  ])('take %s', async (_, labels, expression, column) => {
    const rows = energies.map((e, i) => [e, mu[i], 0, Number(mu[i]) * 0.99, 0].join('  ')).join('\n');
    const [scan] = await scansOf(
      `# XDI/1.0  Demeter/0.9.26\n# Athena data file\n# Element.symbol: Fe\n#------\n# ${labels}\n${rows}`.replace(
        'XDI/1.0  Demeter',
        'Demeter',
      ),
    );
    const result = interpret(scan, 'athena-columns');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.attribution.muExpression).toBe(expression);
    expect(result.attribution.choices.mu).toMatchObject({ column });
  });
});
