import type { SpectrumLibrary } from '../confidence/library';
import { nearestNeighbours, onLibraryGrid } from '../confidence/neighbours';
import type { Neighbour } from '../confidence/types';
import type { SpectralWindow } from '../spectrum/window';
import type { OwnReference } from './library';

/** As many as computed ones are shown. */
const SHOWN = 5;

/** References of one element on the grid that spectra are compared on. */
const asSpectrumLibrary = (element: string, references: readonly OwnReference[]): SpectrumLibrary => ({
  element,
  spectra: references.map(({ name, material, environment, energy, mu, e0 }) => ({
    material,
    formula: name,
    environment,
    ...onLibraryGrid({ energy, mu }, e0),
  })),
});

/** A scan as its file names it. */
export interface ScanSource {
  readonly sha256: string;
  readonly scan: string;
}

/** Whether a reference was taken from this very scan. */
export const isTakenFrom = ({ source }: OwnReference, { sha256, scan }: ScanSource): boolean =>
  sha256 !== '' && source.sha256 === sha256 && source.scan === scan;

/**
 * The references of `element` nearest to a measured window as `nearestNeighbours` compares them, at most one a material;
 * one that was taken from the scan itself is left out.
 */
export function ownNeighbours(
  window: SpectralWindow,
  element: string,
  references: readonly OwnReference[],
  itself: ScanSource,
): Neighbour[] {
  const others = references.filter(
    (reference) => reference.element === element && !isTakenFrom(reference, itself),
  );
  return nearestNeighbours(window, asSpectrumLibrary(element, others), SHOWN).map((neighbour) => ({
    ...neighbour,
    isOwn: true,
  }));
}
