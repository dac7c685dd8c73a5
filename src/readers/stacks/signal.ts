import { edgeContrast } from '../mu';
import type { Role } from '../types';

/**
 * What nameless intensities of a stack are, from their mean over it: where they fall at an edge more clearly than they rise
 * anywhere they are transmissions, else absorption.
 * @param energy on any scale, ascending or descending
 */
export function roleOfSignal(energy: Float64Array, mean: Float64Array): Extract<Role, 'mu' | 'transmitted'> {
  const order = Uint32Array.from(energy, (_, i) => i).sort((a, b) => energy[a] - energy[b]);
  const sorted = Float64Array.from(order, (i) => mean[i]);
  return edgeContrast(sorted.map((value) => -value)) > edgeContrast(sorted) ? 'transmitted' : 'mu';
}
