import { transfer } from 'comlink';
import { describeError } from '../domain/errors';
import type { MapPart } from '../domain/map/layers';
import type { Provenance } from '../exporters/document';
import type { MapRecord } from '../exporters/map';
import { mapHdf5 } from '../exporters/map-hdf5';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import type { SlicedBytes } from '../readers/stacks/types';
import type { Choices } from '../readers/types';
import type { Engine, Outcome } from './api';
import {
  createStacks,
  type MapSettings,
  type StackSource,
  type StackSpectrum,
  type StackSummary,
} from './stacks';

/** A file with stacks as the page has it; only what is asked for of it is read. */
export interface StackFile {
  /** Differs for every file that is opened. */
  readonly key: string;
  readonly file: File;
  /** Text of a list of energies beside it. */
  readonly energies: string | null;
}

/** `Stacks` as the page reaches it: nothing rejects. */
export interface StackService {
  /** A map as the bytes of an HDF5 file. */
  hdf5(record: MapRecord, provenance: Provenance): Promise<Outcome<Uint8Array>>;
  list(file: StackFile): Promise<Outcome<readonly StackSummary[]>>;
  survey(
    file: StackFile,
    id: string,
    choices: Choices,
    options: PrepareOptions,
  ): Promise<Outcome<StackSpectrum>>;
  map(
    file: StackFile,
    id: string,
    settings: MapSettings,
    first: number,
    count: number,
    onPart: (part: MapPart) => Promise<boolean>,
  ): Promise<Outcome<void>>;
  spectrum(
    file: StackFile,
    id: string,
    settings: MapSettings,
    pixels: Uint32Array,
    title: string,
  ): Promise<Outcome<StackSpectrum>>;
}

/** The layers are handed over: nobody here looks at them again. */
const handedOver = (part: MapPart): MapPart =>
  transfer(
    part,
    Object.values(part.layers).flatMap(({ buffer }: { buffer: ArrayBufferLike }) =>
      buffer instanceof ArrayBuffer ? [buffer] : [],
    ),
  );

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

/** The stacks of this worker; `bytesOf` reads files at once, as only a worker can. */
export function createStackService(
  engine: Pick<Engine, 'examine'>,
  bytesOf: (blob: Blob) => ArrayBuffer,
): StackService {
  const stacks = createStacks(engine);
  const slicesOf = (file: File): SlicedBytes => ({
    size: file.size,
    read: (from, to) => new Uint8Array(bytesOf(file.slice(from, to))),
  });
  const sourceOf = ({ file, energies }: StackFile): StackSource => ({
    name: file.name,
    bytes: slicesOf(file),
    energies,
  });
  return {
    hdf5: (record, provenance) => outcome(() => mapHdf5(record, provenance)),
    list: (file) => outcome(() => stacks.list(file.key, sourceOf(file))),
    survey: (file, ...request) => outcome(() => stacks.survey(file.key, sourceOf(file), ...request)),
    map: (file, id, settings, first, count, onPart) =>
      outcome(() =>
        stacks.map(file.key, sourceOf(file), id, settings, first, count, (part) => onPart(handedOver(part))),
      ),
    spectrum: (file, ...request) => outcome(() => stacks.spectrum(file.key, sourceOf(file), ...request)),
  };
}
