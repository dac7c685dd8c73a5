/** Where the edge of a reference foil was measured, on the energies of the file, and where it belongs (eV). */
export interface FoilEdge {
  readonly element: string;
  readonly e0: number;
  readonly tabulated: number;
}

/** How the energies of a file are moved, and what that comes from; by hand where nothing is named. */
export interface Calibration {
  /** eV that are added. */
  readonly shift: number;
  readonly foil?: FoilEdge;
  /** Name of the spectrum to whose edge this one was moved. */
  readonly alignedTo?: string;
}

/** Moves the edge of the foil to its tabulated energy; to a thousandth of an eV, which no beamline reaches. */
export const calibrationBy = (foil: FoilEdge): Calibration => ({
  shift: Math.round(1000 * (foil.tabulated - foil.e0)) / 1000,
  foil,
});
