import { describe, expect, it } from 'vitest';
import { MOTIF_NAMES, motifGeometry } from '../environment/geometry';
import type { Vector } from '../vector';
import { motifOrderParameters } from './order-parameters';

const ligandsOf = (name: string): readonly Vector[] => motifGeometry(name)?.ligands ?? [];

/** A rotation about (1, 2, 3) by 1 radian and a stretch, by Rodrigues' formula. */
function turned([x, y, z]: Vector): Vector {
  const [c, s] = [Math.cos(1), Math.sin(1)];
  const axis = [1, 2, 3].map((value) => value / Math.sqrt(14));
  const along = (1 - c) * (axis[0] * x + axis[1] * y + axis[2] * z);
  return [
    2 * (x * c + s * (axis[1] * z - axis[2] * y) + axis[0] * along),
    2 * (y * c + s * (axis[2] * x - axis[0] * z) + axis[1] * along),
    2 * (z * c + s * (axis[0] * y - axis[1] * x) + axis[2] * along),
  ];
}

describe('the order parameter', () => {
  it.each(MOTIF_NAMES)('of an ideal %s is 1 and the largest of its number', (name) => {
    const values = motifOrderParameters(ligandsOf(name));
    expect(values.get(name)).toBeCloseTo(1, 2);
    expect(Math.max(...values.values())).toBeCloseTo(values.get(name) ?? 0, 2);
  });

  it('depends on directions only', () => {
    for (const name of MOTIF_NAMES) {
      const [straight, other] = [ligandsOf(name), ligandsOf(name).map(turned)].map(motifOrderParameters);
      for (const [motif, value] of straight) {
        // A turn lifts exact opposites off their axis, where their azimuth is taken as undefined.
        if (!motif.includes('pyramidal'))
          expect(other.get(motif), `${motif} of ${name}`).toBeCloseTo(value, 6);
      }
    }
  });

  it('falls as a motif is distorted', () => {
    const lifted = (height: number): number => {
      const ligands = ligandsOf('octahedral').map(([x, y, z]): Vector => [x, y, z > 0.9 ? z : z + height]);
      return motifOrderParameters(ligands).get('octahedral') ?? 0;
    };
    expect(lifted(0)).toBeGreaterThan(lifted(0.1));
    expect(lifted(0.1)).toBeGreaterThan(lifted(0.3));
  });

  it('does not exist for numbers without motifs', () => {
    expect(motifOrderParameters([]).size).toBe(0);
    expect(motifOrderParameters(Array.from({ length: 9 }, (_, i): Vector => [1, i, 0])).size).toBe(0);
  });
});
