import { levenbergMarquardt } from 'ml-levenberg-marquardt';
import { Matrix, pseudoInverse } from 'ml-matrix';

/** Part of a model of normalised mu over energies in eV from E0: value and derivatives by its parameters. */
interface Part {
  readonly count: number;
  readonly at: (p: readonly number[], x: number) => number;
  readonly gradient: (p: readonly number[], x: number) => number[];
}

const step = (x: number, place: number, width: number): number =>
  0.5 + Math.atan((x - place) / width) / Math.PI;

/** Constant, slope, and height, place and half width (eV) of an arctangent. */
const ARCTANGENT: Part = {
  count: 5,
  at: ([constant, slope, height, place, width], x) => constant + slope * x + height * step(x, place, width),
  gradient: ([, , height, place, width], x) => {
    const u = (x - place) / width;
    const bell = height / (Math.PI * width * (1 + u * u));
    return [1, x, step(x, place, width), -bell, -bell * u];
  },
};

const ROOT = Math.sqrt(2 * Math.PI);

/** Area, centre and standard deviation (eV) of a Gaussian. */
const GAUSSIAN: Part = {
  count: 3,
  at: ([area, centre, sigma], x) => (area / (sigma * ROOT)) * Math.exp(-0.5 * ((x - centre) / sigma) ** 2),
  gradient: ([area, centre, sigma], x) => {
    const u = (x - centre) / sigma;
    const unit = Math.exp(-0.5 * u * u) / (sigma * ROOT);
    return [unit, (area * unit * u) / sigma, (area * unit * (u * u - 1)) / sigma];
  },
};

/** Points of a scan around a peak: energies (eV from E0) and normalised mu. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface Gaussian {
  readonly area: number;
  readonly centre: number;
  readonly sigma: number;
}

/** Background and Gaussians, fitted together by least squares. */
export interface FittedModel {
  readonly background: (x: number) => number;
  readonly gaussians: readonly Gaussian[];
  /** Of all parameters: those of the background, then area, centre and sigma of every Gaussian. */
  readonly covariance: Matrix;
  /** Number of parameters of the background. */
  readonly offset: number;
  /** Root mean square of the residuals, for the degrees of freedom. */
  readonly scatter: number;
  /** Bayesian information criterion. */
  readonly bic: number;
}

/** Of the arctangent's parameters. */
const LOWEST = [-0.5, -0.05, 0.05, -6, 0.2];
const HIGHEST = [0.5, 0.05, 3, 12, 8];
/** Of the Gaussians: eV, eV times edge steps. */
const NARROWEST = 0.25;
const WIDEST = 2.5;
const LARGEST = 20;

/** Least squares of background and Gaussians, which begin as given and stay between `low` and `high` (eV from E0). */
export function fitModel(
  { x, y }: Points,
  begin: readonly Gaussian[],
  [low, high]: readonly [number, number],
): FittedModel {
  const parts = [ARCTANGENT, ...begin.map(() => GAUSSIAN)];
  const starts: number[] = [];
  let count = 0;
  for (const part of parts) {
    starts.push(count);
    count += part.count;
  }
  const slice = (p: readonly number[], i: number): number[] => p.slice(starts[i], starts[i] + parts[i].count);
  const model = (p: readonly number[]) => {
    const slices = parts.map((_, i) => slice(p, i));
    return (at: number): number => parts.reduce((sum, part, i) => sum + part.at(slices[i], at), 0);
  };
  const gradient = (p: readonly number[]) => {
    const slices = parts.map((_, i) => slice(p, i));
    return (at: number): number[] => parts.flatMap((part, i) => part.gradient(slices[i], at));
  };
  const { parameterValues } = levenbergMarquardt({ x, y }, model, {
    initialValues: [
      ...[y[0], 0, 1, 0, 1.5],
      ...begin.flatMap(({ area, centre, sigma }) => [area, centre, sigma]),
    ],
    minValues: [...LOWEST, ...begin.flatMap(() => [0, low, NARROWEST])],
    maxValues: [...HIGHEST, ...begin.flatMap(() => [LARGEST, high, WIDEST])],
    jacobianFunction: gradient,
    errorTolerance: 1e-10,
    improvementThreshold: 1e-6,
    maxIterations: 150,
  });
  const fitted = model(parameterValues);
  const squares = x.reduce((sum, at, i) => sum + (y[i] - fitted(at)) ** 2, 0);
  const variance = squares / Math.max(1, x.length - count);
  const jacobian = new Matrix(Array.from(x, gradient(parameterValues)));
  const ofBackground = slice(parameterValues, 0);
  return {
    background: (at) => ARCTANGENT.at(ofBackground, at),
    gaussians: begin.map((_, i) => {
      const [area, centre, sigma] = slice(parameterValues, i + 1);
      return { area, centre, sigma };
    }),
    covariance: pseudoInverse(jacobian.transpose().mmul(jacobian)).mul(variance),
    offset: ARCTANGENT.count,
    scatter: Math.sqrt(variance),
    bic: x.length * Math.log(Math.max(squares, 1e-12) / x.length) + count * Math.log(x.length),
  };
}

/** Height of the Gaussians together at an energy. */
export const heightAt = (gaussians: readonly Gaussian[], x: number): number =>
  gaussians.reduce((sum, { area, centre, sigma }) => sum + GAUSSIAN.at([area, centre, sigma], x), 0);

/** Derivatives of that height by area, centre and sigma of each. */
export const heightGradient = (gaussians: readonly Gaussian[], x: number): number[] =>
  gaussians.flatMap(({ area, centre, sigma }) => GAUSSIAN.gradient([area, centre, sigma], x));
