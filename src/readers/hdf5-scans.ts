import type { Group } from 'h5wasm';
import { describeError, XanopyError, type Message } from '../domain/errors';
import { findEnergy } from './axis';
import { canBeEnergy, parseEnergyUnit } from './energy';
import {
  absorberIn,
  attribute,
  columnsBelow,
  everyNode,
  explore,
  labelOf,
  obstacleOf,
  plotOf,
  SHORTEST,
  textBelow,
  titleOf,
  valuesOf,
  type Column,
  type Node,
} from './hdf5-tree';
import { isShortSeries, scansOfSeries, stackIn, type Hdf5Stack } from './hdf5-stacks';
import { interpret, layoutKey } from './interpret';
import { assignRoles, roleOfLabel } from './roles';
import { manySpectra } from './many';
import { energyScans, withRemark } from './sessions';
import type { Channel, ReadContext, Role, Scan } from './types';

const MOST_SCANS = 20_000;
const MOST_CHANNELS = 4096;
/** Share by which columns of one scan may differ in length: counters stop a point apart. */
const LENGTH_SLACK = 0.05;
const FORMAT = 'hdf5';

interface Labelled {
  readonly column: Column;
  readonly label: string;
  readonly role?: Role | undefined;
}

/** What could not be read of a scan: data sets with the reason. */
type Obstacles = Map<string, string>;

const listed = (names: readonly string[]): string =>
  names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');

/** Data sets that cannot be read, by their reasons. */
export function obstacleText(obstacles: ReadonlyMap<string, string>): string {
  const byReason = new Map<string, string[]>();
  for (const [name, reason] of obstacles) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].map(([reason, names]) => `${listed(names)} (${reason})`).join('; ');
}

/** The largest set of columns whose lengths fit together, cut to the shortest of them. */
function scanOfColumns(
  path: string,
  title: string,
  labelled: readonly Labelled[],
  entry: Node,
  found: Obstacles,
): Scan | null {
  const counts = new Map<number, number>();
  for (const { column } of labelled) counts.set(column.length, (counts.get(column.length) ?? 0) + 1);
  const [usual] = [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0] ?? [0];
  const warnings: Message[] = [];
  const fitting = labelled.filter(({ column }) => Math.abs(column.length - usual) <= LENGTH_SLACK * usual);
  const length = fitting.reduce((least, { column }) => Math.min(least, column.length), usual);
  const unread: Obstacles = new Map();
  const channels = fitting.slice(0, MOST_CHANNELS).flatMap(({ column, label, role }): Channel[] => {
    const values = valuesOf(column);
    if (!values) {
      unread.set(label, obstacleOf(column));
      found.set(label, obstacleOf(column));
      return [];
    }
    const unit = attribute(column.dataset, 'units');
    return [
      {
        label,
        values: values.length === length ? values : values.slice(0, length),
        ...(unit ? { unit } : {}),
        ...(role === undefined ? {} : { role }),
      },
    ];
  });
  if (channels.length < 2) return null;
  if (fitting.some(({ column }) => column.length !== length)) {
    warnings.push({
      code: 'unequal-lengths',
      message: `The columns have unequal lengths; all were cut to the shortest, ${length} points.`,
    });
  }
  const others = labelled.length - fitting.length + Math.max(0, fitting.length - MOST_CHANNELS);
  if (others > 0) {
    warnings.push({
      code: 'other-lengths',
      message: `${others} data sets of other lengths than ${usual} were left out.`,
    });
  }
  if (unread.size > 0) warnings.push(unreadRemark(unread));
  return {
    id: path,
    title,
    channels: assignRoles(channels),
    ...absorberIn(entry),
    metadata: [...entry.texts].filter(([, text]) => text !== ''),
    warnings,
  };
}

const unreadRemark = (obstacles: ReadonlyMap<string, string>): Message => ({
  code: 'hdf5-unread',
  message: `These data sets cannot be read: ${obstacleText(obstacles)}.`,
});

/** Role of the absorbed beam by the mode that NXxas states in its data group. */
function roleOfMode(mode: string | undefined): Role | undefined {
  if (mode === undefined) return undefined;
  if (/trans/i.test(mode)) return 'transmitted';
  return /fluo|yield|TFY|PFY|TEY/i.test(mode) ? 'fluorescence' : undefined;
}

