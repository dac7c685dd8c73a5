import { describe, expect, it } from 'vitest';
import { interpret, readSource } from './index';
import { errorOf, rowsOf, scansOf, sourceOf } from './testing';

const formatOf = async (text: string) => {
  const [outcome] = await readSource(sourceOf(text));
  return outcome.kind === 'scans' ? outcome.format : outcome.error.code;
};

describe('FEFF xmu.dat', () => {
  const text =
    '# FEFF 9.9\n# # Abs   Z=26 Rmt= 1.221 Rnm= 1.321 K  shell\n#  omega    e    k    mu    mu0     chi     @#\n' +
    Array.from({ length: 30 }, (_, i) => `  ${7100 + i} ${i - 12} 0.1 ${i / 30} 0.5 0.0`).join('\n');

  it('gives omega and mu, computed, with the absorber', async () => {
    expect(await formatOf(text)).toBe('feff');
    const [scan] = await scansOf(text);
    const result = interpret(scan, 'feff');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.spectrum).toMatchObject({ element: 'Fe', signal: 'computed', isNormalised: true });
    expect(result.spectrum.mu[15]).toBe(0.5);
    expect(result.spectrum.energy[15]).toBe(7115);
  });

  it('refuses another number of columns', async () => {
    expect(await errorOf(text.replaceAll(' 0.0\n', '\n').replace(/ 0\.0$/, ''))).toMatchObject({
      code: 'feff-columns',
    });
  });
});

describe('Materials Project tables', () => {
  const rows = Array.from({ length: 20 }, (_, i) =>
    [7112 + i, i / 20, i < 15 ? 530 + i : '', i < 15 ? i / 10 : '', 7113 + i, i / 19, ''].join('\t'),
  );
  const text = (lines = rows): string =>
    [
      'Absorption (K-edge) for Fe2O3 (mp-24972)',
      'Averaged spectra are interpolated',
      'Avg Fe\t\tAvg O\t\tSite 0 (Fe), multiplicity 4\t\t',
      'E (eV)\tmu\tE (eV)\tmu\tE (ev)\tmu\t',
      ...lines,
    ].join('\r\n');

  it('offer every averaged and site curve, the averaged first, each with its element', async () => {
    const scans = await scansOf(text());
    expect(scans.map(({ title, element }) => [title, element])).toEqual([
      ['Fe2O3 (mp-24972) Avg Fe', 'Fe'],
      ['Fe2O3 (mp-24972) Avg O', 'O'],
      ['Fe2O3 (mp-24972) Site 0 (Fe), multiplicity 4', 'Fe'],
    ]);
    expect(scans.map(({ channels }) => channels[0].values.length)).toEqual([20, 15, 20]);
  });

  it('name line and column of a bad cell', async () => {
    const bad = rows.toSpliced(3, 1, '7115\tx.1\t533\t0.3\t7116\t0.1\t');
    expect(await errorOf(text(bad))).toMatchObject({ code: 'bad-number', line: 8, column: 1 });
    expect(await errorOf(text().replace('E (eV)\tmu', 'x'))).toMatchObject({ code: 'mp-headings' });
  });
});

