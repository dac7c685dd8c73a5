/**
 * npm run spectra -- --structures DIR|FILE --feff BIN_DIR --out DIR [--jobs TABLE] [--elements Fe,Co] [--skip DIR]
 *                    [--workers 2] [--limit 90] [--until HH:MM]
 * npm run spectra -- --pack --out DIR [--into DIR]
 * npm run spectra -- --check 10 --structures DIR|FILE --feff BIN_DIR [--limit 90]
 *
 * Computes the K-edge spectrum of every distinct site with the user's own FEFF10, labels it and writes a line a spectrum.
 * A file `pause` in the output folder holds it, a kill loses at most the sites at work. `--pack` adds what
 * is there to `feff` (oxides) and `nonoxides` in training/data. `--check` computes that many packed spectra again, spread over the
 * elements, and says how far they differ: so your FEFF10 can be trusted before a campaign.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MODEL_ELEMENTS } from '../src/domain/elements';
import { describeError, XanopyError } from '../src/domain/errors';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { difference, knownSpectra, spread, type Difference } from './spectra/check';
import { computeCurve, computeSite, sitesOf, type SiteTask } from './spectra/compute';
import { assertFeff } from './spectra/feff-run';
import { orderJobs, parseJobs, type Job } from './spectra/plan';
import { pack, packedSites, SpectrumStore } from './spectra/store';
import { readCrystals } from './spectra/structures';

const DATA = join(import.meta.dirname, 'data');

const { values } = parseArgs({
  options: {
    structures: { type: 'string' },
    feff: { type: 'string' },
    out: { type: 'string' },
    jobs: { type: 'string' },
    elements: { type: 'string' },
    skip: { type: 'string', default: DATA },
    workers: { type: 'string', default: '2' },
    limit: { type: 'string', default: '90' },
    until: { type: 'string' },
    pack: { type: 'boolean', default: false },
    check: { type: 'string' },
    into: { type: 'string', default: DATA },
  },
});

function required(name: 'structures' | 'feff' | 'out'): string {
  const value = values[name];
  if (value === undefined)
    throw new XanopyError('usage', `Name --${name}; the head of training/spectra.ts says what it means.`);
  return value;
}

function count(name: 'workers' | 'limit' | 'check'): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new XanopyError('usage', `--${name} takes a whole number from 1 on.`);
  return value;
}

/** Milliseconds since 1970 of the next HH:MM, local time. */
function nextTime(text: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined) throw new XanopyError('usage', `--until takes a time such as 07:30, not ${text}.`);
  const end = new Date();
  end.setHours(Number(hours), Number(minutes), 0, 0);
  if (end.getTime() <= Date.now()) end.setDate(end.getDate() + 1);
  return end.getTime();
}

const elements = new Set(values.elements?.split(',') ?? MODEL_ELEMENTS);
const chosen = (element: string): boolean => elements.has(element);

