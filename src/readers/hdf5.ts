import type { Dataset, File as H5File, Group, Metadata } from 'h5wasm';
import { elementOf } from '../domain/elements';
import { XanopyError, type Message } from '../domain/errors';
import { assignRoles } from './roles';
import { HDF5_CRASHED, type Channel, type Reader, type Role, type Scan } from './types';

/** Shortest data set that can be a column of a scan, and the longest that is read. */
const SHORTEST = 10;
const LONGEST = 5_000_000;
const LONGEST_TEXT = 100_000;
const DEEPEST = 12;
const MOST_OBJECTS = 20_000;
const MOST_SCANS = 500;
const MOST_CHANNELS = 200;
/** Share by which columns of one scan may differ in length: counters stop a point apart. */
const LENGTH_SLACK = 0.05;

/** A 1-D numeric data set, not read yet. */
interface Column {
  readonly path: string;
  readonly name: string;
  readonly length: number;
  readonly dataset: Dataset;
}

interface Node {
  readonly path: string;
  readonly group: Group;
  readonly columns: readonly Column[];
  readonly children: readonly Node[];
  /** Short texts of the group by name, such as `definition`, `title` or `mode`. */
  readonly texts: ReadonlyMap<string, string>;
}

/** First value of an attribute or data set as text; undefined for anything but text. */
function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.trim() : undefined;
}

const attribute = (entity: Group | Dataset, name: string): string | undefined => {
  const { attrs } = entity;
  return name in attrs ? textOf(attrs[name].value) : undefined;
};

const isNumeric = ({ type, size }: Metadata): boolean => (type === 0 || type === 1) && size <= 8;

/**
 * The tree of groups with their 1-D columns and texts; links that lead nowhere are left out. A failure of the
 * library ends it: going on in a damaged file can keep the library busy forever.
 */
function explore(group: Group, path: string, depth: number, budget: { left: number }): Node {
  const columns: Column[] = [];
  const children: Node[] = [];
  const texts = new Map<string, string>();
  for (const name of group.keys()) {
    if (budget.left-- <= 0) break;
    const entity = group.get(name);
    if (entity === null) continue;
    const childPath = `${path}/${name}`;
    if ('keys' in entity && 'get_type' in entity) {
      if (depth < DEEPEST) children.push(explore(entity, childPath, depth + 1, budget));
    } else if ('metadata' in entity && 'shape' in entity) {
      const { shape, metadata } = entity;
      const isText =
        metadata.type === 3 && metadata.size <= LONGEST_TEXT && (shape ?? []).every((size) => size === 1);
      if (isText) {
        const text = textOf(entity.value);
        if (text !== undefined) texts.set(name, text.slice(0, 300));
      } else if (shape?.length === 1 && isNumeric(metadata) && shape[0] >= SHORTEST && shape[0] <= LONGEST) {
        columns.push({ path: childPath, name, length: shape[0], dataset: entity });
      }
    }
  }
  return { path, group, columns, children, texts };
}

function* everyNode(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* everyNode(child);
}

const columnsBelow = (node: Node): Column[] => [...everyNode(node)].flatMap(({ columns }) => columns);

/** A text by its name anywhere below a node. */
function textBelow(node: Node, names: RegExp): string | undefined {
  for (const { texts } of everyNode(node)) {
    for (const [name, text] of texts) if (names.test(name)) return text;
  }
  return undefined;
}

/** The values; null for a filter that this build does not have or a virtual data set whose source is elsewhere. */
function valuesOf({ dataset }: Column): Float64Array | null {
  let value: Dataset['value'];
  try {
    ({ value } = dataset);
  } catch {
    return null;
  }
  if (!ArrayBuffer.isView(value)) return null;
  return value instanceof BigInt64Array || value instanceof BigUint64Array
    ? Float64Array.from(value, Number)
    : Float64Array.from(value);
}

interface Labelled {
  readonly column: Column;
  readonly label: string;
  readonly role?: Role | undefined;
}

