import { jaccard, pairsOf } from '../environment/jaccard';
import type { Environment } from '../environment/labels';
import { XanopyError } from '../errors';
import { Random } from '../random';
import { broaden, resample } from '../spectrum/curve';
import type { Curve } from '../spectrum/types';
import { WINDOW_LENGTH, WINDOW_POINTS, WINDOW_START } from '../spectrum/window';
import type { Depth, StabilityProbe } from './types';

/** eV: the E0 errors that calibration and edge finding leave. */
export const E0_SHIFTS: readonly number[] = [-3, -2, -1, 0, 1, 2, 3];
/** Errors of E0 (eV) that the verdict asks about. */
export const VERDICT_REACH = 1;
/** Standard deviation of the noise added to every point of the scan, fraction of the edge step. */
export const NOISE_LEVELS: readonly number[] = [0.01, 0.02, 0.05];
/** Standard deviation (eV) of the added Gaussian resolution. */
export const BROADENINGS: readonly number[] = [0.5, 1, 1.5];
/** Relative errors of the edge step. */
export const EDGE_STEP_ERRORS: readonly number[] = [-0.05, 0.05];

/**
 * What the disturbances ask: the environment that the model sees in a normalised curve with E0 at `e0` (eV).
 * @throws XanopyError where the curve does not cover the window
 */
export type Decide = (curve: Curve, e0: number) => Environment;

/**
 * The curve with normally distributed noise of standard deviation `amount`, always the same for one `seed`: the
 * answer to one spectrum must not depend on when it is asked for.
 */
export function withNoise({ energy, mu }: Curve, amount: number, seed: number): Curve {
  const noise = noiseOf(seed, mu.length);
  const noisy = new Float64Array(mu.length);
  for (let i = 0; i < mu.length; i++) noisy[i] = mu[i] + amount * noise[i];
  return { energy, mu: noisy };
}

/** The noise of every seed as far as it was drawn: it is the same for all spectra. */
const drawn = new Map<number, { readonly random: Random; values: Float64Array }>();

function noiseOf(seed: number, length: number): Float64Array {
  const known = drawn.get(seed) ?? { random: new Random(`noise/${seed}`), values: new Float64Array(0) };
  drawn.set(seed, known);
  const { random, values } = known;
  if (values.length >= length) return values;
  known.values = new Float64Array(length);
  known.values.set(values);
  for (let i = values.length; i < length; i++) known.values[i] = random.normal();
  return known.values;
}

/**
 * The curve as a line below the edge gives it that is wrong by `error` of the edge step: the step is as much too large
 * and what lies below the edge is lifted. An error above the edge alone is a factor, which the models divide out.
 */
export function withEdgeStepError({ energy, mu }: Curve, error: number): Curve {
  const wrong = new Float64Array(mu.length);
  for (let i = 0; i < mu.length; i++) wrong[i] = (mu[i] + error) / (1 + error);
  return { energy, mu: wrong };
}

/** The curve on a grid as fine as the window's, so that broadening does not depend on the scan's steps. */
function onFineGrid(curve: Curve, e0: number): Curve {
  const margin = 10;
  const first = Math.max(curve.energy[0], e0 + WINDOW_START - margin);
  const last = Math.min(curve.energy[curve.energy.length - 1], e0 + WINDOW_START + WINDOW_LENGTH + margin);
  const step = WINDOW_LENGTH / (WINDOW_POINTS - 1);
  return resample(curve, first, last, Math.max(2, Math.round((last - first) / step) + 1));
}

/** Whether two answers are the same classes of the forests, as after most disturbances. */
const isSame = (a: Environment, b: Environment): boolean =>
  a.length === b.length && a.every(({ cn, motifs }, i) => cn === b[i].cn && motifs === b[i].motifs);

/**
 * The answers when E0 is moved, noise is added, the resolution is worse or the edge step wrong. Shifts that leave the range
 * of the scan are left out: nothing is known about them. `brief` makes those only that the verdict looks at.
 */
export function stabilityProbes(
  normalised: Curve,
  e0: number,
  answer: Environment,
  decide: Decide,
  depth: Depth = 'whole',
): StabilityProbe[] {
  const pairs = pairsOf(answer);
  const probe = (
    kind: StabilityProbe['kind'],
    amount: number,
    curve: Curve,
    at: number,
  ): StabilityProbe[] => {
    try {
      const environment = decide(curve, at);
      const agreement = isSame(environment, answer) ? 1 : jaccard(pairs, pairsOf(environment));
      return [{ kind, amount, environment, agreement }];
    } catch (error) {
      if (error instanceof XanopyError) return [];
      throw error;
    }
  };
  const shifted = (shifts: readonly number[]): StabilityProbe[] =>
    shifts.flatMap((shift): StabilityProbe[] =>
      shift === 0
        ? [{ kind: 'e0-shift', amount: 0, environment: answer, agreement: 1 }]
        : probe('e0-shift', shift, normalised, e0 + shift),
    );
  if (depth === 'brief') {
    return shifted(E0_SHIFTS.filter((shift) => shift !== 0 && Math.abs(shift) <= VERDICT_REACH));
  }
  const fine = onFineGrid(normalised, e0);
  return [
    ...shifted(E0_SHIFTS),
    ...NOISE_LEVELS.flatMap((amount, seed) =>
      probe('noise', amount, withNoise(normalised, amount, seed + 1), e0),
    ),
    ...BROADENINGS.flatMap((sigma) => probe('broadening', sigma, broaden(fine, sigma), e0)),
    ...EDGE_STEP_ERRORS.flatMap((error) =>
      probe('edge-step', error, withEdgeStepError(normalised, error), e0),
    ),
  ];
}

/** Mean agreement (0 to 1) of the answers at E0 errors of up to `reach` eV; 1 when none could be made. */
export function agreementUnderShift(probes: readonly StabilityProbe[], reach: number): number {
  const shifts = probes.filter(
    ({ kind, amount }) => kind === 'e0-shift' && amount !== 0 && Math.abs(amount) <= reach,
  );
  return shifts.length === 0 ? 1 : shifts.reduce((sum, { agreement }) => sum + agreement, 0) / shifts.length;
}
