import * as v from 'valibot';
import type { Environment } from '../environment/labels';
import { checked, FETCH_AGAIN } from '../checked';
import { XanopyError } from '../errors';

/** First energy of the library grid relative to E0, eV: the window and 3 eV for shifts on either side. */
export const LIBRARY_START = -18;
/** Grid step, eV: finer than the core-hole width of nearly every element and than the computed points. */
export const LIBRARY_STEP = 0.5;
/** Grid points, up to E0 + 33 eV. */
export const LIBRARY_POINTS = 103;
/** Resolution of the stored normalised mu. */
const QUANTUM = 0.002;

/** A computed spectrum of known environment on the library grid. */
export interface LibrarySpectrum {
  readonly material: string;
  readonly formula: string;
  readonly environment: Environment;
  /** Grid index of the first value: computed spectra may start late. */
  readonly offset: number;
  /** Normalised mu on consecutive grid points from `offset` on. */
  readonly mu: Float64Array;
}

/** The computed spectra of one element that measured ones are compared with. */
export interface SpectrumLibrary {
  readonly element: string;
  readonly spectra: readonly LibrarySpectrum[];
}

const whole = v.pipe(v.number(), v.integer());
/** The JSON form, `public/models/<element>.library.json`; mu in whole quanta of 0.002. */
export const librarySchema = v.object({
  format: v.literal('xanopy-library'),
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

export type LibraryJson = v.InferOutput<typeof librarySchema>;

/** The JSON form of a library. */
export function encodeLibrary({ element, spectra }: SpectrumLibrary): LibraryJson {
  return {
    format: 'xanopy-library',
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
 * Library from parsed JSON of unknown origin.
 * @throws XanopyError `library-invalid`
 */
export function decodeLibrary(json: unknown): SpectrumLibrary {
  const { element, spectra } = checked(
    librarySchema,
    json,
    'library-invalid',
    'The file of computed spectra',
    FETCH_AGAIN,
  );
  if (spectra.some(({ offset, mu }) => offset + mu.length > LIBRARY_POINTS)) {
    throw new XanopyError(
      'library-invalid',
      `The file of computed spectra is not valid (a spectrum is longer than its grid). ${FETCH_AGAIN}`,
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