describe('SPEC', () => {
  const scan = (number: number, rows: string): string =>
    `#S ${number}  zapline mono 1 2\n#D Fri\n#N 3\n#L Mono Energy  I0  Det 1\n${rows}\n`;
  const file = `#F a.dat\n#E 1\n#D Fri\n\n${scan(1, rowsOf(30))}\n${scan(2, '')}\n${scan(3, rowsOf(40))}${scan(1, rowsOf(20))}`;

  it('gives every scan with data, splits labels at two blanks, and names the empty ones', async () => {
    expect(await formatOf(file)).toBe('spec');
    const scans = await scansOf(file);
    expect(scans.map(({ id }) => id)).toEqual(['1', '3', '1.2']);
    expect(scans.map(({ channels }) => channels[0].values.length)).toEqual([30, 40, 20]);
    expect(scans[0].channels.map(({ label, role }) => [label, role])).toEqual([
      ['Mono Energy', 'energy'],
      ['I0', 'i0'],
      ['Det 1', undefined],
    ]);
    expect(scans[0].warnings).toEqual([
      { code: 'spec-empty-scans', message: expect.stringContaining(': 2.') as string },
    ]);
  });

  it('skips the spectra of multichannel analysers', async () => {
    const rows = rowsOf(30).split('\n');
    const withMca = rows.map((row) => `${row}\n@A 1 2 3 \\\n 4 5 6`).join('\n');
    expect((await scansOf(`#F a\n${scan(1, withMca)}`))[0].channels[0].values).toHaveLength(30);
  });

  it('says when every scan is empty', async () => {
    expect(await errorOf(`#F a\n${scan(1, '')}${scan(2, '#C aborted')}`)).toMatchObject({
      code: 'spec-empty',
      line: 2,
    });
  });
});

describe('KEK 9809', () => {
  const head = (mode: number): string =>
    ['  9809     KEK-PF   BL9A', ' Fe010   22.05.11', ' rust', ' Mono :   Si(111)       D=  3.13551 A', ' Ortec(-1)     NDCH = 3',
      '  Angle(c)  Angle(o)    time/s         2         3', `      Mode         0         0         1         ${mode}`,
      '    Offset         0         0  7753.700  7157.100', ''].join('\n'); // prettier-ignore
  const rows = Array.from({ length: 60 }, (_, i) => {
    const angle = 16.4 - 0.01 * i;
    return `  ${angle.toFixed(5)}  ${(angle + 1e-4).toFixed(5)}  1.00  ${100000 + ((i * 37) % 11)}  ${i < 30 ? 50000 + (i % 3) : 90000 + (i % 3)}`;
  }).join('\n');

  it('takes the observed angle, the lattice spacing and the mode of the detectors', async () => {
    expect(await formatOf(head(3) + rows)).toBe('kek-9809');
    const [scan] = await scansOf(head(3) + rows);
    const result = interpret(scan, 'kek-9809');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.attribution.energyColumn).toBe('angle (observed) (degree, d = 3.13551 A)');
    expect(result.attribution.muExpression).toBe('detector 2 / detector 1');
    // E = hc / (2 d sin theta)
    expect(result.spectrum.energy[0]).toBeCloseTo(
      12398.4198 / (2 * 3.13551 * Math.sin((16.4001 * Math.PI) / 180)),
      6,
    );
    const [direct] = await scansOf(head(2) + rows);
    expect(direct.channels[4].role).toBe('transmitted');
  });

  it('refuses a file without modes', async () => {
    expect(await errorOf(head(3).replace('Mode', 'None') + rows)).toMatchObject({ code: 'kek-modes' });
  });
});

describe('FDMNES', () => {
  const rows = Array.from(
    { length: 30 },
    (_, i) => `  ${(i - 15).toFixed(3)}  ${(i / 30).toExponential(6)}`,
  ).join('\n');
  const edge = ' 20000.000   42  1  1     0.00000 = E_edge, Z, n_edge, j_edge';
  const head = `# FDMNES program, Revision 20th of January 2022\n${edge}\n    Energy    <xanes>\n`;

  it('adds the edge energy of the header and names the absorber', async () => {
    const [scan] = await scansOf(head + rows);
    const result = interpret(scan, 'fdmnes');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.spectrum.energy[0]).toBe(19985);
    expect(result.spectrum).toMatchObject({ element: 'Mo', signal: 'computed' });
    expect(result.attribution.energyColumn).toBe('Energy (eV) + 20000 eV');
  });

  it('gives a spectrum for every column of several atoms or polarisations, none for amplitudes', async () => {
    const wide = rows
      .split('\n')
      .map((row, i) => `${row}  ${i / 15}  ${i / 10}  1.5`)
      .join('\n');
    const labelled = head.replace('<xanes>', '<xanes>  xanes(001)  xanes(100)  I(111)');
    const scans = await scansOf(labelled + wide);
    expect(scans.map(({ title }) => title)).toEqual(['xanes', 'xanes(001)', 'xanes(100)']);
    const last = interpret(scans[2], 'fdmnes');
    if (last.kind !== 'spectrum') throw new Error('asked');
    expect(last.spectrum.mu[3]).toBe(0.3);
    expect(last.attribution.muExpression).toBe('xanes(100)');
    // Without labels for all columns the first is the sum.
    expect(await scansOf(head + wide)).toHaveLength(1);
  });

  it('refuses a file that does not state it', async () => {
    expect(await errorOf(head.replace('E_edge', 'edge') + rows)).toMatchObject({ code: 'fdmnes-edge' });
  });
});

