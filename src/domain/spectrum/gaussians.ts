/** Standard deviations beyond which a Gaussian no longer counts. */
export const REACH = 4;

/** Largest difference of the steps of an even grid, relative to a step: what rounding leaves. */
const EVEN = 1e-6;

/** The Gaussian at 0, 1, 2... steps as far as it counts; null where the energies are not even. */
export function gaussiansOn(energy: Float64Array, sigma: number): Float64Array | null {
  const n = energy.length;
  const step = (energy[n - 1] - energy[0]) / (n - 1);
  for (let i = 1; i < n; i++) if (!(Math.abs(energy[i] - energy[i - 1] - step) <= EVEN * step)) return null;
  const last = Math.floor((REACH * sigma) / step + EVEN);
  return Float64Array.from({ length: Math.min(n, last + 1) }, (_, k) =>
    Math.exp(-0.5 * ((k * step) / sigma) ** 2),
  );
}

/** Gaussians between every energy and those behind it, as far as they count. */
export interface PairGaussians {
  /** For every energy the place behind its values, which begin where those before end. */
  readonly ends: Uint32Array;
  readonly values: Float64Array;
}

interface Kept extends PairGaussians {
  /** Of its own: nobody else changes it. */
  readonly energy: Float64Array;
  readonly sigma: number;
}

/** Widths that are asked again and again, each with the energies asked last: those of all spectra of a map. */
const MOST_KEPT = 4;
/** Values that are kept at most: 8 MB. */
const MOST_VALUES = 1 << 20;
let kept: readonly Kept[] = [];

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** How many values there are. */
function countOf(energy: Float64Array, sigma: number): number {
  let count = 0;
  let end = 0;
  for (let i = 0; i < energy.length; i++) {
    end = Math.max(end, i + 1);
    while (end < energy.length && (energy[end] - energy[i]) / sigma <= REACH) end += 1;
    count += end - i - 1;
  }
  return count;
}

/** The Gaussians between the pairs of ascending energies (eV). */
export function pairGaussians(energy: Float64Array, sigma: number): PairGaussians {
  const known = kept.find((one) => one.sigma === sigma);
  if (known && isSame(known.energy, energy)) return known;
  const n = energy.length;
  const count = countOf(energy, sigma);
  // The memory of the energies before serves again.
  const values = known && known.values.length >= count ? known.values : new Float64Array(count);
  const ends = known?.ends.length === n ? known.ends : new Uint32Array(n);
  let place = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const d = (energy[j] - energy[i]) / sigma;
      if (d > REACH) break;
      values[place++] = Math.exp(-0.5 * d * d);
    }
    ends[i] = place;
  }
  const others = kept.filter((one) => one !== known).slice(-(MOST_KEPT - 1));
  kept = values.length > MOST_VALUES ? others : [...others, { energy: energy.slice(), sigma, ends, values }];
  return { ends, values };
}
