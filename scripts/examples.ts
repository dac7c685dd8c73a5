import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';

/**
 * Writes the examples of the start page from the spectra computed for this project:
 * `public/examples/*.xdi` and their list in the page's sources. Run: `npm run examples`.
 */

const PICKS = [
  { element: 'Fe', material: 'mp-24972', about: 'hematite, iron in octahedra' },
  { element: 'Cr', material: 'mp-19215', about: 'a chromate: tetrahedra and a strong pre-edge' },
  { element: 'Cu', material: 'mp-1692', about: 'tenorite, copper in squares' },
] as const;

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
mkdirSync(new URL('public/examples/', root), { recursive: true });

const catalogue = PICKS.map(({ element, material, about }) => {
  const lines = gunzipSync(readFileSync(new URL(`training/data/feff/${element}.ndjson.gz`, root)))
    .toString('utf8')
    .trim()
    .split('\n');
  const record = lines
    .map((line) => v.parse(recordSchema, JSON.parse(line)))
    .find((candidate) => candidate.material === material);
  // Only a single site's spectrum is the spectrum of the crystal.
  if (record?.sitesOfElement !== 1) throw new Error(`no single-site spectrum of ${element} in ${material}`);
  const { formula, energy, mu } = record;
  const file = `${formula}-${element}-computed.xdi`;
  const header = [
    'XDI/1.0 Xanopy',
    'Column.1: energy eV',
    'Column.2: norm',
    `Element.symbol: ${element}`,
    'Element.edge: K',
    `Sample.name: ${formula} (computed, not measured)`,
    `Sample.formula: ${formula}`,
    `Sample.material_id: ${material}`,
    'Calculation.program: FEFF10, full multiple scattering, final-state-rule core hole, SCF 4 A, FMS 6.6 A',
    'Calculation.energy_axis: as FEFF gives it; it can lie some eV off a measured scan',
    '///',
    `Computed for Xanopy from the structure ${material} of the Materials Project (CC BY 4.0).`,
    'Not a measurement. The models were trained on this spectrum among others.',
    '---',
    'energy norm',
  ];
  const rows = energy.map((value, index) => `${value.toFixed(4)} ${mu[index].toFixed(6)}`);
  writeFileSync(
    new URL(`public/examples/${file}`, root),
    `${[...header.map((line) => `# ${line}`), ...rows].join('\n')}\n`,
  );
  return { file, element, formula: withSubscripts(formula), about };
});

writeFileSync(
  new URL('src/features/analyse/files/examples.json', root),
  `${JSON.stringify(catalogue, null, 2)}\n`,
);
console.log(`${catalogue.length} examples written`);
