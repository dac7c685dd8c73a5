import { expect, it } from 'vitest';
import { trainingTwin } from './twin';
import type { Neighbour } from './types';

const neighbour = (distance: number): Neighbour => ({
  material: 'mp-1',
  formula: 'FeO',
  environment: [],
  distance,
  shift: 0,
  energy: new Float64Array(),
  mu: new Float64Array(),
});

it('knows a training spectrum again, but not one that merely resembles it', () => {
  expect(trainingTwin({ neighbours: [neighbour(0.0018), neighbour(0.05)] })?.material).toBe('mp-1');
  expect(trainingTwin({ neighbours: [neighbour(0.02)] })).toBeNull();
  expect(trainingTwin({ neighbours: [] })).toBeNull();
});
