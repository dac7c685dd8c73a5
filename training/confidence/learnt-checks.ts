import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  decodeOxideCheck,
  encodeOxideCheck,
  type OxideChecks,
} from '../../src/domain/confidence/oxide-check';
import { fingerprint } from '../growing/fingerprint';
import { runParallel } from '../growing/pool';
import type { CheckJob, CheckResult } from './check-worker';
import type { HeldOutWindow, LearntCheck } from './oxide-check';

const CACHE = join(import.meta.dirname, '..', '..', '.cache', 'oxide-check');
const KINDS = ['transmission', 'any'] as const satisfies readonly (keyof OxideChecks)[];

const run = (
  checks: readonly (keyof OxideChecks)[],
  leftOut: CheckJob['leftOut'],
  onDone: (result: CheckResult) => void,
): Promise<void> =>
  runParallel<CheckJob, CheckResult>(
    new URL('./check-worker.ts', import.meta.url),
    checks.map((check) => ({ check, leftOut })),
    onDone,
  );

/** Both checks, learnt anew where their code or data have changed: the seed of the forests has no part in them. */
export async function learntChecks(): Promise<Readonly<Record<keyof OxideChecks, LearntCheck>>> {
  mkdirSync(CACHE, { recursive: true });
  const key = fingerprint('confidence/oxide-check').slice(0, 16);
  const fileOf = (check: keyof OxideChecks): string => join(CACHE, `${check}-${key}.json`);
  await run(
    KINDS.filter((check) => !existsSync(fileOf(check))),
    'compounds',
    ({ check, learnt }) => {
      if (learnt)
        writeFileSync(fileOf(check), JSON.stringify([learnt.whole, ...learnt.parts].map(encodeOxideCheck)));
    },
  );
  const read = (check: keyof OxideChecks): LearntCheck => {
    const json: unknown = JSON.parse(readFileSync(fileOf(check), 'utf8'));
    const [whole, ...parts] = (Array.isArray(json) ? json : []).map(decodeOxideCheck);
    return { whole, parts };
  };
  return { transmission: read('transmission'), any: read('any') };
}

/** Windows of what is no oxide, judged by trees that never saw their element. */
export async function foreignOfUnseenElements(): Promise<
  Readonly<Record<keyof OxideChecks, readonly HeldOutWindow[]>>
> {
  const found = { transmission: [] as readonly HeldOutWindow[], any: [] as readonly HeldOutWindow[] };
  await run(KINDS, 'elements', ({ check, windows }) => {
    found[check] = windows;
  });
  return found;
}
