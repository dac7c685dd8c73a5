/**
 * `npm run training:files [-- --all-sources] [Element ...]`: writes the computed spectra from which the page grows forests
 * again, `public/models/<element>.training.json`, and names them in the manifest. `--all-sources` takes spectra that Xanopy
 * may not hand out, for use by yourself.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeManifest } from '../src/domain/forest/manifest';
import { handedOut, readMaterials } from './data/dataset';
import { trainingFileOf } from './growing/training-file';

const MODELS = join(import.meta.dirname, '..', 'public', 'models');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'all-sources': { type: 'boolean', default: false } },
});
const materialsOf = values['all-sources'] ? readMaterials : handedOut;
const manifestFile = join(MODELS, 'manifest.json');
const manifest = decodeManifest(JSON.parse(readFileSync(manifestFile, 'utf8')));
let gzipped = 0;
const elements = manifest.elements.map((entry) => {
  if (entry.kind === 'none' || (positionals.length > 0 && !positionals.includes(entry.element))) return entry;
  const file = trainingFileOf(entry, materialsOf(entry.element));
  const path = join(MODELS, `${entry.element}.training.json`);
  if (file) writeFileSync(path, file.text);
  else rmSync(path, { force: true });
  gzipped += file?.facts.gzippedBytes ?? 0;
  console.log(
    `${entry.element.padEnd(2)}  ${file ? `${file.facts.spectra} spectra, ${(file.facts.gzippedBytes / 1000).toFixed(0)} kB gzipped` : 'none'}`,
  );
  return { ...entry, training: file?.facts ?? null };
});
writeFileSync(manifestFile, `${JSON.stringify({ ...manifest, elements }, null, 1)}\n`);
console.log(`${(gzipped / 1000).toFixed(0)} kB gzipped in all.`);
