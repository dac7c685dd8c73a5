import { describe, expect, it } from 'vitest';
import { components } from '../domain/mixture/components';
import { resolution } from '../domain/mixture/resolution';
import { madeUp, mixed, resultOf as resultOfWork } from '../domain/mixture/testing';
import { interpret, readSource } from '../readers';
import { journalOf } from './journal';
import {
  componentsCsv,
  derivationOf,
  describeResolution,
  pureSpectrumXdi,
  sharesCsv,
  type ResolutionRecord,
} from './resolution';
import { resultOf } from './result';
import { ironAnalysis, ORIGIN, PROVENANCE } from './testing';

const RANGE = { from: 7100, to: 7150 };
const CURVES = [0, 0.25, 0.5, 1].map((share, i) =>
  mixed(
    [
      [1 - share, madeUp('A')],
      [share, madeUp('B', { edge: 7124 })],
    ],
    0.001,
    `${i}`,
  ),
);
const SCANS = CURVES.map((_, i) => ({ name: i === 1 ? 'one, two' : `${i}.dat`, sha256: `${i}f`.repeat(32) }));

const record = (): ResolutionRecord => {
  const options = { ...RANGE, pure: 2, isClosed: true };
  return { scans: SCANS, options, result: resultOfWork(resolution(CURVES, options)) };
};

describe('what a series is made of', () => {
  it('is a table of indicators', () => {
    const result = resultOfWork(components(CURVES, RANGE));
    const lines = componentsCsv({ scans: SCANS, result }, PROVENANCE).split('\n');
    expect(lines[0]).toBe('# Xanopy principal components');
    expect(lines).toContain(`# scan 2: one, two, sha256 ${'1f'.repeat(32)}`);
    expect(lines).toContain('# suggested: 2 (F test, 5 %); smallest indicator function at 2');
    const table = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(table[0]).toBe('components,eigenvalue,explained,real_error,imbedded_error,indicator,chance');
    expect(table).toHaveLength(4);
  });

  it('is a table of shares', () => {
    const [heading, ...rows] = sharesCsv(record(), PROVENANCE)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(heading).toBe('scan,file,pure_1,pure_2,rms,sha256');
    expect(rows[1]).toMatch(/^2,"one, two",0\.7[45]\d*,0\.2[45]\d*,0\.00\d+,(1f){32}$/);
  });

  it('is spectra as files that read back and say what they were made from', async () => {
    const resolved = record();
    const text = pureSpectrumXdi(resolved, 1);
    const [outcome] = await readSource({
      name: 'pure.xdi',
      path: '',
      bytes: new TextEncoder().encode(text),
    });
    if (outcome.kind !== 'scans') throw new Error(outcome.error.message);
    const [scan] = outcome.scans;
    const read = interpret(scan, 'xdi');
    if (read.kind !== 'spectrum') throw new Error(read.question.text);
    expect(read.spectrum).toMatchObject({ isNormalised: true, element: 'Fe' });
    expect(read.spectrum.mu).toEqual(resolved.result.spectra[1]);
    expect(Object.fromEntries(scan.metadata)).toMatchObject({
      'Derivation.scan_2': `one, two, sha256 ${'1f'.repeat(32)}`,
    });
    const derivation = derivationOf(scan.metadata);
    expect(derivation).toEqual({ derivation: `pure spectrum 2 of ${describeResolution(resolved)}` });
    const journal = journalOf(resultOf('pure.xdi', ironAnalysis(), { ...ORIGIN, ...derivation }));
    expect(Object.fromEntries(journal)['computed as']).toContain('begun with 0.dat and 3.dat');
    expect(derivationOf([['Comment', 'measured']])).toEqual({});
  });
});