describe('EMSA', () => {
  const head = (type: string): string =>
    `#FORMAT      : EMSA/MAS Spectral Data File\n#TITLE       : rust\n#DATATYPE    : ${type}\n#XUNITS      : keV\n#OFFSET      : 7.0\n#XPERCHAN    : 0.002\n#SIGNALTYPE  : ELS\n#SPECTRUM    : Spectral Data Starts Here\n`;
  const values = Array.from({ length: 60 }, (_, i) => (i < 30 ? 10 : 20) + i / 10);

  it('reads values on an even axis, several a line', async () => {
    const text = `${head('Y')}${values.map((value, i) => value + (i % 4 === 3 ? ',\n' : ', ')).join('')}#ENDOFDATA   :\n`;
    expect(await formatOf(text)).toBe('emsa');
    const result = interpret((await scansOf(text))[0], 'emsa');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.attribution.unit).toBe('keV');
    expect(result.spectrum.energy[10]).toBeCloseTo(7020, 9);
    expect([...result.spectrum.mu]).toEqual(values);
    expect(result.warnings.map(({ code }) => code)).toEqual(['is-eels']);
  });

  it('reads pairs', async () => {
    const text = `${head('XY')}${values.map((value, i) => `${7 + i / 500}, ${value}`).join('\n')}\n#ENDOFDATA   :`;
    const [scan] = await scansOf(text);
    expect(scan.channels[0].values[1]).toBe(7.002);
    expect(scan.channels[1].values[1]).toBe(10.1);
  });

  it.each([
    ['an unknown data type', head('Z') + '1 2 3 4', 'emsa-type'],
    ['a missing axis', head('Y').replace('#XPERCHAN', '#NOTHING') + '1 2 3 4', 'emsa-axis'],
    ['half a pair', `${head('XY')}1 2 3 4 5 6 7`, 'emsa-pairs'],
    ['a word', `${head('Y')}1 2 x 4`, 'bad-number'],
    ['no data', head('Y'), 'too-few-points'],
  ])('refuses %s', async (_, text, code) => {
    expect(await errorOf(text)).toMatchObject({ code });
  });
});

describe('files of other kinds', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
  const noise = Uint8Array.from({ length: 4000 }, (_, i) => (i * i * 31) % 251);
  it.each([
    ['nothing', '', 'empty-file'],
    ['blanks', ' \n\n\t ', 'empty-file'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'is-pdf'],
    ['a PNG', png, 'is-image'],
    ['a TIFF', Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0), 'is-image'],
    ['a big-endian TIFF', Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8), 'is-image'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0), 'is-image'],
    ['a web page', '<!DOCTYPE html>\n<html><body>Login</body></html>', 'is-html'],
    ['XML', '<?xml version="1.0"?><a/>', 'is-xml'],
    ['an Office file', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'is-office'],
    ['a RAR archive', 'Rar!\x1a\x07', 'is-archive'],
    ['binary data', noise, 'is-binary'],
    ['prose', 'Dear beamline,\nthank you for the time.\n', 'no-table'],
  ])('%s is refused with a sentence of its own', async (_, content, code) => {
    const error = await errorOf(content);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
  });
});
