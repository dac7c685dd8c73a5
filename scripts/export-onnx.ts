/**
 * npm run export:onnx [-- OUT]: the forests of every element as ONNX models, `build/onnx` without OUT; each is compared with our
 * own votes in ONNX Runtime.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeManifest } from '../src/domain/forest/manifest';
import { decodeElementModel } from '../src/domain/forest/model';
import { compareWithRuntime } from './onnx/check';
import { encodeOnnx } from './onnx/proto';
import { onnxOf, onnxOfAligners } from './onnx/model';

const MODELS = 'public/models';
/** Windows that both are asked about. */
const SPECTRA = 1000;

const parse = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(MODELS, name), 'utf8')) as unknown;

const out = process.argv[2] ?? 'build/onnx';
await mkdir(out, { recursive: true });
const manifest = decodeManifest(await parse('manifest.json'));
let bytes = 0;
let files = 0;
let outputs = 0;
for (const entry of manifest.elements) {
  // A baseline is no forest: it knows the most frequent label only.
  if (entry.kind !== 'forest') continue;
  const model = decodeElementModel(await parse(entry.file));
  const aligners = onnxOfAligners(model);
  const models = [
    [`${entry.element}.onnx`, onnxOf(model)],
    ...(aligners ? [[`${entry.element}.aligner.onnx`, aligners] as const] : []),
  ] as const;
  for (const [name, content] of models) {
    const encoded = encodeOnnx(content);
    await writeFile(join(out, name), encoded);
    bytes += encoded.length;
    files += 1;
  }
  for (const [output, { different }] of await compareWithRuntime(model, SPECTRA)) {
    outputs += 1;
    if (different === 0) continue;
    console.error(`${entry.element}, ${output}: ${different} of ${SPECTRA} rows differ from ours`);
    process.exitCode = 1;
  }
}
console.log(
  `${files} models in ${out}, ${(bytes / 1e6).toFixed(1)} MB; ${outputs} outputs compared with ours for ${SPECTRA} windows`,
);
