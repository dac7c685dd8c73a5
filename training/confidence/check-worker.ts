import type { OxideChecks } from '../../src/domain/confidence/oxide-check';
import { holdOutElements, learnCheck, type HeldOutWindow, type LearntCheck } from './oxide-check';

export interface CheckJob {
  readonly check: keyof OxideChecks;
  /** What the trees that judge never saw. */
  readonly leftOut: 'compounds' | 'elements';
}

export interface CheckResult {
  readonly check: keyof OxideChecks;
  readonly learnt: LearntCheck | null;
  readonly windows: readonly HeldOutWindow[];
}

/** One job of `npm run train` and `npm run evaluate`. */
export default ({ check, leftOut }: CheckJob): CheckResult =>
  leftOut === 'compounds'
    ? { check, learnt: learnCheck(check), windows: [] }
    : { check, learnt: null, windows: holdOutElements(check) };
