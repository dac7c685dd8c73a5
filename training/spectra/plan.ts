import * as v from 'valibot';
import { XanopyError } from '../../src/domain/errors';

/** Every site of one element in one crystal. */
export interface Job {
  readonly element: string;
  readonly material: string;
  /** Coordination number that the job is wanted for; null where none was named. */
  readonly cn: number | null;
  /** Materials with this leading CN that exist already. */
  readonly known: number;
}

const rowSchema = v.object({
  element: v.pipe(v.string(), v.regex(/^[A-Z][a-z]?$/)),
  cn: v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number)),
  material: v.pipe(v.string(), v.minLength(1)),
  known: v.optional(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number)), '0'),
});

/**
 * Jobs of a table with a heading and the tab-separated columns element, CN, material, and last the number of materials
 * that exist already.
 * @throws XanopyError `campaign-table` naming the line
 */
export function parseJobs(text: string): Job[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const cells = line.split('\t');
      const parsed = v.safeParse(rowSchema, {
        element: cells[0],
        cn: cells[1],
        material: cells[2],
        known: cells.length > 3 ? cells[cells.length - 1] : undefined,
      });
      if (!parsed.success) {
        throw new XanopyError(
          'campaign-table',
          `Line ${index + 2} of the table of jobs is not "element, CN, material, ..., known materials", separated by tabs.`,
        );
      }
      return [parsed.output];
    });
}

/** Fewer crystals than this make no class that a forest could learn: they come last. */
const FEWEST_OF_CLASS = 5;

/** The jobs of one element, the rarest coordination number first at every step. */
function rareFirst(jobs: readonly Job[]): Job[] {
  const byCn = new Map<number | null, { readonly waiting: Job[]; count: number }>();
  for (const job of jobs) {
    const group = byCn.get(job.cn) ?? { waiting: [], count: job.known };
    group.waiting.push(job);
    byCn.set(job.cn, group);
  }
  const size = ({ waiting, count }: { readonly waiting: Job[]; readonly count: number }): number =>
    waiting.length + count;
  const [classes, oddities] = [true, false].map((isClass) =>
    [...byCn.values()].filter((group) => size(group) >= FEWEST_OF_CLASS === isClass),
  );
  const ordered: Job[] = [];
  for (;;) {
    const next = classes
      .filter(({ waiting }) => waiting.length > 0)
      .reduce<(typeof classes)[number] | null>(
        (best, group) => (best && best.count <= group.count ? best : group),
        null,
      );
    const job = next?.waiting.shift();
    if (!next || !job) break;
    next.count += 1;
    ordered.push(job);
  }
  return [...ordered, ...oddities.flatMap(({ waiting }) => waiting)];
}

/** Jobs in the order of their worth: the elements take turns, each with its rarest coordination number. */
export function orderJobs(jobs: readonly Job[]): Job[] {
  const byElement = new Map<string, Job[]>();
  for (const job of jobs) byElement.set(job.element, [...(byElement.get(job.element) ?? []), job]);
  const queues = [...byElement.values()].map(rareFirst);
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? [])).flat();
}
