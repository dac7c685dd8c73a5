/**
 * `npm run prevalence -- --crystals FILE [--chosen FILE --jobs TABLE]`: counts how often the sites of each element have which
 * leading CN and writes `training/data/prevalence.json`. `--crystals` are crystals that nobody picked for a
 * coordination number; those of `--chosen` were picked by a table of jobs (see `npm run spectra`) and count for an element where
 * they were picked for another one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MODEL_ELEMENTS } from '../src/domain/elements';
import { describeError, XanopyError } from '../src/domain/errors';
import { coordinationOf } from '../src/domain/structure/site';
import { symmetryOf } from '../src/domain/structure/symmetry';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { PREVALENCE_FILE, type PrevalenceFile } from './samples/prevalence';
import { parseJobs } from './spectra/plan';
import { readCrystals, type Crystal } from './spectra/structures';

const { values } = parseArgs({
  options: { crystals: { type: 'string' }, chosen: { type: 'string' }, jobs: { type: 'string' } },
});

const search = nodeSymmetry().analyze_cell;

/** The leading CN of every element of a crystal, its sites averaged by multiplicity. */
function leadingCns({ structure }: Crystal): Map<string, number> {
  const weights = new Map<string, Map<number, number>>();
  for (const { element, index, multiplicity } of symmetryOf(structure, search).sites) {
    if (!MODEL_ELEMENTS.includes(element)) continue;
    const own = weights.get(element) ?? new Map<number, number>();
    for (const [cn, weight] of coordinationOf(structure, index).cnWeights) {
      own.set(cn, (own.get(cn) ?? 0) + weight * multiplicity);
    }
    weights.set(element, own);
  }
  return new Map(
    [...weights].flatMap(([element, own]) => {
      const [leading] = [...own].sort(([, a], [, b]) => b - a);
      return leading ? [[element, leading[0]] as const] : [];
    }),
  );
}

const counts = new Map(MODEL_ELEMENTS.map((element) => [element, new Map<number, number>()]));
let [counted, left] = [0, 0];

/** Adds the crystals of `file`; what has no sites that can be labelled is named and left out. */
function count(file: string, isCounted: (element: string, material: string) => boolean): void {
  const { crystals, refused } = readCrystals(file);
  for (const { reason } of refused) console.log(reason);
  left += refused.length;
  for (const crystal of crystals) {
    try {
      for (const [element, cn] of leadingCns(crystal)) {
        const own = counts.get(element);
        if (own && isCounted(element, crystal.material)) own.set(cn, (own.get(cn) ?? 0) + 1);
      }
      counted += 1;
    } catch (error) {
      if (!(error instanceof XanopyError)) throw error;
      left += 1;
      console.log(`${crystal.material}: ${error.message}`);
    }
  }
}

/** For each material the elements that the table of jobs picked it for. */
function pickedFor(table: string): ReadonlyMap<string, ReadonlySet<string>> {
  const elements = new Map<string, Set<string>>();
  for (const { element, material } of parseJobs(readFileSync(table, 'utf8'))) {
    elements.set(material, (elements.get(material) ?? new Set()).add(element));
  }
  return elements;
}

function main(): void {
  const { crystals, chosen, jobs } = values;
  if ((crystals === undefined && chosen === undefined) || (chosen === undefined) !== (jobs === undefined)) {
    throw new XanopyError(
      'usage',
      'Say which crystals to count: --crystals FILE, or --chosen FILE --jobs TABLE, or both.',
    );
  }
  if (crystals !== undefined) count(crystals, () => true);
  if (chosen !== undefined && jobs !== undefined) {
    const picked = pickedFor(jobs);
    count(chosen, (element, material) =>
      [...(picked.get(material) ?? [])].some((other) => other !== element),
    );
  }
  const file: PrevalenceFile = {
    format: 'xanopy-prevalence',
    formatVersion: 1,
    counts: Object.fromEntries(
      [...counts].map(([element, own]) => [
        element,
        Object.fromEntries([...own].sort(([a], [b]) => a - b).map(([cn, n]) => [String(cn), n])),
      ]),
    ),
  };
  writeFileSync(PREVALENCE_FILE, `${JSON.stringify(file, null, 1)}\n`);
  console.log(`${counted} crystals counted, ${left} left out.`);
}

try {
  main();
} catch (error) {
  console.error(describeError(error).message);
  process.exitCode = 2;
}