/** Columns of all groups below, each by its own name or, where that is `data`, by its group's. */
function spread(entry: Node): Labelled[] {
  const seen = new Set<string>();
  return columnsBelow(entry).flatMap((column): Labelled[] => {
    const inside = column.path.slice(entry.path.length + 1);
    const isPlain = /^(data|value|raw|intensity)$/i.test(column.name);
    const label = isPlain ? (inside.split('/').at(-2) ?? column.name) : labelOf(column);
    // The data group links to what the instrument holds already.
    if (seen.has(label)) return [];
    seen.add(label);
    return [{ column, label }];
  });
}

/** The scan of an entry whose definition is NXxas, wherever its parts lie. */
function xasScan(entry: Node, found: Obstacles): Scan | null {
  const mode = textBelow(entry, /^mode$/i);
  const labelled = spread(entry).map(({ column, label }): Labelled => {
    const role: Role | undefined = /incoming|incident|monitor/i.test(label)
      ? 'i0'
      : /absorbed_beam/i.test(label)
        ? roleOfMode(mode)
        : undefined;
    return { column, label, role };
  });
  return scanOfColumns(entry.path, titleOf(entry), labelled, entry, found);
}

/** The scan of an NXdata group. */
function dataScan(node: Node, entry: Node, found: Obstacles): Scan | null {
  const plot = plotOf(node);
  if (!plot) return null;
  const labelled = node.columns.map((column): Labelled => {
    const label = labelOf(column);
    const unit = parseEnergyUnit(attribute(column.dataset, 'units'));
    const isAxis = column.name === plot.axes[0] && unit !== undefined && unit !== 'step';
    const role = isAxis
      ? unit === 'degree'
        ? 'angle'
        : 'energy'
      : column.name === plot.signal
        ? (roleOfLabel(label) ?? 'mu')
        : undefined;
    return { column, label, role };
  });
  if (!labelled.some(({ column }) => column.name === plot.signal) || labelled.length < 2) return null;
  return scanOfColumns(node.path, titleOf(entry, node), labelled, entry, found);
}

function plainScan(node: Node, entry: Node, found: Obstacles): Scan | null {
  const labelled = node.columns.map((column) => ({ column, label: labelOf(column) }));
  return labelled.length < 2 ? null : scanOfColumns(node.path, titleOf(entry, node), labelled, entry, found);
}

/** Columns that a data set of two dimensions holds, at most. */
const MOST_IN_TABLE = 64;

/** The lines of a data set of two dimensions, along its longer one; null for one that is no table. */
function linesOf(block: Column): Float64Array[] | null {
  const long = block.shape.filter((size) => size > 1);
  const [rows, columns] = long;
  if (long.length !== 2 || Math.min(rows, columns) > MOST_IN_TABLE || Math.max(rows, columns) < SHORTEST)
    return null;
  const values = valuesOf(block);
  if (values?.length !== rows * columns) return null;
  const isUpright = rows >= columns;
  return Array.from({ length: Math.min(rows, columns) }, (_, line) =>
    Float64Array.from({ length: Math.max(rows, columns) }, (__, at) =>
      isUpright ? values[at * columns + line] : values[line * columns + at],
    ),
  );
}

/** A data set that is a whole table, energies and signals side by side. */
function tableScans(node: Node, entry: Node): Scan[] {
  return node.blocks.flatMap((block) => {
    const lines = linesOf(block);
    if (!lines || !lines.some((values) => canBeEnergy({ label: '', values }))) return [];
    const channels = lines.map((values, index) => ({ label: `col${index + 1}`, values }));
    // Many energies are those of spectra that lie elsewhere.
    if (channels.filter(canBeEnergy).length * 2 > channels.length) return [];
    const scan: Scan = {
      id: block.path,
      title: titleOf(entry, node),
      channels,
      ...absorberIn(entry),
      metadata: [...entry.texts].filter(([, text]) => text !== ''),
      warnings: [],
    };
    return manySpectra(scan) ?? [scan];
  });
}

