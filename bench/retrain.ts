/** Forests grown again in the built page: seconds and memory. Needs `npm run build` and Chromium on Linux. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import { CHROMIUM } from '../scripts/browser';
import { preview } from 'vite';
import { prepareOrRefuse } from '../src/domain/growing/augment';
import { samplesOf } from '../src/domain/growing/samples';
import { decodeTraining } from '../src/domain/growing/training-file';
import { encodeReferences, type OwnReference } from '../src/domain/references/library';

const PORT = 4176;
/** Copper is there only after `npm run training:files -- --all-sources Cu`. */
const ELEMENTS = ['Fe', 'Cu'];
const OWN_MATERIALS = 8;

/** Training spectra as if somebody had measured and labelled them. */
function referencesOf(element: string, file: URL): OwnReference[] {
  const { materials } = decodeTraining(JSON.parse(readFileSync(file, 'utf8')));
  return materials.slice(0, OWN_MATERIALS).flatMap((material): OwnReference[] => {
    const [sample] = samplesOf(material);
    const prepared = sample && prepareOrRefuse(sample.spectrum);
    if (!prepared) return [];
    return [
      {
        id: material.material,
        name: material.formula,
        material: material.material,
        element,
        environment: sample.truth,
        label: { kind: 'chosen' },
        e0: prepared.e0,
        energy: prepared.raw.energy,
        mu: prepared.normalisation.mu,
        source: { file: '', sha256: '', scan: '' },
        provenance: '',
        licence: '',
      },
    ];
  });
}

/** What `/proc` says of a process; null once it has ended. */
function textOf(pid: string, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}

/** Bytes and seconds of processor of the renderer processes below this one: page and workers. */
function renderers(): { readonly bytes: number; readonly seconds: number } {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(
    pids.map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(textOf(pid, 'status') ?? '')?.[1] ?? '0']),
  );
  const isOurs = (pid: string): boolean => {
    for (let at = pid; at !== '0'; at = parents.get(at) ?? '0') if (at === String(process.pid)) return true;
    return false;
  };
  let [bytes, seconds] = [0, 0];
  for (const pid of pids) {
    if (!textOf(pid, 'cmdline')?.includes('--type=renderer') || !isOurs(pid)) continue;
    bytes += 1024 * Number(/^RssAnon:\s+(\d+)/m.exec(textOf(pid, 'status') ?? '')?.[1] ?? 0);
    // Ticks of user and system time, a hundred a second, after the name in brackets.
    const fields = (textOf(pid, 'stat') ?? '').split(') ').at(-1)?.split(' ') ?? [];
    seconds += (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  }
  return { bytes, seconds };
}

export async function benchRetraining(): Promise<void> {
  const server = await preview({ preview: { port: PORT, strictPort: true } });
  const browser = await chromium.launch(CHROMIUM);
  console.log(`Forests grown again in the built page, ${OWN_MATERIALS} own materials`);
  try {
    for (const element of ELEMENTS) {
      const file = new URL(`../public/models/${element}.training.json`, import.meta.url);
      if (!existsSync(file)) {
        console.log(`  ${element}: left out, its training spectra are not handed out`);
        continue;
      }
      const references = referencesOf(element, file);
      const page = await (await browser.newContext()).newPage();
      await page.goto(`http://localhost:${PORT}/#/references`);
      await page.getByLabel('Library file').setInputFiles({
        name: 'bench.xanopy-references.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(encodeReferences({ name: 'Bench', references }))),
      });
      const before = renderers();
      let most = before.bytes;
      const watch = setInterval(() => {
        most = Math.max(most, renderers().bytes);
      }, 500);
      const start = performance.now();
      await page.getByRole('button', { name: `Grow the forests of ${element}` }).click();
      await page.getByText(/^Forests of \w+ grown in/).waitFor({ timeout: 600_000 });
      const seconds = (performance.now() - start) / 1000;
      clearInterval(watch);
      const worked = renderers().seconds - before.seconds;
      const text = await page.getByText(/^Forests of \w+ grown in/).textContent();
      console.log(
        `  ${element}: ${seconds.toFixed(1)} s (${worked.toFixed(1)} s of processor, load average ${loadavg()[0]?.toFixed(1)}), at most ${((most - before.bytes) / 1e6).toFixed(0)} MB more than before and ${(most / 1e6).toFixed(0)} MB in all. ${text}`,
      );
      await page.close();
    }
    console.log('');
  } finally {
    await browser.close();
    await server.close();
  }
}
