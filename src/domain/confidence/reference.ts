import * as v from 'valibot';
import type { Environment } from '../environment/labels';
import { XanopyError } from '../errors';

/** First energy of the reference grid relative to E0, eV: the window and 3 eV for shifts on either side. */
export const REFERENCE_START = -18;
/** Grid step, eV: finer than the core-hole width of nearly every element and than the computed points. */
export const REFERENCE_STEP = 0.5;
/** Grid points, up to E0 + 33 eV. */
export const REFERENCE_POINTS = 103;
/** Resolution of the stored normalised mu. */
const QUANTUM = 0.002;

/** A computed spectrum of known environment on the reference grid. */
export interface ReferenceSpectrum {
  readonly material: string;
  readonly formula: string;
  readonly environment: Environment;
  /** Grid index of the first value: computed spectra may start late. */
  readonly offset: number;
  /** Normalised mu on consecutive grid points from `offset` on. */
  readonly mu: Float64Array;
}

/** The computed spectra of one element that measured ones are compared with. */
export interface ReferenceSet {
  readonly element: string;
  readonly spectra: readonly ReferenceSpectrum[];
}

const whole = v.pipe(v.number(), v.integer());
/** The JSON form, `public/models/<element>.reference.json`; mu in whole quanta of 0.002. */
export const referenceSetSchema = v.object({
  format: v.literal('xanopy-reference'),
  formatVersion: v.literal(1),
  element: v.string(),
  spectra: v.array(
    v.object({
      material: v.string(),
      formula: v.string(),
      environment: v.array(v.object({ cn: v.number(), motifs: v.array(v.string()) })),
      offset: v.pipe(whole, v.minValue(0)),
      mu: v.pipe(v.array(whole), v.minLength(1)),
    }),
  ),
});

export type ReferenceSetJson = v.InferOutput<typeof referenceSetSchema>;

/** The JSON form of a reference set. */
export function encodeReferenceSet({ element, spectra }: ReferenceSet): ReferenceSetJson {
  return {
    format: 'xanopy-reference',
    formatVersion: 1,
    element,
    spectra: spectra.map(({ material, formula, environment, offset, mu }) => ({
      material,
      formula,
      environment: environment.map(({ cn, motifs }) => ({ cn, motifs: [...motifs] })),
      offset,
      mu: Array.from(mu, (value) => Math.round(value / QUANTUM)),
    })),
  };
}

/**
 * Reference set from parsed JSON of unknown origin.
 * @throws XanopyError `reference-invalid`
 */
export function decodeReferenceSet(json: unknown): ReferenceSet {
  const parsed = v.safeParse(referenceSetSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new XanopyError(
      'reference-invalid',
      `The reference file is not valid (${v.getDotPath(issue) ?? 'top level'}: ${issue.message}). Reload the page to fetch it again.`,
    );
  }
  const { element, spectra } = parsed.output;
  if (spectra.some(({ offset, mu }) => offset + mu.length > REFERENCE_POINTS)) {
    throw new XanopyError(
      'reference-invalid',
      'The reference file is not valid: a spectrum is longer than its grid. Reload the page to fetch it again.',
    );
  }
  return {
    element,
    spectra: spectra.map((spectrum) => ({
      ...spectrum,
      mu: Float64Array.from(spectrum.mu, (n) => n * QUANTUM),
    })),
  };
}