async function campaign(): Promise<void> {
  const programs = required('feff');
  assertFeff(programs);
  const store = new SpectrumStore(required('out'));
  const { crystals, refused } = readCrystals(required('structures'));
  const limit = count('limit');
  const end = values.until === undefined ? Infinity : nextTime(values.until);
  const known = packedSites(values.skip);
  const search = nodeSymmetry().analyze_cell;

  for (const refusal of refused) {
    if (!store.wasRefused('', refusal.material)) store.refuse(refusal);
  }
  const byMaterial = new Map(crystals.map((crystal) => [crystal.material, crystal]));
  const every = (): Job[] =>
    crystals.flatMap(({ material, structure }) =>
      [...new Set(structure.species)].map((element) => ({ element, material, cn: null, known: 0 })),
    );
  const jobs = orderJobs(
    (values.jobs === undefined ? every() : parseJobs(readFileSync(values.jobs, 'utf8'))).filter(
      ({ element, material }) =>
        chosen(element) && byMaterial.has(material) && !store.wasRefused(element, material),
    ),
  );
  console.log(`${crystals.length} crystals, ${refused.length} refused, ${jobs.length} jobs.`);

  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const started = Date.now();
  let next = 0;
  /** Jobs that took computing time, unlike those that an earlier run had done. */
  let worked = 0;
  let made = 0;
  let failed = 0;
  const refuse = ({ material, element }: Job, error: unknown): void => {
    failed += 1;
    const reason = describeError(error).message;
    store.refuse({ material, element, reason });
    console.log(`      ${element.padEnd(2)} ${material}: ${reason}`);
  };
  const tasksOf = (job: Job): SiteTask[] => {
    const crystal = byMaterial.get(job.material);
    if (!crystal) return [];
    return sitesOf(crystal, job.element, search).filter(
      ({ site }) =>
        !known.has(`${job.element} ${job.material} ${site}`) && !store.has(job.element, job.material, site),
    );
  };
  const work = async (): Promise<void> => {
    while (next < jobs.length && Date.now() < end && !stop.signal.aborted) {
      if (store.isPaused) {
        await wait(2000, undefined, { signal: stop.signal }).catch(() => undefined);
        continue;
      }
      const job = jobs[next++];
      try {
        const tasks = tasksOf(job);
        if (tasks.length > 0) worked += 1;
        for (const task of tasks) {
          const before = Date.now();
          store.add(await computeSite(task, programs, limit, stop.signal));
          made += 1;
          const minutes = (Date.now() - started) / 60_000;
          const left = ((jobs.length - next) * minutes) / worked;
          console.log(
            `${String(next).padStart(5)}/${jobs.length} ${job.element.padEnd(2)} ${job.material} site ${task.site}  ` +
              `${((Date.now() - before) / 1000).toFixed(0)} s  ${(made / minutes).toFixed(1)} a minute, ${(left / 60).toFixed(1)} h left`,
          );
        }
      } catch (error) {
        if (!stop.signal.aborted) refuse(job, error);
      }
    }
  };
  await Promise.all(Array.from({ length: count('workers') }, work));
  console.log(`${made} spectra made, ${failed} jobs refused (refused.ndjson says why).`);
}

/** Computes packed spectra again and prints how far they differ from what is packed. */
async function check(): Promise<void> {
  const programs = required('feff');
  assertFeff(programs);
  const crystals = new Map(readCrystals(required('structures')).crystals.map((one) => [one.material, one]));
  const known = knownSpectra(
    join(values.skip, 'feff'),
    ({ material, element, site }) =>
      chosen(element) && crystals.get(material)?.structure.species[site] === element,
  );
  // One crystal an element, from the middle of its list, so that it is neither the rarest nor the most common kind.
  const picked = spread([...known.values()], count('check')).flatMap((list) => {
    const before = list[list.length >> 1];
    const crystal = crystals.get(before.material);
    return crystal ? [{ before, crystal }] : [];
  });
  if (picked.length === 0)
    throw new XanopyError('usage', 'None of these crystals has a packed spectrum of a chosen element.');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  console.log('element  material       site  settings   Fermi level, eV   curve, edge steps');
  const differences: Difference[] = [];
  for (const { before, crystal } of picked) {
    const name = `${before.element.padEnd(9)}${before.material.padEnd(15)}${String(before.site).padEnd(6)}${(before.settings ?? 'older').padEnd(11)}`;
    try {
      const now = await computeCurve(crystal, before.site, programs, count('limit'), stop.signal);
      const found = difference(now, before);
      differences.push(found);
      console.log(`${name}${found.energy.toFixed(3).padStart(15)}${found.curve.toFixed(4).padStart(20)}`);
    } catch (error) {
      if (stop.signal.aborted) break;
      console.log(`${name}${describeError(error).message}`);
    }
  }
  const largest = (value: (one: Difference) => number): number =>
    Math.max(...differences.map((one) => Math.abs(value(one))));
  if (differences.length > 0) {
    console.log(
      `${differences.length} compared: Fermi levels within ${largest((one) => one.energy).toFixed(3)} eV, ` +
        `curves within ${largest((one) => one.curve).toFixed(4)} edge steps (root mean square).`,
    );
  }
}

async function main(): Promise<void> {
  if (values.check !== undefined) await check();
  else if (values.pack) console.log(`${pack(required('out'), values.into)} spectra added to ${values.into}.`);
  else await campaign();
}

main().catch((error: unknown) => {
  console.error(describeError(error).message);
  process.exitCode = 2;
});
