import { canBeEnergy, parseEnergyUnit } from './energy';
import {
  absorberIn,
  attribute,
  labelOf,
  obstacleOf,
  plotOf,
  titleOf,
  valuesOf,
  type Column,
  type Node,
} from './hdf5-tree';
import { edgeContrast } from './mu';
import { assignRoles, roleOfLabel } from './roles';
import type { Channel, Role, Scan } from './types';

/** Spectra of one stack that are read. */
const MOST_FRAMES = 20_000;
/** What two-dimensional data beside a scan are usually: spectra of detectors and pictures. */
const NO_STACK = /mca|spectr(um|a)|image|frame|hist|eiger|pilatus|maxipix|frelon|camera|roi_?map/i;
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

interface Stack {
  readonly label: string;
  readonly values: Float64Array;
}

/** One frame of data whose rows (or columns) are spectra. */
const frameOf = (
  { values }: Stack,
  frame: number,
  points: number,
  frames: number,
  inRows: boolean,
): Float64Array =>
  inRows
    ? values.slice(frame * points, (frame + 1) * points)
    : Float64Array.from({ length: points }, (_, point) => values[point * frames + frame]);

/** The energy of a group with stacks: what the plot calls so, else by name, else by its numbers. */
function axisOf(
  node: Node,
  named: readonly string[],
): { column: Column; values: Float64Array; unit: string | undefined } | null {
  const label = (column: Column): string => labelOf(column);
  const isNamed = (column: Column): boolean => ['energy', 'angle'].includes(roleOfLabel(label(column)) ?? '');
  const unitOf = (column: Column): string | undefined => attribute(column.dataset, 'units');
  const hasUnit = (column: Column): boolean => {
    const unit = parseEnergyUnit(unitOf(column));
    return unit !== undefined && unit !== 'step';
  };
  const candidates = [
    ...node.columns.filter((column) => isNamed(column) || (named.includes(column.name) && hasUnit(column))),
    ...node.columns,
  ];
  for (const column of candidates) {
    const values = valuesOf(column);
    const unit = unitOf(column);
    if (
      values &&
      (isNamed(column) || canBeEnergy({ label: label(column), values, ...(unit ? { unit } : {}) }))
    ) {
      return { column, values, unit };
    }
  }
  return null;
}

/**
 * Spectra that lie in the rows or columns of two-dimensional data beside their energy: mu(time, energy) of a series,
 * or I0 and It as such. Spectra of detectors, which lie beside many scans, are none.
 */
export function stackScans(node: Node, entry: Node, found: Map<string, string>): Scan[] {
  const flat = node.blocks.filter(({ shape }) => shape.filter((size) => size > 1).length === 2);
  if (flat.length === 0 || node.columns.length === 0) return [];
  const plot = plotOf(node);
  const axis = axisOf(node, plot?.axes ?? []);
  if (!axis) return [];
  const points = axis.column.length;
  const alike = (size: readonly number[]): readonly number[] => size.filter((one) => one > 1);
  const first = flat.find(({ name, shape }) => {
    if (!alike(shape).includes(points)) return false;
    return name === plot?.signal || !NO_STACK.test(name);
  });
  if (!first) return [];
  const size = alike(first.shape);
  const place = plot?.axes.indexOf(axis.column.name) ?? -1;
  const inRows = size[0] === size[1] ? place !== 0 : size[1] === points;
  const frames = inRows ? size[0] : size[1];
  const beside = node.columns.filter((column) => column !== axis.column);
  const shared = beside.filter(({ length }) => length === points && frames !== points);
  const isStated = plot?.signal === first.name || DETECTED.has(roleOfLabel(labelOf(first)) ?? 'energy');
  const hasScan = shared.some((column) => DETECTED.has(roleOfLabel(labelOf(column)) ?? 'energy'));
  if (!isStated && hasScan) return [];
  const stacks: Stack[] = [];
  for (const column of flat) {
    if (alike(column.shape).join() !== size.join() || (column !== first && NO_STACK.test(column.name)))
      continue;
    const values = valuesOf(column);
    if (values) stacks.push({ label: labelOf(column), values });
    else found.set(column.name, obstacleOf(column));
  }
  if (stacks.length === 0) return [];
  if (!isStated && !(edgeContrast(frameOf(stacks[0], 0, points, frames, inRows)) > LEAST_CONTRAST)) return [];
  const along = [...beside, ...node.shorts]
    .filter(({ length }) => length === frames)
    .map((column) => ({ column, values: valuesOf(column) }));
  const common = shared.flatMap((column): Channel[] => {
    const values = valuesOf(column);
    return values ? [{ label: labelOf(column), values }] : [];
  });
  const energy: Channel = {
    label: labelOf(axis.column),
    values: axis.values,
    ...(axis.unit ? { unit: axis.unit } : {}),
    role: parseEnergyUnit(axis.unit) === 'degree' ? 'angle' : 'energy',
  };
  const signal = plot && stacks.length === 1 ? ({ role: 'mu' } as const) : {};
  return Array.from({ length: Math.min(frames, MOST_FRAMES) }, (_, frame): Scan => {
    const values = along.flatMap(({ column, values: of }): [string, string][] =>
      of ? [[labelOf(column), String(of[frame])]] : [],
    );
    const [what] = values;
    const channels = stacks.map((stack): Channel => ({
      label: stack.label,
      values: frameOf(stack, frame, points, frames, inRows),
      ...(roleOfLabel(stack.label) === undefined ? signal : {}),
    }));
    return {
      id: `${node.path}:${frame}`,
      title:
        `${titleOf(entry, node)} ${what ? `${what[0]} = ${what[1]}` : `${frame + 1} of ${frames}`}`.trim(),
      channels: assignRoles([energy, ...common, ...channels]),
      ...absorberIn(entry),
      metadata: [...[...entry.texts].filter(([, text]) => text !== ''), ...values],
      warnings: [],
    };
  });
}
