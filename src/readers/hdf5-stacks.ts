import { XanopyError, type Message } from '../domain/errors';
import { canBeEnergy, extentOf, parseEnergyUnit } from './energy';
import {
  absorberIn,
  attribute,
  columnsBelow,
  labelOf,
  numbersOf,
  obstacleOf,
  plotOf,
  titleOf,
  valuesOf,
  type Column,
  type Node,
} from './hdf5-tree';
import { edgeContrast } from './mu';
import { assignRoles, roleOfLabel } from './roles';
import { sampleMean } from './stacks/mean';
import { roleOfSignal } from './stacks/signal';
import type { Stack } from './stacks/types';
import type { Channel, Role, Scan } from './types';

/** Spectra of a series that become scans of their own; a longer one, and every image, is a map. */
export const MOST_FRAMES = 1000;
/** What data of more dimensions beside a scan are usually: spectra of detectors and pictures. */
const NO_STACK =
  /mca|xmap|dxp|xspress|falcon|spectr(um|a)|image|frame|hist|eiger|pilatus|maxipix|frelon|camera|roi_?map/i;
/** The same for what can be images over the energy. */
const NO_IMAGES = /mca|xmap|dxp|xspress|falcon|spectr(um|a)|hist|roi_?map/i;
/** Roles of single channels of a scan: a stack is another one only where it is measured as they are. */
const DETECTED: ReadonlySet<Role> = new Set([
  'i0',
  'transmitted',
  'fluorescence',
  'mu',
  'normalised',
  'flattened',
]);
const LEAST_CONTRAST = 6;
/** Largest over smallest energy of a scan: the channels of an energy-dispersive detector span decades. */
const WIDEST_RATIO = 3;

interface Axis {
  readonly column: Column;
  readonly values: Float64Array;
  readonly unit: string | undefined;
}

/** A stack of an HDF5 file with what is measured beside it. */
export interface Hdf5Stack extends Stack {
  /** One value a spectrum, such as a time, with its unit ('' without one); empty for images. */
  readonly along: readonly { readonly label: string; readonly values: Float64Array; readonly unit: string }[];
}

const isNamedEnergy = (column: Column): boolean =>
  ['energy', 'angle'].includes(roleOfLabel(labelOf(column)) ?? '');

const unitOf = (column: Column): string | undefined => attribute(column.dataset, 'units');

/** Whether an axis spans what a scan of an absorption edge does. */
function isNarrow(values: Float64Array): boolean {
  const { least, greatest } = extentOf(values.map(Math.abs));
  return greatest < WIDEST_RATIO * least || values[0] < 0;
}

/** The energy of a group with stacks: what the plot calls so, else by name, else by its numbers; else one of the entry. */
function axisOf(node: Node, entry: Node, named: readonly string[], sizes: ReadonlySet<number>): Axis | null {
  const hasUnit = (column: Column): boolean => {
    const unit = parseEnergyUnit(unitOf(column));
    return unit !== undefined && unit !== 'step';
  };
  const fits = ({ length }: Column): boolean => sizes.has(length);
  const candidates = [
    ...node.columns.filter(
      (column) => isNamedEnergy(column) || (named.includes(column.name) && hasUnit(column)),
    ),
    ...node.columns,
    ...columnsBelow(entry).filter(isNamedEnergy),
  ].filter(fits);
  for (const column of candidates) {
    const values = valuesOf(column);
    const unit = unitOf(column);
    if (
      values &&
      isNarrow(values) &&
      (isNamedEnergy(column) || canBeEnergy({ label: labelOf(column), values, ...(unit ? { unit } : {}) }))
    ) {
      return { column, values, unit };
    }
  }
  return null;
}

/** Places of the dimensions of a stack; `column` is null in a series. */
interface Dimensions {
  readonly energy: number;
  readonly line: number;
  readonly column: number | null;
}

/**
 * Which dimension is the energy: the only one of that length, else what the plot says, else the last. Null where a data set is
 * no stack over so many energies.
 */
