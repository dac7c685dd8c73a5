/**
 * `npm run retrain -- --references FILE --element SYMBOL --out PACK [--models DIR]`: grows the forests of an element again with
 * a library of own references, as the page does, and writes a model pack.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writePack } from '../scripts/pack';
import { describeError, XanopyError } from '../src/domain/errors';
import type { Measures } from '../src/domain/growing/measures';
import { packOfRetrained } from '../src/domain/growing/retrained-pack';
import { parseReferences } from '../src/domain/references/library';
import { retrainElement, shippedElement } from './growing/retrain-element';

const USAGE =
  'npm run retrain -- --references FILE --element SYMBOL --out FILE.xanopy-pack.json [--models DIR]';

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`.padStart(6);
const row = (name: string, { cnRanking, leadingCn, firstEntry, jaccard, materials }: Measures): string =>
  `${name.padEnd(44)} ${[cnRanking, leadingCn, firstEntry, jaccard].map(percent).join(' ')}  ${materials}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      references: { type: 'string' },
      element: { type: 'string' },
      out: { type: 'string' },
      models: { type: 'string', default: 'public/models' },
    },
  });
  const { references: file, element, out, models } = values;
  if (file === undefined || element === undefined || out === undefined)
    throw new XanopyError('usage', `Name the library, the element and the pack.\nUsage: ${USAGE}`);
  if (!/\.xanopy-pack\.json(\.gz)?$/.test(out))
    throw new XanopyError(
      'usage',
      `A pack ends in .xanopy-pack.json or .xanopy-pack.json.gz.\nUsage: ${USAGE}`,
    );
  const library = parseReferences(readFileSync(file, 'utf8'));
  const shipped = shippedElement(element, models);
  const started = performance.now();
  let told = 0;
  const retrained = retrainElement(shipped, library.references, (part) => {
    if (part < told + 0.1) return;
    told = part;
    process.stderr.write(`${Math.round(100 * part)} % `);
  });
  const { pack, retrial, computed, own } = packOfRetrained(
    retrained,
    library,
    shipped.library,
    new Date().toISOString(),
  );
  const bytes = await writePack(pack, out);
  const chosen = retrial.trials.find(({ weight }) => weight === retrial.weight);
  console.error();
  console.log(
    `left out in ${retrial.folds} folds${' '.repeat(26)} CN ranking, leading CN, first entry, Jaccard; materials`,
  );
  console.log(row('references, shipped forests', retrial.shipped));
  console.log(row('references, without them', retrial.without.own));
  if (chosen) console.log(row(`references, yours (weight ${retrial.weight})`, chosen.own));
  console.log(row('computed, without references', retrial.without.computed));
  if (chosen) console.log(row('computed, yours', chosen.computed));
  for (const { name, truth, answer } of retrial.answers) {
    const cns = (of: typeof truth): string => of.map(({ cn }) => cn).join(', ');
    console.log(`  ${name}: CN ${cns(truth)}, answered ${cns(answer)}`);
  }
  console.log(
    `${out}: ${pack.head.name}, ${pack.head.version}, ${computed.spectra} computed and ${own.spectra} own spectra, ${(bytes / 1e6).toFixed(2)} MB, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof XanopyError ? error.message : describeError(error).message);
  process.exitCode = 2;
});
