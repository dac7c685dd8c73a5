import { elementOf } from '../src/domain/elements';
import { XanopyError } from '../src/domain/errors';
import {
  LEGENDRE_DEGREES,
  POST_EDGE_DEGREES,
  PRE_EDGE_DEGREES,
  type FitRange,
  type NormalisationOptions,
} from '../src/domain/spectrum/normalise';
import { USUAL_REBIN, type PointEdits } from '../src/domain/spectrum/points';
import type { PrepareOptions } from '../src/domain/spectrum/prepare';

/** The options of the command that fix something of the analysis, as `parseArgs` wants them. */
export const PREPARE_FLAGS = {
  element: { type: 'string' },
  e0: { type: 'string' },
  'pre-edge': { type: 'string' },
  'pre-edge-order': { type: 'string' },
  'post-edge': { type: 'string' },
  'post-edge-order': { type: 'string' },
  mback: { type: 'string' },
  'edge-step': { type: 'string' },
  'not-flattened': { type: 'boolean', default: false },
  shift: { type: 'string' },
  calibrate: { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  remove: { type: 'string' },
  rebin: { type: 'boolean', default: false },
} as const;

export const PREPARE_HELP = `  --element SYMBOL   the absorber, where the file does not say or is wrong
  --e0 EV            E0 in eV, instead of the automatic one
  --pre-edge=FROM:TO --post-edge=FROM:TO
                     where the background is fitted, in eV from E0, such as --pre-edge=-150:-30
  --pre-edge-order N (0 or 1), --post-edge-order N (0 to 3)
  --mback N          MBACK with Legendre polynomials up to order N (1 to 6), instead of line and polynomial
  --edge-step X      the edge step in units of the signal
  --not-flattened    leaves the slope above the edge in
  --shift=EV         added to the energies, such as --shift=-0.4; E0 and ranges are of the shifted energies
  --calibrate        shifts every scan so that the foil measured with it stands at its tabulated energy
  --from EV --to EV  points outside are left out; energies as the file has them
  --remove EV,EV     the points nearest to these energies are left out
  --rebin            averages in bins of 10 eV below the edge, 0.5 eV around it, 0.05 1/angstrom above`;

type PrepareValues = {
  readonly [Flag in keyof typeof PREPARE_FLAGS]?: Flag extends 'not-flattened' | 'calibrate' | 'rebin'
    ? boolean
    : string;
};

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

function positive(text: string, what: string): number {
  const value = numberOf(text);
  if (!(value > 0 && Number.isFinite(value)))
    throw new XanopyError('usage', `${what} must be a number above 0, not ${text}.`);
  return value;
}

function range(text: string, flag: string): FitRange {
  const [from, to, ...more] = text.split(':').map(numberOf);
  if (!(Number.isFinite(from) && Number.isFinite(to)) || more.length > 0) {
    throw new XanopyError(
      'usage',
      `--${flag} takes two energies from E0 in eV, such as --${flag}=50:400, not ${text}.`,
    );
  }
  return { from, to };
}

function order<Order extends number>(text: string, orders: readonly Order[], flag: string): Order {
  const found = orders.find((value) => value === numberOf(text));
  if (found === undefined)
    throw new XanopyError('usage', `--${flag} is one of ${orders.join(', ')}, not ${text}.`);
  return found;
}

function pointsFrom({ from, to, remove, rebin }: PrepareValues): PointEdits {
  const removed = remove?.split(',').map((energy) => positive(energy, 'Each energy of --remove'));
  return {
    ...(from === undefined ? {} : { from: positive(from, '--from') }),
    ...(to === undefined ? {} : { to: positive(to, '--to') }),
    ...(removed ? { removed } : {}),
    ...(rebin ? { rebin: USUAL_REBIN } : {}),
  };
}

function shiftFrom(text: string): number {
  const shift = numberOf(text);
  if (!Number.isFinite(shift))
    throw new XanopyError('usage', `--shift takes a number of eV, such as --shift=-0.4, not ${text}.`);
  return shift;
}

function normalisationFrom(values: PrepareValues): NormalisationOptions {
  const { 'pre-edge': preEdge, 'post-edge': postEdge, 'edge-step': edgeStep } = values;
  const { 'pre-edge-order': preOrder, 'post-edge-order': postOrder } = values;
  return {
    ...(preEdge === undefined ? {} : { preEdge: range(preEdge, 'pre-edge') }),
    ...(preOrder === undefined ? {} : { preEdgeDegree: order(preOrder, PRE_EDGE_DEGREES, 'pre-edge-order') }),
    ...(postEdge === undefined ? {} : { postEdge: range(postEdge, 'post-edge') }),
    ...(postOrder === undefined
      ? {}
      : { postEdgeDegree: order(postOrder, POST_EDGE_DEGREES, 'post-edge-order') }),
    ...(values.mback === undefined ? {} : { legendreDegree: order(values.mback, LEGENDRE_DEGREES, 'mback') }),
    ...(edgeStep === undefined ? {} : { edgeStep: positive(edgeStep, 'The edge step') }),
    ...(values['not-flattened'] ? { isFlattened: false } : {}),
  };
}

/**
 * What the command line fixes of the analysis.
 * @throws XanopyError `usage`
 */
export function prepareOptionsFrom(values: PrepareValues): PrepareOptions {
  const element = values.element === undefined ? undefined : elementOf(values.element);
  if (values.element !== undefined && !element) {
    throw new XanopyError('usage', `${values.element} is not a chemical element. Give a symbol such as Fe.`);
  }
  if (values.calibrate && values.shift !== undefined) {
    throw new XanopyError('usage', '--calibrate and --shift exclude each other: give one of them.');
  }
  const normalisation = normalisationFrom(values);
  const points = pointsFrom(values);
  return {
    ...(element ? { element: element.symbol } : {}),
    ...(values.e0 === undefined ? {} : { e0: positive(values.e0, 'E0 (eV)') }),
    ...(Object.keys(normalisation).length > 0 ? { normalisation } : {}),
    ...(values.shift === undefined ? {} : { calibration: { shift: shiftFrom(values.shift) } }),
    ...(values.calibrate ? { isByFoil: true } : {}),
    ...(Object.keys(points).length > 0 ? { points } : {}),
  };
}