/** Spectra whose energies are a data set of the same two dimensions: each with its own. */
function ownAxisScans(node: Node, entry: Node): Scan[] {
  const axis = node.blocks.find((block) => roleOfLabel(labelOf(block)) === 'energy');
  const energies = axis && linesOf(axis);
  if (!axis || !energies?.every((values) => canBeEnergy({ label: '', values }))) return [];
  const signals = node.blocks.flatMap((block) => {
    const lines = block !== axis && block.shape.join() === axis.shape.join() ? linesOf(block) : null;
    return lines ? [{ label: labelOf(block), lines }] : [];
  });
  if (signals.length === 0) return [];
  const unit = attribute(axis.dataset, 'units');
  return energies.map((values, place): Scan => ({
    id: `${axis.path}:${place}`,
    title: `${titleOf(entry, node)} ${place + 1} of ${energies.length}`.trim(),
    channels: assignRoles([
      { label: labelOf(axis), values, ...(unit ? { unit } : {}), role: 'energy' },
      ...signals.map(({ label, lines }) => ({ label, values: lines[place] })),
    ]),
    ...absorberIn(entry),
    metadata: [...entry.texts].filter(([, text]) => text !== ''),
    warnings: [],
  }));
}

/** A column by what it holds, whatever its name: values at seventeen places. */
const fingerprint = ({ values }: Channel): string =>
  Array.from({ length: 17 }, (_, i) => values[Math.floor((i * (values.length - 1)) / 16)]).join(' ');

/** Scans without those whose columns others hold already: plots show two of many counters. */
function distinct(scans: readonly Scan[], leavesNothingOpen: (scan: Scan) => boolean): Scan[] {
  if (scans.length < 2) return [...scans];
  const held = scans.map(({ channels }) => new Set(channels.map(fingerprint)));
  const gone = new Set<number>();
  for (const [a, ofA] of held.entries()) {
    for (const [b, ofB] of held.entries()) {
      if (a === b || gone.has(b) || gone.has(a)) continue;
      const isInside = ofA.size < ofB.size || (ofA.size === ofB.size && b < a);
      if (!isInside || ![...ofA].every((print) => ofB.has(print))) continue;
      // What a plot says plainly goes before all counters among which the user must choose.
      gone.add(leavesNothingOpen(scans[a]) && !leavesNothingOpen(scans[b]) ? b : a);
    }
  }
  return scans.filter((_, index) => !gone.has(index));
}

/** Whether scans of a layout are read without a question; asked once a layout. */
function readiness(): (scan: Scan) => boolean {
  const known = new Map<string, boolean>();
  return (scan) => {
    const key = layoutKey(scan, FORMAT);
    const found = known.get(key);
    if (found !== undefined) return found;
    let isReady = false;
    try {
      isReady = interpret(scan, FORMAT).kind === 'spectrum';
    } catch (error) {
      if (!(error instanceof XanopyError)) throw error;
    }
    known.set(key, isReady);
    return isReady;
  };
}

/** The scans of one entry: what its definition says, else its groups, else its columns from all over it. */
function entryScans(
  entry: Node,
  nodes: readonly Node[],
  isReady: (scan: Scan) => boolean,
  found: Obstacles,
  maps: Hdf5Stack[],
): Scan[] {
  if (entry.texts.get('definition') === 'NXxas') {
    const scan = xasScan(entry, found);
    if (scan) return [scan];
  }
  const stacks = nodes.flatMap((node) => stackIn(node, entry, found) ?? []);
  maps.push(...stacks.filter((stack) => !isShortSeries(stack)));
  if (stacks.length > 0) return stacks.filter(isShortSeries).flatMap(scansOfSeries);
  const stated = nodes.flatMap((node) => dataScan(node, entry, found) ?? []);
  const paths = new Set(stated.map(({ id }) => id));
  const plain = nodes.flatMap((node) => (paths.has(node.path) ? [] : (plainScan(node, entry, found) ?? [])));
  const scans = distinct([...stated, ...plain], isReady);
  const hasEnergy = (scan: Scan): boolean => findEnergy(scan) !== null || scan.channels.some(canBeEnergy);
  if (scans.some(hasEnergy) || nodes.length < 2) return scans;
  const all = scanOfColumns(entry.path, titleOf(entry), spread(entry), entry, found);
  return all && hasEnergy(all) ? [all] : scans;
}

/** Scans that lie in data sets of two dimensions, where the file has none of single columns. */
const blockScans = (root: Node): Scan[] =>
  [...everyNode(root)].flatMap((node) => {
    const own = ownAxisScans(node, node);
    return own.length > 0 ? own : tableScans(node, node);
  });

