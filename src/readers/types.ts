import type { Message } from '../domain/errors';
import type { Signal, Spectrum } from '../domain/spectrum/types';
import type { SpaceGroupTable } from './structures/space-group';
import type { StructureOutcome } from './structures/types';

/** A file (or pasted text) as the user gave it. */
export interface Source {
  /** File name without folders. */
  readonly name: string;
  /** Folder path inside a dropped folder or archive; empty at the top. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a column or data set is, as far as the file itself says. */
export const ROLES = [
  'energy',
  'angle',
  'i0',
  'transmitted',
  'fluorescence',
  'reference-intensity',
  'mu',
  'mu-reference',
  'normalised',
  'flattened',
] as const;
export type Role = (typeof ROLES)[number];

export const ENERGY_UNITS = ['eV', 'keV', 'degree', 'angstrom', 'nm', 'step'] as const;
export type EnergyUnit = (typeof ENERGY_UNITS)[number];

/** One column of a table; `role` stays unset rather than guessed from its place. */
export interface Channel {
  readonly label: string;
  readonly unit?: string;
  readonly role?: Role;
  readonly values: Float64Array;
}

/** One scan of a file: named channels of equal length and what the header says. No processing done. */
export interface Scan {
  /** Unique within the file, stable between reads of the same bytes. */
  readonly id: string;
  readonly title: string;
  readonly channels: readonly Channel[];
  readonly element?: string;
  readonly edge?: string;
  /** Mono lattice spacing in angstrom, where angles must become energies. */
  readonly dSpacing?: number;
  /** eV to add to the energies (Athena's bkg_eshift). */
  readonly energyShift?: number;
  readonly isNormalised?: boolean;
  readonly signal?: Signal;
  /** Header entries worth showing, in the file's order. */
  readonly metadata: readonly (readonly [string, string])[];
  readonly warnings: readonly Message[];
}

/** How sure a reader is that a file is its own, and why (shown to the user). */
export interface Recognition {
  /** 0 to 1; the highest wins. */
  readonly confidence: number;
  readonly reason: string;
}

/** How a long read is followed and stopped. */
export interface ReadContext {
  readonly signal?: AbortSignal;
  /** Gets the share that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Loads the table of space groups, for structures that only name theirs. */
  readonly spaceGroups?: () => Promise<SpaceGroupTable>;
}

/** A file format. Each lives in one file and is listed in the registry. */
export interface Reader {
  /** Short stable name, e.g. `xdi`. */
  readonly format: string;
  /** For people, e.g. `XDI 1.0`. */
  readonly title: string;
  /** Null when the content is certainly something else. */
  readonly identify: (source: Source) => Recognition | null;
  /** @throws XanopyError with line and column where they are known */
  readonly read: (source: Source, context: ReadContext) => Promise<readonly Scan[]> | readonly Scan[];
}

/** The user's answers to what a file leaves open; every field overrides what the file says. */
export interface Choices {
  /** Index of the channel that holds the energy (or angle). */
  readonly energy?: number;
  readonly unit?: EnergyUnit;
  readonly dSpacing?: number;
  /** How mu comes from the channels. */
  readonly mu?: MuRule;
  readonly element?: string;
}

export type MuRule =
  | { readonly kind: 'column'; readonly column: number; readonly isNormalised: boolean }
  | { readonly kind: 'transmission'; readonly i0: number; readonly it: number }
  | { readonly kind: 'fluorescence'; readonly i0: number | null; readonly channels: readonly number[] };

/** One way to read a scan; `choices` go into `interpret` as they are. */
export interface ReadOption {
  readonly label: string;
  readonly choices: Choices;
}

/** One thing the file leaves open, with the answers that make sense, best first. */
export interface Question {
  readonly about: 'energy' | 'unit' | 'mu' | 'element';
  /** A sentence that ends with a question mark. */
  readonly text: string;
  readonly options: readonly ReadOption[];
}

/** How a scan became a spectrum: enough to show, to export and to repeat it. */
export interface Attribution {
  readonly format: string;
  /** e.g. `energy` or `angle (degree, d = 3.1356 A)`. */
  readonly energyColumn: string;
  readonly unit: EnergyUnit;
  /** e.g. `ln(i0 / itrans)`. */
  readonly muExpression: string;
  /** Complete choices that give this spectrum again. */
  readonly choices: Choices;
}

export type Interpretation =
  | {
      readonly kind: 'spectrum';
      readonly spectrum: Spectrum;
      readonly attribution: Attribution;
      /** Other spectra of the same scan: the reference foil, fluorescence beside transmission... */
      readonly alternatives: readonly ReadOption[];
      readonly warnings: readonly Message[];
    }
  | { readonly kind: 'question'; readonly question: Question };

/** Code of the files during whose reading the HDF5 library crashed: the thread is of no more use for HDF5. */
export const HDF5_CRASHED = 'hdf5-crashed';

/** Result of reading one file; a ZIP gives one for each file inside. */
export type ReadOutcome =
  | {
      readonly kind: 'scans';
      readonly source: Source;
      readonly format: string;
      readonly recognisedBy: string;
      readonly scans: readonly Scan[];
    }
  | {
      readonly kind: 'failed';
      readonly source: Pick<Source, 'name' | 'path'>;
      readonly error: Message & { line?: number; column?: number };
    };

/** A file of crystal structures; where scans are wanted, it is none (code `is-structure`). */
export interface StructuresOutcome {
  readonly kind: 'structures';
  readonly source: Source;
  readonly structures: readonly StructureOutcome[];
}

/** A file of models, such as a pack or a pickled forest; where scans are wanted, it is none (code `is-models`). */
export interface ModelsOutcome {
  readonly kind: 'models';
  readonly source: Source;
}

/*
 * Entry points, in `index.ts`:
 *   readSource(source: Source, context?: ReadContext): Promise<readonly ReadOutcome[]>
 *       throws nothing but the reason of an aborted signal
 *   readProgressively(source: Source, context?: ReadContext): AsyncGenerator<Outcome>
 *       the same one by one, and structures and models beside scans
 *   interpret(scan: Scan, format: string, choices?: Choices): Interpretation   throws XanopyError
 *   referenceOf(scan: Scan, energy: Float64Array): Spectrum | null    the foil measured with it
 *   layoutKey(scan: Scan, format: string): string    equal for files of the same layout
 */