/** The largest set of columns whose lengths fit together, cut to the shortest of them. */
function scanOf(path: string, title: string, labelled: readonly Labelled[], entry: Node): Scan | null {
  const counts = new Map<number, number>();
  for (const { column } of labelled) counts.set(column.length, (counts.get(column.length) ?? 0) + 1);
  const [usual] = [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0] ?? [0];
  const warnings: Message[] = [];
  const fitting = labelled.filter(({ column }) => Math.abs(column.length - usual) <= LENGTH_SLACK * usual);
  const length = fitting.reduce((least, { column }) => Math.min(least, column.length), usual);
  const unread: string[] = [];
  const channels = fitting.slice(0, MOST_CHANNELS).flatMap(({ column, label, role }): Channel[] => {
    const values = valuesOf(column);
    if (!values) {
      unread.push(label);
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
  const others = labelled.length - fitting.length;
  if (others > 0) {
    warnings.push({
      code: 'other-lengths',
      message: `${others} data sets of other lengths than ${usual} were left out.`,
    });
  }
  if (unread.length > 0) {
    warnings.push({
      code: 'hdf5-unread',
      message: `These data sets cannot be read (unknown compression or a missing linked file): ${unread.slice(0, 5).join(', ')}.`,
    });
  }
  const element = elementOf(
    textBelow(entry, /^(element|absorbing_element|absorber|symbol|element_symbol)$/i) ?? '',
  )?.symbol;
  const edge = /^(K|L[123]?|M[1-5]?)$/i
    .exec(textBelow(entry, /^(edge|absorption_edge)$/i) ?? '')?.[1]
    .toUpperCase();
  return {
    id: path,
    title,
    channels: assignRoles(channels),
    ...(element === undefined ? {} : { element }),
    ...(edge === undefined ? {} : { edge }),
    metadata: [...entry.texts].filter(([, text]) => text !== ''),
    warnings,
  };
}

/** Role of the absorbed beam by the mode that NXxas states in its data group. */
function roleOfMode(mode: string | undefined): Role | undefined {
  if (mode === undefined) return undefined;
  if (/trans/i.test(mode)) return 'transmitted';
  return /fluo|yield|TFY|PFY|TEY/i.test(mode) ? 'fluorescence' : undefined;
}

/** The scan of an entry whose definition is NXxas, wherever its parts lie. */
function xasScan(entry: Node): Scan | null {
  const mode = textBelow(entry, /^mode$/i);
  const seen = new Set<string>();
  const labelled = columnsBelow(entry).flatMap((column): Labelled[] => {
    const inside = column.path.slice(entry.path.length + 1);
    const isPlain = /^(data|value|raw|intensity)$/i.test(column.name);
    const label = isPlain ? (inside.split('/').at(-2) ?? column.name) : column.name;
    // The data group links to what the instrument holds already.
    if (seen.has(label)) return [];
    seen.add(label);
    const role: Role | undefined = /incoming|incident|monitor/i.test(label)
      ? 'i0'
      : /absorbed_beam/i.test(label)
        ? roleOfMode(mode)
        : undefined;
    return [{ column, label, role }];
  });
  return scanOf(entry.path, titleOf(entry), labelled, entry);
}

/** The scan of an NXdata group: what it calls signal and axes. */
function dataScan(node: Node, entry: Node): Scan | null {
  const signal =
    attribute(node.group, 'signal') ?? node.columns.find(({ dataset }) => 'signal' in dataset.attrs)?.name;
  const axes =
    attribute(node.group, 'axes') ??
    node.columns.map(({ dataset }) => attribute(dataset, 'axes')).find(Boolean);
  if (signal === undefined || axes === undefined) return null;
  const axis = axes.split(/[:,]/)[0];
  const labelled = node.columns.map((column): Labelled => {
    const angle = /deg/i.test(attribute(column.dataset, 'units') ?? '');
    const role =
      column.name === axis ? (angle ? 'angle' : 'energy') : column.name === signal ? 'mu' : undefined;
    return { column, label: column.name, role };
  });
  if (!labelled.some(({ role }) => role === 'mu') || labelled.length < 2) return null;
  return scanOf(node.path, titleOf(entry, node), labelled, entry);
}

function plainScan(node: Node, entry: Node): Scan | null {
  const labelled = node.columns.map((column) => ({ column, label: column.name }));
  return labelled.length < 2 ? null : scanOf(node.path, titleOf(entry, node), labelled, entry);
}

function titleOf(entry: Node, node: Node = entry): string {
  const title = entry.texts.get('title') ?? '';
  if (title === '') return node.path;
  return node === entry ? title : `${title} (${node.path})`;
}

function scansOf(root: Node): Scan[] {
  const entries = root.children.length > 0 ? root.children : [root];
  const exact: Scan[] = [];
  const stated: Scan[] = [];
  const plain: Scan[] = [];
  for (const entry of [...(entries.includes(root) ? [] : [root]), ...entries]) {
    const own = entry === root && !entries.includes(root) ? [root] : [...everyNode(entry)];
    if (entry.texts.get('definition') === 'NXxas') {
      const scan = xasScan(entry);
      if (scan) {
        exact.push(scan);
        continue;
      }
    }
    for (const node of own) {
      if (exact.length + stated.length + plain.length >= MOST_SCANS) break;
      const data = dataScan(node, entry);
      if (data) stated.push(data);
      else {
        const scan = plainScan(node, entry);
        if (scan) plain.push(scan);
      }
    }
  }
  // Plot groups often hold two of many counters; the collection with the most columns says more.
  plain.sort((a, b) => b.channels.length - a.channels.length);
  const scans = [...exact, ...stated, ...plain];
  if (scans.length > 0) return scans;
  const all = columnsBelow(root).map((column) => ({ column, label: column.path.slice(1) }));
  const scan = scanOf('/', '', all, root);
  return scan ? [scan] : [];
}

/** Files read so far. */
let count = 0;
/** Whether a damaged file has left the memory of the library in disorder; only a new thread gets a new one. */
let hasCrashed = false;

/**
 * HDF5 and NeXus files through h5wasm, which is loaded with the first such file. Nothing depends on fixed
 * paths: `definition = NXxas`, then `@signal` and `@axes`, then every group with columns, then all 1-D data sets.
 */
export const hdf5Reader: Reader = {
  format: 'hdf5',
  title: 'HDF5 / NeXus',
  identify: ({ bytes }) =>
    [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => bytes[index] === byte)
      ? { confidence: 1, reason: 'the signature of HDF5' }
      : null,
  read: async (source) => {
    const h5wasm = await import('h5wasm').catch(() => {
      throw new XanopyError(
        'part-unavailable',
        'The part that reads HDF5 could not be loaded: there is no connection, or Xanopy was updated meanwhile. Connect, or reload the page.',
      );
    });
    const module = await h5wasm.ready;
    // Without it errors go to the console and the library goes on with invalid handles.
    module.activate_throwing_error_handler();
    if (hasCrashed) {
      throw new XanopyError(
        HDF5_CRASHED,
        'A damaged file read before stopped the HDF5 library. Drop this file again.',
      );
    }
    const { FS } = module;
    // A name of its own: the library takes a file that it could not close for the next one of the same name.
    const name = `scan-${++count}.h5`;
    let file: H5File | null = null;
    let scans: Scan[] | null = null;
    try {
      FS.writeFile(name, source.bytes);
      file = new h5wasm.File(name, 'r');
      scans = scansOf(explore(file, '', 0, { left: MOST_OBJECTS }));
    } catch (error) {
      // A `WebAssembly.RuntimeError`, a class that not every world of ours has a type for.
      hasCrashed = error instanceof Error && error.name === 'RuntimeError';
    }
    try {
      file?.close();
      FS.unlink(name);
    } catch {
      hasCrashed = true;
    }
    if (scans === null) {
      throw new XanopyError(
        hasCrashed ? HDF5_CRASHED : 'hdf5-damaged',
        'The HDF5 file cannot be opened: it is cut off, still being written, or damaged. Copy it again when the scan has ended.',
      );
    }
    if (scans.length === 0) {
      throw new XanopyError(
        'hdf5-no-columns',
        `The HDF5 file has no one-dimensional data of at least ${SHORTEST} points. Check that it holds the scan itself and not only images or links.`,
      );
    }
    return scans;
  },
};
