import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { MODEL_ELEMENTS } from '../../src/domain/elements';
import { XanopyError } from '../../src/domain/errors';
import type { Material } from '../../src/domain/growing/samples';
import { SHARED } from './shared';

const weightsSchema = v.record(v.pipe(v.string(), v.regex(/^\d+$/)), v.number());
/** Said by lines of campaigns that kept spectra of other potentials too; those differ by more than disturbed copies bear. */
export const scfConverged = v.optional(v.literal(true, 'its potentials did not become self-consistent'));
const siteSchema = v.object({
  material: v.string(),
  formula: v.string(),
  element: v.string(),
  site: v.number(),
  multiplicity: v.number(),
  sitesOfElement: v.number(),
  /** Present where the campaign computed it, which chose crystals for their rare coordination numbers. */
  settings: v.optional(v.string()),
  energy: v.array(v.number()),
  mu: v.array(v.number()),
  cnWeights: weightsSchema,
  motifs: v.record(v.pipe(v.string(), v.regex(/^\d+$/)), v.record(v.string(), v.number())),
  scfConverged,
});

/** Only our own calculations may be handed out with the models. */
const OWN_SOURCE = 'feff10';

const FOLDERS = [
  { source: OWN_SOURCE, path: join(import.meta.dirname, 'feff') },
  { source: 'omnixas', path: join(SHARED, 'feff', 'omnixas') },
];

/**
 * A line of the training data; `where` names its file and number.
 * @throws XanopyError `dataset-invalid`
 */
export function parseSite(line: string, where: string): v.InferOutput<typeof siteSchema> {
  const parsed = v.safeParse(siteSchema, JSON.parse(line));
  if (!parsed.success || parsed.output.energy.length !== parsed.output.mu.length) {
    const fault = parsed.success ? 'energy and mu differ in length' : parsed.issues[0].message;
    throw new XanopyError(
      'dataset-invalid',
      `${where}: ${fault}. Compute the file again or remove the line.`,
    );
  }
  return parsed.output;
}

/** Crystals that are kept out of training altogether: the start page shows what the models say of them. */
const HELD_OUT: ReadonlySet<string> = new Set(
  v.parse(
    v.object({ about: v.string(), materials: v.array(v.string()) }),
    JSON.parse(readFileSync(join(import.meta.dirname, 'held-out.json'), 'utf8')),
  ).materials,
);

/** The files that hold computed spectra of `element`, those of this project first. */
export function dataFilesOf(element: string): string[] {
  return FOLDERS.map(({ path }) => join(path, `${element}.ndjson.gz`)).filter((file) => existsSync(file));
}

type SiteLine = v.InferOutput<typeof siteSchema>;

/** Every line of `element` from all sources at hand, in the files' order. */
function forEachSite(element: string, take: (site: SiteLine, source: string) => void): void {
  for (const { source, path } of FOLDERS) {
    const file = join(path, `${element}.ndjson.gz`);
    if (!existsSync(file)) continue;
    gunzipSync(readFileSync(file))
      .toString('utf8')
      .split('\n')
      .forEach((line, index) => {
        if (line.trim() !== '') take(parseSite(line, `${element}.ndjson.gz line ${index + 1}`), source);
      });
  }
}

/** Every computed material of `element` from all sources at hand, in the files' order. */
function allMaterials(element: string): Material[] {
  const bySource = new Map<string, Map<string, SiteLine[]>>();
  forEachSite(element, (site, source) => {
    const byMaterial = bySource.get(source) ?? new Map<string, SiteLine[]>();
    bySource.set(source, byMaterial.set(site.material, [...(byMaterial.get(site.material) ?? []), site]));
  });
  return [...bySource].flatMap(([source, byMaterial]) =>
    [...byMaterial].map(([material, sites]) => ({
      material,
      formula: sites[0].formula,
      element,
      source,
      complete: sites.length === sites[0].sitesOfElement,
      sites: sites.map((site) => ({
        site: site.site,
        multiplicity: site.multiplicity,
        energy: Float64Array.from(site.energy),
        mu: Float64Array.from(site.mu),
        parameters: {
          cnWeights: new Map(Object.entries(site.cnWeights).map(([cn, weight]) => [Number(cn), weight])),
          motifs: new Map(
            Object.entries(site.motifs).map(([cn, values]) => [Number(cn), new Map(Object.entries(values))]),
          ),
        },
      })),
    })),
  );
}

/** The materials of `element` to learn from and to measure with: all but those that are held out. */
export function readMaterials(element: string): Material[] {
  return allMaterials(element).filter(({ material }) => !HELD_OUT.has(material));
}

/** The materials of `element` that may be handed out. */
export function handedOut(element: string): Material[] {
  return readMaterials(element).filter(({ source }) => source === OWN_SOURCE);
}

/** The materials of `element` that are held out. */
export function readHeldOut(element: string): Material[] {
  return allMaterials(element).filter(({ material }) => HELD_OUT.has(material));
}

/** The elements that have any computed spectrum, in the order of `MODEL_ELEMENTS`. */
export function elementsWithData(): string[] {
  const files = new Set(FOLDERS.flatMap(({ path }) => (existsSync(path) ? readdirSync(path) : [])));
  return MODEL_ELEMENTS.filter((element) => files.has(`${element}.ndjson.gz`));
}