function dimensionsOf(shape: readonly number[], points: number, stated: number): Dimensions | null {
  const long = shape.flatMap((size, place) => (size > 1 ? [place] : []));
  if (long.length < 2 || long.length > 3) return null;
  const candidates = long.filter((place) => shape[place] === points);
  const energy = candidates.includes(stated) ? stated : candidates.at(-1);
  if (energy === undefined) return null;
  const [line, column = null] = long.filter((place) => place !== energy);
  return { energy, line, column };
}

/** Reads lines of a data set, spectrum after spectrum. */
function readLines(data: Column, dimensions: Dimensions, first: number, count: number): Float64Array {
  const { shape, dataset } = data;
  const { energy, line, column } = dimensions;
  let values: Float64Array | null = null;
  try {
    values = numbersOf(
      dataset.slice(shape.map((size, place) => (place === line ? [first, first + count] : [0, size]))),
    );
  } catch {
    // Said below.
  }
  const points = shape[energy];
  const columns = column === null ? 1 : shape[column];
  if (values?.length !== count * columns * points) {
    throw new XanopyError(
      'stack-unread',
      `Lines ${first + 1} to ${first + count} of ${data.path} cannot be read: the file is damaged or cut off there. Copy it again.`,
    );
  }
  // Steps of the values as they lie, from the last dimension on.
  const steps = new Map<number, number>();
  let step = 1;
  for (let place = shape.length - 1; place >= 0; place--) {
    steps.set(place, step);
    step *= place === line ? count : shape[place];
  }
  const [ofEnergy, ofLine, ofColumn] = [energy, line, column ?? -1].map((place) => steps.get(place) ?? 0);
  if (ofEnergy === 1 && (columns === 1 || ofColumn === points)) return values;
  const result = new Float64Array(values.length);
  let to = 0;
  for (let y = 0; y < count; y++)
    for (let x = 0; x < columns; x++) {
      let from = y * ofLine + x * ofColumn;
      for (let i = 0; i < points; i++, from += ofEnergy) result[to++] = values[from];
    }
  return result;
}

/** A remark where the file says that another dimension than the one of that length is the energy. */
function axesRemark(
  shape: readonly number[],
  { energy }: Dimensions,
  stated: number,
  name: string,
): Message[] {
  if (stated < 0 || stated >= shape.length || stated === energy) return [];
  return [
    {
      code: 'stack-axes',
      message: `The file calls dimension ${stated + 1} of ${name} (${shape.join(' x ')}) the energy; dimension ${energy + 1} has as many values as there are energies and was taken.`,
    },
  ];
}

/**
 * The stack in a group: spectra in data of two or three dimensions beside their energy, as mu(time, energy), mu(y, x, energy) or
 * images over the energy, or I0 and It as such. Spectra of detectors, which lie beside many scans, are none.
 * @param found gets what cannot be read, with the reason
 */
