import { evaluateJob, type EvaluationJob, type EvaluationResult } from './evaluate-job';

export interface NumberedJob {
  readonly index: number;
  readonly job: EvaluationJob;
}

export interface NumberedResult {
  readonly index: number;
  readonly result: EvaluationResult;
}

/** One job of `npm run evaluate`. */
export default ({ index, job }: NumberedJob): NumberedResult => ({ index, result: evaluateJob(job) });
