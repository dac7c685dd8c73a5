import { prepareSpectrum, type PreparedSpectrum, type PrepareOptions } from '../../domain/spectrum/prepare';
import type { Spectrum } from '../../domain/spectrum/types';
import type { Item } from '../../stores/session';

const known = new WeakMap<
  Spectrum,
  { readonly options: PrepareOptions; readonly prepared: PreparedSpectrum | null }
>();

function prepare(spectrum: Spectrum, options: PrepareOptions): PreparedSpectrum | null {
  const last = known.get(spectrum);
  if (last?.options === options) return last.prepared;
  let prepared: PreparedSpectrum | null = null;
  try {
    prepared = prepareSpectrum(spectrum, options);
  } catch {
    // Why it cannot be normalised is what the row says already.
  }
  known.set(spectrum, { options, prepared });
  return prepared;
}

/**
 * Edge, normalisation and window of a spectrum: its answer's, else (no model for the element, none at hand) found
 * when it is looked at. Null while nothing is known, and where no edge can be found.
 */
export function preparedOf({ analysis, spectrum, status, options }: Item): PreparedSpectrum | null {
  if (analysis) return analysis.prepared;
  return spectrum && (status === 'failed' || status === 'stopped') ? prepare(spectrum, options) : null;
}
