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
      comparisons: [{ element: 'Fe', expected: octahedron, found: octahedron, jaccard: 1, onlyFound: [] }],
      notCompared: [{ element: 'Cu', reason: 'The spectrum is of Cu, which is no cation of this structure.' }],
    });
  }, 60_000); // prettier-ignore

  it('says the same in words', async () => {
    const { text } = await printed(`${EXAMPLES}/hematite.cif`, '--spectrum', `${EXAMPLES}/Fe2O3-Fe-computed.xdi`);
    const other = await printed(`${EXAMPLES}/hematite.cif`, '--spectrum', `${EXAMPLES}/CuO-Cu-computed.xdi`);
    expect(other.text).toMatch(/CuO-Cu-computed.xdi: The spectrum is of Cu, which is no cation/);
    expect(text).toMatch(/Fe of .*Fe2O3-Fe-computed.xdi: Jaccard 1.00\n +expected CN 6: octahedral .*\n +found +CN 6/);
  }, 60_000); // prettier-ignore
});
