import { expect, it } from 'vitest';
import { parseSite, readHeldOut, readMaterials } from './dataset';

it('refuses spectra whose potentials did not become self-consistent, naming the line', () => {
  const line = {
    material: 'nickel oxide',
    formula: 'NiO',
    element: 'Ni',
    site: 0,
    multiplicity: 4,
    sitesOfElement: 1,
    energy: [8330, 8331],
    mu: [0, 1],
    cnWeights: { 6: 1 },
    motifs: { 6: { octahedral: 1 } },
  };
  const read = (scfConverged?: boolean): unknown =>
    parseSite(JSON.stringify({ ...line, scfConverged }), 'Ni.ndjson.gz line 7');
  expect(read()).toMatchObject(line);
  expect(read(true)).toMatchObject(line);
  expect(() => read(false)).toThrow(/line 7: its potentials did not become self-consistent\. .*remove the line/);
});

it.each([
  ['Ti', 'mp-3397'],
  ['V', 'mp-19052'],
  ['K', 'mp-19052'],
  ['Cr', 'mp-19215'],
])('keeps the held-out crystal of %s out of training', (element, material) => {
  expect(readHeldOut(element).map((held) => held.material)).toEqual([material]);
  const learnt = readMaterials(element).map((known) => known.material);
  expect(learnt.length).toBeGreaterThan(50);
  expect(learnt).not.toContain(material);
});