/**
 * The scans of an HDF5 file, in the order of its entries.
 * @throws XanopyError `hdf5-no-columns`, `hdf5-unread`, `no-energy`; whatever the library throws
 */
export async function readScans(file: Group, context: ReadContext): Promise<readonly Scan[]> {
  const { root, isCut } = await explore(file, context);
  const found: Obstacles = new Map();
  const isReady = readiness();
  const scans: Scan[] = [];
  const maps: Hdf5Stack[] = [];
  const entries = root.children.length > 0 ? root.children : [];
  let last = performance.now();
  let dropped = 0;
  for (const entry of [root, ...entries]) {
    if (scans.length >= MOST_SCANS) {
      dropped += 1;
      continue;
    }
    scans.push(...entryScans(entry, entry === root ? [root] : [...everyNode(entry)], isReady, found, maps));
    if (performance.now() - last < 150) continue;
    await new Promise((resolve) => setTimeout(resolve));
    context.signal?.throwIfAborted();
    last = performance.now();
  }
  if (scans.length === 0 && maps.length > 0) throw isMap(maps);
  if (scans.length === 0) {
    const all = columnsBelow(root).map((column) => ({ column, label: column.path.slice(1) }));
    const scan = scanOfColumns('/', '', all, root, found);
    scans.push(...(scan ? [scan] : blockScans(root)));
  }
  for (const node of everyNode(root)) {
    for (const { path, file: name } of node.elsewhere) {
      found.set(path.slice(1), `in another file, ${name}, which cannot be followed`);
    }
  }
  if (scans.length === 0 || (found.size > 0 && !scans.some(isReady))) refuse(root, scans, found);
  const kept = energyScans(scans);
  const elsewhere = [...found].filter(
    ([name]) => !kept.some(({ warnings }) => warnings.some(({ message }) => message.includes(name))),
  );
  const noted = maps.length > 0 ? withRemark(kept, describeError(isMap(maps))) : kept;
  const told = elsewhere.length > 0 ? withRemark(noted, unreadRemark(new Map(elsewhere))) : noted;
  if (dropped === 0 && !isCut) return told;
  return withRemark(told, {
    code: 'hdf5-scans-left',
    message: `The file holds more than can be read at once: ${scans.length} scans were read, the rest was left out. Split the file.`,
  });
}

/** Where spectra are shown that are too many for a list. */
function isMap(maps: readonly Hdf5Stack[]): XanopyError {
  const sizes = maps.map(
    ({ id, lines, columns }) =>
      `${columns === 1 ? lines : `${lines} x ${columns}`} spectra in ${id === '' ? '/' : id}`,
  );
  return new XanopyError(
    'is-map',
    `The file holds a map: ${listed(sizes)}. Open it on the page Map, or answer it with \`xanopy map\`.`,
  );
}

/** Says what is in the way, or what is there instead. */
function refuse(root: Node, scans: readonly Scan[], found: Obstacles): void {
  if (found.size > 0) {
    const packed = [...found.values()].some((reason) => reason.startsWith('compressed'));
    const step = packed
      ? 'Save the file with gzip compression (h5repack -f GZIP=4 IN OUT), or export the scan as columns.'
      : 'Drop the file that holds them, or export the scan as columns.';
    // What is there may still be enough for an answer of the user.
    if (scans.some((scan) => asksUser(scan))) return;
    throw new XanopyError(
      'hdf5-unread',
      `The data of the scan cannot be read: ${obstacleText(found)}. ${step}`,
    );
  }
  const blocks = [...everyNode(root)].flatMap(({ blocks: own }) => own);
  const there = blocks.map(({ path, shape }) => `${path.slice(1)} (${shape.join(' x ')})`);
  const instead = there.length > 0 ? ` It holds ${listed(there)}, but no energies of a scan for it.` : '';
  throw new XanopyError(
    'hdf5-no-columns',
    `The HDF5 file has no one-dimensional data of at least ${SHORTEST} points.${instead} Check that it holds the scan itself and not only images or links.`,
  );
}

/** Whether a scan holds a signal, of which the user may say what it is. */
function asksUser(scan: Scan): boolean {
  if (scan.channels.every(({ role }) => role === 'energy' || role === 'angle' || role === 'i0')) return false;
  try {
    interpret(scan, FORMAT);
    return true;
  } catch {
    return false;
  }
}
