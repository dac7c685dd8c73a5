/**
 * `npm run retrain:check [-- Element ...]`: raw scans of labelled oxides as own references, one material left out at a time:
 * what the shipped forests say of it, forests grown again without and with the other references. A development check:
 * nothing is chosen by it. Says in one line that it is left out where the scans are not at hand.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { modelFilesIn } from '../node/models';
import type { OwnReference } from '../src/domain/references/library';
import { examineFile } from '../src/worker/chain';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { productCases, type Case } from './evaluation/product-cases';
import { retrainElement, shippedElement } from './growing/retrain-element';

const MODELS = join(import.meta.dirname, '..', 'public', 'models');
/** With fewer materials nothing is left to say. */
const FEWEST_MATERIALS = 4;

const engine = createEngine(modelFilesIn(pathToFileURL(`${MODELS}/`)), nodeSymmetry);

async function referencesFrom(one: Case): Promise<OwnReference[]> {
  const { file, bytes, element, compound, truth } = one;
  if (truth.kind !== 'oxide') return [];
  const examined = await examineFile(engine, { name: file, path: '', bytes }, { element });
  return examined.flatMap((scan, i): OwnReference[] => {
    if (scan.kind !== 'scan' || scan.examination.kind !== 'answered') return [];
    const { prepared, element: found } = scan.examination.analysis;
    if (found !== element) return [];
    return [
      {
        id: `${file} ${i}`,
        name: file,
        material: compound,
        element,
        environment: truth.environment ?? truth.cns.map((cn) => ({ cn, motifs: [] })),
        label: { kind: 'chosen' },
        e0: prepared.e0,
        energy: prepared.raw.energy,
        mu: prepared.normalisation.mu,
        source: { file, sha256: '', scan: scan.scan.title },
        provenance: '',
        licence: '',
      },
    ];
  });
}

const cases = productCases().filter(({ set }) => set === 'scans' || set === 'measured');
if (cases.length === 0) console.log('Left out: the measured scans are not at hand.');
const chosen = process.argv.slice(2);
const elements = [...new Set(cases.map(({ element }) => element))].filter(
  (element) => chosen.length === 0 || chosen.includes(element),
);
for (const element of elements) {
  const own: OwnReference[] = [];
  for (const one of cases) if (one.element === element) own.push(...(await referencesFrom(one)));
  const materials = new Set(own.map(({ material }) => material)).size;
  if (materials < FEWEST_MATERIALS) continue;
  const started = performance.now();
  const { retrial } = retrainElement(shippedElement(element, MODELS), own, undefined, materials);
  const best = retrial.trials.find(({ weight }) => weight === retrial.weight);
  const percent = (share = 0): string => `${(100 * share).toFixed(0)} %`;
  console.log(
    `${element}: ${own.length} scans of ${materials} materials; leading CN right: shipped ${percent(retrial.shipped.leadingCn)}, again without ${percent(retrial.without.own.leadingCn)}, with ${percent(best?.own.leadingCn)} (weight ${retrial.weight}); computed: without ${percent(retrial.without.computed.leadingCn)}, with ${percent(best?.computed.leadingCn)}; ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}
