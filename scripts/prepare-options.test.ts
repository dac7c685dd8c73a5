import { parseArgs } from 'node:util';
import { expect, it } from 'vitest';
import { PREPARE_FLAGS, prepareOptionsFrom } from './prepare-options';

const parse = (...args: string[]) =>
  prepareOptionsFrom(parseArgs({ args, options: PREPARE_FLAGS, strict: true }).values);

it('moves the energies by a number or by the foil, not both', () => {
  expect(parse('--shift=-0.4')).toEqual({ calibration: { shift: -0.4 } });
  expect(parse('--calibrate')).toEqual({ isByFoil: true });
  expect(() => parse('--calibrate', '--shift=1')).toThrow('exclude each other');
  expect(() => parse('--shift=little')).toThrow('--shift takes a number of eV');
});

it('fixes what was asked for and nothing else', () => {
  expect(parse()).toEqual({});
  expect(parse('--element', 'fe', '--e0', '7120')).toEqual({ element: 'Fe', e0: 7120 });
  expect(
    parse(
      '--pre-edge=-150:-30',
      '--pre-edge-order=0',
      '--post-edge',
      '50:400',
      '--post-edge-order=3',
      '--edge-step=0.7',
      '--not-flattened',
    ),
  ).toEqual({
    normalisation: {
      preEdge: { from: -150, to: -30 },
      preEdgeDegree: 0,
      postEdge: { from: 50, to: 400 },
      postEdgeDegree: 3,
      edgeStep: 0.7,
      isFlattened: false,
    },
  });
});

it.each([
  [['--element', 'Xx'], 'Xx is not a chemical element'],
  [['--e0', 'edge'], 'E0 \\(eV\\) must be a number above 0'],
  [['--edge-step', '0'], 'The edge step must be a number above 0'],
  [['--pre-edge=-150'], '--pre-edge takes two energies'],
  [['--post-edge=50:100:200'], '--post-edge takes two energies'],
  [['--post-edge=50:'], '--post-edge takes two energies'],
  [['--pre-edge-order=2'], '--pre-edge-order is one of 0, 1'],
])('says what is wrong with %j', (args, sentence) => {
  expect(() => parse(...args)).toThrow(new RegExp(sentence));
});
