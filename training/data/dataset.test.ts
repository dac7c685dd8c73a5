import { expect, it } from 'vitest';
import { readHeldOut, readMaterials } from './dataset';

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
