import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { evaluationResultSchema, type EvaluationJob, type EvaluationResult } from './evaluate-job';
import type { NumberedJob, NumberedResult } from './evaluate-worker';
import { digest, fingerprint } from '../growing/fingerprint';
import { runParallel } from '../growing/pool';

const CACHE = join(import.meta.dirname, '..', '..', '.cache', 'evaluate');

/** Results of `jobs` in their order; whatever was computed before with the same code and data is read back. */
export async function runEvaluation(jobs: readonly EvaluationJob[]): Promise<EvaluationResult[]> {
  mkdirSync(CACHE, { recursive: true });
  const key = fingerprint('evaluation/evaluate-job');
  const files = jobs.map((job) =>
    join(CACHE, `${job.element}-${digest([key, JSON.stringify(job)]).slice(0, 20)}.json`),
  );
  const missing: NumberedJob[] = jobs.flatMap((job, index) =>
    existsSync(files[index]) ? [] : [{ index, job }],
  );
  const started = performance.now();
  await runParallel<NumberedJob, NumberedResult>(
    new URL('./evaluate-worker.ts', import.meta.url),
    missing,
    ({ index, result }, finished) => {
      writeFileSync(files[index], JSON.stringify(result));
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(
        `${finished}/${missing.length}  ${seconds} s  ${jobs[index].element}  ${jobs[index].recipe.name}`,
      );
    },
  );
  return files.map((file) => v.parse(evaluationResultSchema, JSON.parse(readFileSync(file, 'utf8'))));
}
