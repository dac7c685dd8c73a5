import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '../src/domain/random';
import {
  bliss,
  elsewhere,
  longNames,
  nxdata,
  nxxas,
  packed,
  session,
  stack,
} from '../src/readers/hdf5-samples';
import { guardedReader } from './reading';

/** Milliseconds; a sound file of this size takes about ten. */
const LIMIT = 2000;
const MUTANTS = 300;
const reader = guardedReader(LIMIT);
afterAll(() => reader.end());

const sourceOf = (bytes: Uint8Array) => ({ name: 'scan.h5', path: '', bytes });

/** A few bytes changed, a block overwritten with zeros or with another block, or the end cut off. */
function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const result = bytes.slice();
  const length = 1 + random.below(512);
  const at = random.below(Math.max(1, bytes.length - length));
  switch (random.below(6)) {
    case 0:
      return result.slice(0, at);
    case 1:
      result.fill(0, at, at + length);
      break;
    case 2:
      result.copyWithin(at, random.below(bytes.length - length), random.below(bytes.length));
      break;
    default:
      for (let i = random.below(12); i >= 0; i--) result[random.below(bytes.length)] = random.below(256);
  }
  return result;
}

describe('damaged HDF5 files', () => {
  it.each(
    Object.entries({ nxxas, nxdata, bliss, packed, session, longNames, elsewhere, stack: () => stack(true) }),
  )(
    'of the layout %s end in scans or in a sentence, within the limit',
    async (name, build) => {
      const whole = await build();
      const random = new Random(`hdf5/${name}`);
      const [sound] = await reader.read(sourceOf(whole));
      expect(sound.kind).toBe(name === 'elsewhere' ? 'failed' : 'scans');
      for (let i = 0; i < MUTANTS; i++) {
        const started = performance.now();
        const [outcome] = await reader.read(sourceOf(damaged(whole, random)));
        if (outcome.kind === 'failed') {
          expect(outcome.error.code, `${name} ${i} ${outcome.error.message}`).not.toBe('internal');
          expect(outcome.error.message).toMatch(/^[A-Z].*\.$/s);
        } else if (outcome.kind === 'scans') {
          expect(outcome.scans.length).toBeGreaterThan(0);
        }
        // With the start of a thread in the place of one that was ended.
        expect(performance.now() - started, `${name} ${i}`).toBeLessThan(LIMIT + 20_000);
      }
      expect(await reader.read(sourceOf(whole))).toEqual([sound]);
    },
    300_000,
  );
});
