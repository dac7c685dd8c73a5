import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { decodeManifest } from '../src/domain/forest/manifest';
import { Random } from '../src/domain/random';
import { prepareSpectrum } from '../src/domain/spectrum/prepare';
import { disturbed, SCAN } from '../src/domain/growing/augment';
import { computed } from '../src/domain/growing/samples';

/**
 * Writes the examples of the start page from the spectra computed for this project:
 * `public/examples/*.xdi` and their list in the page's sources. Which of them the models have seen is read from the
 * manifest, so run it after training, too: `npm run examples`.
 */

const PICKS: readonly {
  readonly element: string;
  readonly material: string;
  readonly about: string;
  readonly isDisturbed?: boolean;
}[] = [
  { element: 'Fe', material: 'mp-24972', about: 'hematite, iron in octahedra' },
  { element: 'Cu', material: 'mp-1692', about: 'tenorite, copper in squares' },
  { element: 'Cr', material: 'mp-19215', about: 'a chromate: tetrahedra and a strong pre-edge' },
  { element: 'Ti', material: 'mp-3397', about: 'titanium in tetrahedra, where octahedra are the rule' },
  {
    element: 'V',
    material: 'mp-19052',
    about: 'a vanadate disturbed as laboratory scans are: noise, resolution, a sloping background',
    isDisturbed: true,
  },
];

/** What a laboratory scan adds to the normalised signal: its edge step, its offset and its slope (per eV). */
const LABORATORY = { step: 0.8, offset: 0.45, slope: -4e-4 };

const recordSchema = v.object({
  material: v.string(),
  formula: v.string(),
  element: v.string(),
  sitesOfElement: v.number(),
  energy: v.array(v.number()),
  mu: v.array(v.number()),
});

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';
const withSubscripts = (formula: string): string =>
  formula.replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] ?? digit);

const root = new URL('../', import.meta.url);
const manifest = decodeManifest(
  JSON.parse(readFileSync(new URL('public/models/manifest.json', root), 'utf8')),
);
const isUnseen = (element: string, material: string): boolean =>
  manifest.elements.some((entry) => entry.element === element && entry.heldOut.includes(material));

/** What a model has to do with an example, for its header. */
function seenSentence(isKnown: boolean, isDisturbed: boolean): string {
  const made = isDisturbed ? 'Not a measurement: disturbed as laboratory scans are. ' : 'Not a measurement. ';
  if (!isKnown) return `${made}The models were not trained on this crystal.`;
  return `${made}The models were trained on ${isDisturbed ? 'its crystal, not on this curve' : 'this spectrum among others'}.`;
}

mkdirSync(new URL('public/examples/', root), { recursive: true });

/** The spectrum as a laboratory scan would show it; the same every time. */
function asLaboratoryScan(energy: readonly number[], mu: readonly number[], element: string) {
  const spectrum = computed(Float64Array.from(energy), Float64Array.from(mu), element);
  const { e0 } = prepareSpectrum(spectrum, { element });
  const varied = disturbed(spectrum, e0, { ...SCAN, late: 0 }, new Random(`example ${element}`));
  return {
    energy: Array.from(varied.energy),
    mu: Array.from(
      varied.mu,
      (value, i) => LABORATORY.offset + LABORATORY.slope * (varied.energy[i] - e0) + LABORATORY.step * value,
    ),
  };
}

const catalogue = PICKS.map(({ element, material, about, isDisturbed = false }) => {
  const lines = gunzipSync(readFileSync(new URL(`training/data/feff/${element}.ndjson.gz`, root)))
    .toString('utf8')
    .trim()
    .split('\n');
  const record = lines
    .map((line) => v.parse(recordSchema, JSON.parse(line)))
    .find((candidate) => candidate.material === material);
  // Only a single site's spectrum is the spectrum of the crystal.
  if (record?.sitesOfElement !== 1) throw new Error(`no single-site spectrum of ${element} in ${material}`);
  const { formula } = record;
  const { energy, mu } = isDisturbed ? asLaboratoryScan(record.energy, record.mu, element) : record;
  const signal = isDisturbed ? 'mutrans' : 'norm';
  const file = `${formula}-${element}-computed${isDisturbed ? '-disturbed' : ''}.xdi`;
  const header = [
    'XDI/1.0 Xanopy',
    'Column.1: energy eV',
    `Column.2: ${signal}`,
    `Element.symbol: ${element}`,
    'Element.edge: K',
    `Sample.name: ${formula} (computed, not measured)`,
    `Sample.formula: ${formula}`,
    `Sample.material_id: ${material}`,
    'Calculation.program: FEFF10, full multiple scattering, final-state-rule core hole, SCF 4 A, FMS 6.6 A',
    'Calculation.energy_axis: as FEFF gives it; it can lie some eV off a measured scan',
    '///',
    `Computed for Xanopy from the structure ${material} of the Materials Project (CC BY 4.0).`,
    seenSentence(!isUnseen(element, material), isDisturbed),
    '---',
    `energy ${signal}`,
  ];
  const rows = energy.map((value, index) => `${value.toFixed(4)} ${mu[index].toFixed(6)}`);
  writeFileSync(
    new URL(`public/examples/${file}`, root),
    `${[...header.map((line) => `# ${line}`), ...rows].join('\n')}\n`,
  );
  return { file, element, formula: withSubscripts(formula), about, isUnseen: isUnseen(element, material) };
});

writeFileSync(
  new URL('src/features/analyse/files/examples.json', root),
  `${JSON.stringify(catalogue, null, 2)}\n`,
);
console.log(`${catalogue.length} examples written`);
