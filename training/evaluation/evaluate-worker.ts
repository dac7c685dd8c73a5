import { parentPort } from 'node:worker_threads';
import { evaluateJob, type EvaluationJob, type EvaluationResult } from './evaluate-job';

export interface NumberedJob {
  readonly index: number;
  readonly job: EvaluationJob;
}

export interface NumberedResult {
  readonly index: number;
  readonly result: EvaluationResult;
}

parentPort?.on('message', ({ index, job }: NumberedJob) => {
  const answer: NumberedResult = { index, result: evaluateJob(job) };
  parentPort?.postMessage(answer);
});
