import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { modelFilesIn } from '../node/models';
import { structureResultsSchema } from '../src/exporters/structure-schema';
import { structureCommand } from './structure';

const MODELS = modelFilesIn(new URL('../public/models/', import.meta.url));
const EXAMPLES = 'public/examples';

describe('xanopy structure', () => {
  afterEach(() => vi.restoreAllMocks());

  const printed = async (...args: string[]): Promise<{ code: number; text: string }> => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    log.mockClear();
    const code = await structureCommand(args, MODELS);
    return { code, text: log.mock.calls.map(([line]) => String(line)).join('\n') };
  };

  it('prints expected beside found, in the form of the published schema; bad files do not stop it', async () => {
    const { code, text } = await printed(
      `${EXAMPLES}/hematite.cif`, 'nowhere.cif', '--spectrum', `${EXAMPLES}/Fe2O3-Fe-computed.xdi`, '--spectrum',
      `${EXAMPLES}/CuO-Cu-computed.xdi`, '--spectrum', 'nowhere.dat', '--json',
    ); // prettier-ignore
    expect(code).toBe(0);
    const results = v.parse(structureResultsSchema, JSON.parse(text));
    const octahedron = [{ cn: 6, motifs: ['octahedral', 'pentagonal pyramidal', 'hexagonal planar'] }];
    expect(results.map(({ file }) => file)).toEqual(['nowhere.dat', 'public/examples/hematite.cif', 'nowhere.cif']);
    expect(results[1]).toMatchObject({
      formula: 'Fe2O3',
      spaceGroup: { number: 167 },
      expectations: [{ element: 'Fe', sites: 1, environment: octahedron }],
      comparisons: [
        {
          element: 'Fe',
          applicability: { verdict: 'in-domain', reasons: [] },
          expected: octahedron,
          found: octahedron,
          jaccard: 1,
          onlyFound: [],
        },
      ],
      notCompared: [{ element: 'Cu', reason: 'The spectrum is of Cu, which is no cation of this structure.' }],
    });
  }, 60_000); // prettier-ignore

  it('says the same in words', async () => {
    const { text } = await printed(`${EXAMPLES}/hematite.cif`, '--spectrum', `${EXAMPLES}/Fe2O3-Fe-computed.xdi`);
    const other = await printed(`${EXAMPLES}/hematite.cif`, '--spectrum', `${EXAMPLES}/CuO-Cu-computed.xdi`);
    expect(text).toMatch(/found +CN 6: .*\(Jaccard confidence at most \d\d %\)$/);
    expect(other.text).toMatch(/CuO-Cu-computed.xdi: The spectrum is of Cu, which is no cation/);
    expect(text).toMatch(/Fe of .*Fe2O3-Fe-computed.xdi: Jaccard 1.00\n +expected CN 6: octahedral .*\n +found +CN 6/);
  }, 60_000); // prettier-ignore

  it('says which answer is borderline, and why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xanopy-structure-'));
    try {
      const scan = readFileSync(`${EXAMPLES}/Fe2O3-Fe-computed.xdi`, 'utf8').split('\n');
      const short = join(folder, 'short.xdi');
      // Ends 27 eV above the edge: the window is not whole.
      writeFileSync(
        short,
        scan.filter((line) => line.startsWith('#') || parseFloat(line) < 7151.5).join('\n'),
      );
      const { text } = await printed(`${EXAMPLES}/hematite.cif`, '--spectrum', short);
      expect(text).toMatch(/found +borderline: CN 6: .*\n +! The last .* eV window were not measured/);
      const json = await printed(`${EXAMPLES}/hematite.cif`, '--spectrum', short, '--json');
      const [result] = v.parse(structureResultsSchema, JSON.parse(json.text));
      expect('error' in result ? [] : result.comparisons).toMatchObject([
        { applicability: { verdict: 'borderline', reasons: [{ code: 'window-incomplete' }] } },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