export function stackIn(node: Node, entry: Node, found: Map<string, string>): Hdf5Stack | null {
  const many = (shape: readonly number[]): number => shape.filter((size) => size > 1).length;
  const blocks = node.blocks.filter(({ shape }) => many(shape) === 2 || many(shape) === 3);
  const isOther = ({ name, shape }: Column): boolean => (many(shape) === 3 ? NO_IMAGES : NO_STACK).test(name);
  if (blocks.length === 0) return null;
  const plot = plotOf(node);
  const axis = axisOf(node, entry, plot?.axes ?? [], new Set(blocks.flatMap(({ shape }) => shape)));
  if (!axis) return null;
  const points = axis.column.length;
  const stated = plot?.axes.indexOf(axis.column.name) ?? -1;
  const first = blocks.find((one) => {
    if (!dimensionsOf(one.shape, points, stated)) return false;
    return one.name === plot?.signal || !isOther(one);
  });
  const dimensions = first && dimensionsOf(first.shape, points, stated);
  if (!dimensions) return null;
  const { line, column } = dimensions;
  const lines = first.shape[line];
  const columns = column === null ? 1 : first.shape[column];
  const beside = node.columns.filter((one) => one !== axis.column);
  const shared = beside.filter(({ length }) => length === points && lines !== points);
  const roleOf = (one: Column): Role => roleOfLabel(labelOf(one)) ?? 'energy';
  const isStated = plot?.signal === first.name || DETECTED.has(roleOf(first));
  if (!isStated && shared.some((one) => DETECTED.has(roleOf(one)))) return null;

  const data = blocks.filter((one) => {
    if (one.shape.join() !== first.shape.join() || (one !== first && isOther(one))) return false;
    try {
      readLines(one, dimensions, 0, 1);
      return true;
    } catch (error) {
      if (!(error instanceof XanopyError)) throw error;
      found.set(one.name, obstacleOf(one));
      return false;
    }
  });
  if (data.length === 0) return null;
  const common = shared.flatMap((one): Channel[] => {
    const values = valuesOf(one);
    return values ? [{ label: labelOf(one), values }] : [];
  });
  const energy: Channel = {
    label: labelOf(axis.column),
    values: axis.values,
    ...(axis.unit ? { unit: axis.unit } : {}),
    role: parseEnergyUnit(axis.unit) === 'degree' ? 'angle' : 'energy',
  };
  const shape = { lines, columns, points, signals: data.map(labelOf) };
  const read = (from: number, count: number): Float64Array[] =>
    data.map((one) => readLines(one, dimensions, from, count));
  const mean = sampleMean({ ...shape, read });
  const contrast = Math.max(
    ...mean.flatMap((values) => [edgeContrast(values), edgeContrast(values.map((one) => -one))]),
  );
  if (!isStated && !(contrast > LEAST_CONTRAST)) return null;
  // A lone signal without a name of its own is what the plot shows.
  const isPlain = data.length === 1 && (plot !== null || common.length === 0);
  const roles = data.map((one, place) =>
    isPlain && roleOfLabel(labelOf(one)) === undefined ? roleOfSignal(axis.values, mean[place]) : undefined,
  );
  const fixed = [energy, ...common];
  const warnings = axesRemark(first.shape, dimensions, stated, first.name);
  return {
    ...shape,
    id: node.path,
    title: titleOf(entry, node),
    format: 'hdf5',
    warnings,
    along:
      column === null
        ? [...beside, ...node.shorts].flatMap((one) => {
            const values = one.length === lines ? valuesOf(one) : null;
            return values ? [{ label: labelOf(one), values, unit: unitOf(one) ?? '' }] : [];
          })
        : [],
    read,
    scanOf: (values, id, title) => ({
      id: `${node.path}:${id}`,
      title,
      channels: assignRoles([
        ...fixed,
        ...values.map((own, place): Channel => {
          const role = roles[place];
          return { label: shape.signals[place], values: own, ...(role === undefined ? {} : { role }) };
        }),
        ...(roles.includes('transmitted') ? [unity(points)] : []),
      ]),
      ...absorberIn(entry),
      metadata: [...entry.texts].filter(([, text]) => text !== ''),
      warnings,
    }),
  };
}

/** The incident beam of transmissions: they are divided by it already. */
export const unity = (points: number): Channel => ({
  label: '1',
  values: new Float64Array(points).fill(1),
  role: 'i0',
});

/** A value without the digits that its storage adds; all of a large one, such as a time since 1970. */
const shortened = (value: number): number => (Math.abs(value) < 1e6 ? Number(value.toPrecision(7)) : value);

/** The spectra of a short series as scans, named by what is measured along it; @throws XanopyError `stack-unread` */
export function scansOfSeries({ lines, points, along, read, scanOf, title }: Hdf5Stack): Scan[] {
  const all = read(0, lines);
  return Array.from({ length: lines }, (_, frame): Scan => {
    const withUnit = (value: number, unit: string): string => `${value} ${unit}`.trim();
    const values = along.map(({ label, values: of, unit }): [string, string] => [
      label,
      withUnit(of[frame], unit),
    ]);
    const what = along.at(0);
    const scan = scanOf(
      all.map((one) => one.slice(frame * points, (frame + 1) * points)),
      String(frame),
      `${title} ${what ? `${what.label} = ${withUnit(shortened(what.values[frame]), what.unit)}` : `${frame + 1} of ${lines}`}`.trim(),
    );
    return { ...scan, metadata: [...scan.metadata, ...values] };
  });
}

/** Whether a stack is a series that is read as scans of the session. */
export const isShortSeries = ({ lines, columns }: Stack): boolean => columns === 1 && lines <= MOST_FRAMES;
