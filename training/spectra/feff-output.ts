import { K_EDGES } from '../../src/domain/elements';
import { XanopyError } from '../../src/domain/errors';

/** The spectrum of one site as FEFF gives it. */
export interface FeffSpectrum {
  /** eV, absolute, with the calculation's own offset. */
  readonly energy: readonly number[];
  /** Normalised to the edge step, same length as `energy`. */
  readonly mu: readonly number[];
  /** Fermi level on the energy axis, eV. */
  readonly fermiEdge: number;
}

/** eV between the Fermi level of a calculation and the tabulated edge, which relaxation and potentials explain. */
const EDGE_TOLERANCE = 60;
/** Ranges that mu takes well below and well above the edge; white lines of the lightest elements reach 40. */
const LARGEST_START = 0.5;
const END = { least: 0.6, most: 1.6 };
const LARGEST_MU = 60;
const FEWEST_POINTS = 50;

const refuse = (message: string): never => {
  throw new XanopyError('feff-output', message);
};

/**
 * Reads `xmu.dat` (columns omega, e, k, mu, mu0, chi) and checks that it is the K edge of `element`.
 * @throws XanopyError `feff-output` with what is wrong
 */
export function readXmu(text: string, element: string): FeffSpectrum {
  const rows = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/).map(Number));
  if (rows.length < FEWEST_POINTS)
    refuse(`FEFF wrote ${rows.length} points, at least ${FEWEST_POINTS} are expected.`);
  if (!rows.every((row) => row.length === 6 && row.every(Number.isFinite))) {
    refuse('xmu.dat holds values that are no numbers.');
  }
  const energy = rows.map(([omega]) => omega);
  const mu = rows.map((row) => row[3]);
  const fermiEdge = rows[0][0] - rows[0][1];
  if (energy.some((value, i) => i > 0 && value <= energy[i - 1]))
    refuse('The energies of xmu.dat do not rise.');
  if (Math.abs(fermiEdge - K_EDGES[element]) > EDGE_TOLERANCE) {
    refuse(
      `The Fermi level at ${fermiEdge.toFixed(1)} eV is not at the K edge of ${element} (${K_EDGES[element]} eV).`,
    );
  }
  const last = mu[mu.length - 1];
  if (
    mu[0] > LARGEST_START ||
    last < END.least ||
    last > END.most ||
    mu.some((value) => value < -0.1 || value > LARGEST_MU)
  ) {
    refuse(
      `mu runs from ${mu[0].toFixed(2)} to ${last.toFixed(2)} (most ${Math.max(...mu).toFixed(2)}): no edge step of 1.`,
    );
  }
  return { energy, mu, fermiEdge };
}
