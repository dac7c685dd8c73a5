import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { SHARED } from './shared';

const FILE = join(SHARED, 'experiment', 'paper', 'spectra.json');

const paperSpectrumSchema = v.object({
  element: v.string(),
  formula: v.string(),
  material: v.string(),
  source: v.string(),
  /** eV; the authors' own window of about 59 eV. */
  energy: v.array(v.number()),
  /** Divided by the maximum. */
  mu: v.array(v.number()),
  /** The true environment; null for the one spectrum without labels. */
  ranking: v.nullable(v.array(v.object({ cn: v.number(), motifs: v.array(v.string()) }))),
});

export type PaperSpectrum = v.InferOutput<typeof paperSpectrumSchema>;

/** The paper's experimental spectra: for tests only, never for a choice. Empty where they are absent. */
export function paperSpectra(): PaperSpectrum[] {
  return existsSync(FILE)
    ? v.parse(v.array(paperSpectrumSchema), JSON.parse(readFileSync(FILE, 'utf8')))
    : [];
}
