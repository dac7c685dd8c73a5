/**
 * Files of many spectra: the first answer of 3,000 columns, 2,000 scans of a SPEC file, 2,000 scans among 100,000 objects of
 * an HDF5 file. Each row fails where something is left out.
 */
import { readSource, type Source } from '../src/readers/index';
import { energy, fileOf, groupOf, i0, it1, put } from '../src/readers/hdf5-samples';
import { modelsFolder } from '../node/folders';
import { modelFilesIn } from '../node/models';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';

const COLUMNS = 3000;
const SCANS = 2000;
/** Motors beside each scan of the HDF5 file: with its groups and columns 50 objects a scan, 100,000 in all. */
const MOTORS = 43;
/** s, of the first answer of the wide table on a quiet machine. */
const FIRST_ANSWER = 1;

const sourceOf = (name: string, bytes: Uint8Array): Source => ({ name, path: '', bytes });
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const edgeAt = (e: number): number =>
  0.5 + Math.atan((e - 7112) / 2) / Math.PI + 0.4 * Math.exp(-(((e - 7121) / 4) ** 2));

function wideTable(): Source {
  const energies = Array.from({ length: 200 }, (_, i) => 7000 + 2 * i);
  const labels = ['energy', ...Array.from({ length: COLUMNS }, (_, i) => `mu_${i}`)];
  const rows = energies.map((e) => `${e} ${Array<string>(COLUMNS).fill(edgeAt(e).toFixed(5)).join(' ')}`);
  return sourceOf('wide.dat', encode(`# ${labels.join(' ')}\n${rows.join('\n')}\n`));
}

function specFile(): Source {
  const rows = Array.from({ length: 150 }, (_, i) => {
    const e = 7000 + 2 * i;
    return `${e} 100000 ${(1e5 * Math.exp(-edgeAt(e))).toFixed(1)}`;
  }).join('\n');
  const scans = Array.from(
    { length: SCANS },
    (_, n) => `#S ${n + 1} ascan energy 7000 7300 150 1\n#N 3\n#L energy  I0  I1\n${rows}\n`,
  );
  return sourceOf('night.spec', encode(`#F night.spec\n\n${scans.join('\n')}`));
}

const hdf5File = async (): Promise<Source> =>
  sourceOf(
    'night.h5',
    await fileOf((root) => {
      const position = Float64Array.of(0);
      for (let n = 1; n <= SCANS; n++) {
        const entry = groupOf(root, `${n}.1`, 'NXentry');
        put(entry, 'title', `trigscan energy ${n}`);
        const measurement = groupOf(entry, 'measurement', 'NXcollection');
        put(measurement, 'energy', energy, 'eV');
        put(measurement, 'i0', i0);
        put(measurement, 'i1', it1);
        const motors = groupOf(entry, 'positioners', 'NXcollection');
        for (let motor = 0; motor < MOTORS; motor++) put(motors, `motor${motor}`, position);
      }
    }),
  );

async function scansIn(source: Source): Promise<{ readonly scans: number; readonly seconds: number }> {
  const start = performance.now();
  let scans = 0;
  for (const outcome of await readSource(source)) {
    if (outcome.kind === 'failed') throw new Error(`${source.name}: ${outcome.error.message}`);
    scans += outcome.scans.length;
  }
  return { scans, seconds: (performance.now() - start) / 1000 };
}

/** Seconds from the bytes to the first answer, the model at hand. */
async function firstAnswer(source: Source): Promise<{ readonly scans: number; readonly seconds: number }> {
  const engine = createEngine(modelFilesIn(modelsFolder()), nodeSymmetry);
  let seconds = Number.NaN;
  let scans = 0;
  for (const isMeasured of [false, true]) {
    const start = performance.now();
    await engine.read(source, async (file) => {
      if (file.kind !== 'scans') throw new Error('the wide table was not read');
      scans = file.scans.length;
      const [first] = file.scans;
      const examination = await engine.examine(first, file.format, {}, {});
      if (examination.kind !== 'answered')
        throw new Error(`the wide table gave no answer: ${examination.kind}`);
      if (isMeasured) seconds = (performance.now() - start) / 1000;
    });
  }
  return { scans, seconds };
}

function counted(name: string, bytes: number, scans: number, expected: number, seconds: number): void {
  if (scans !== expected) throw new Error(`${name}: ${scans} spectra instead of ${expected}`);
  console.log(
    `  ${name.padEnd(34)} ${(bytes / 1e6).toFixed(1).padStart(5)} MB: ${scans} spectra in ${seconds.toFixed(2)} s`,
  );
}

/** Prints one line a file; throws where spectra are missing. */
export async function benchMany(): Promise<void> {
  console.log('Files of many spectra');
  const wide = wideTable();
  const first = await firstAnswer(wide);
  if (first.scans !== COLUMNS) throw new Error(`${first.scans} spectra instead of ${COLUMNS}`);
  console.log(
    `  ${`${COLUMNS} columns, first answer`.padEnd(34)} ${(wide.bytes.length / 1e6).toFixed(1).padStart(5)} MB: ` +
      `${first.seconds.toFixed(2)} s (${first.seconds <= FIRST_ANSWER ? 'within' : 'over'} ${FIRST_ANSWER} s)`,
  );
  const spec = specFile();
  const inSpec = await scansIn(spec);
  counted(`SPEC, ${SCANS} scans`, spec.bytes.length, inSpec.scans, SCANS, inSpec.seconds);
  const hdf5 = await hdf5File();
  const inHdf5 = await scansIn(hdf5);
  counted(`HDF5, ${SCANS} scans, 100,000 objects`, hdf5.bytes.length, inHdf5.scans, SCANS, inHdf5.seconds);
  console.log();
}
