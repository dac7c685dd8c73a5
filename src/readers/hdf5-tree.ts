import type { Dataset, Group, Metadata } from 'h5wasm';
import { elementOf } from '../domain/elements';
import { roleOfLabel } from './roles';
import type { ReadContext, Scan } from './types';

/** Shortest data set that can be a column of a scan, and the longest that is read. */
export const SHORTEST = 10;
const LONGEST = 5_000_000;
const LONGEST_TEXT = 100_000;
const DEEPEST = 12;
/** Objects that are looked at; nights of scans have 100,000. */
const MOST_OBJECTS = 1_000_000;
/** Milliseconds between two chances for others to run, and to cancel. */
const BREATH = 150;
/** Where BLISS keeps all motors of the beamline, one value each, with every scan. */
const POSITIONS = /^positioners(_start|_end|_dial.*)?$/;

/** A numeric data set, not read yet. */
export interface Column {
  readonly path: string;
  readonly name: string;
  /** One or more dimensions. */
  readonly shape: readonly number[];
  readonly length: number;
  readonly dataset: Dataset;
}

/** A link to a data set of another file. */
export interface Elsewhere {
  readonly path: string;
  readonly file: string;
}

export interface Node {
  readonly path: string;
  readonly name: string;
  readonly group: Group;
  /** One-dimensional. */
  readonly columns: readonly Column[];
  /** Too short for a scan, such as the times of a few spectra. */
  readonly shorts: readonly Column[];
  /** Of more dimensions. */
  readonly blocks: readonly Column[];
  readonly elsewhere: readonly Elsewhere[];
  readonly children: readonly Node[];
  /** Short texts of the group by name, such as `definition`, `title` or `mode`. */
  readonly texts: ReadonlyMap<string, string>;
}

/** First value of an attribute or data set as text; undefined for anything but text. */
export function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.trim() : undefined;
}

export const attribute = (entity: Group | Dataset, name: string): string | undefined => {
  const { attrs } = entity;
  return name in attrs ? textOf(attrs[name].value) : undefined;
};

const isNumeric = ({ type, size }: Metadata): boolean => (type === 0 || type === 1) && size <= 8;

const naturalOrder = new Intl.Collator('en', { numeric: true });

/**
 * The tree of groups with their columns and texts, scans in the order of their numbers; links that lead nowhere are left
 * out. A failure of the library ends it: going on in a damaged file can keep the library busy for ever.
 * @returns `isCut` where the file holds more objects than are looked at
 */
export async function explore(file: Group, { signal }: ReadContext): Promise<{ root: Node; isCut: boolean }> {
  let left = MOST_OBJECTS;
  let last = performance.now();

  async function nodeOf(group: Group, path: string, depth: number): Promise<Node> {
    const columns: Column[] = [];
    const shorts: Column[] = [];
    const blocks: Column[] = [];
    const elsewhere: Elsewhere[] = [];
    const children: Node[] = [];
    const texts = new Map<string, string>();
    for (const name of group.keys().sort(naturalOrder.compare)) {
      if (left-- <= 0) break;
      if (performance.now() - last > BREATH) {
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
        last = performance.now();
      }
      if (POSITIONS.test(name)) continue;
      const entity = group.get(name);
      if (entity === null) continue;
      const childPath = `${path}/${name}`;
      if ('keys' in entity && 'get_type' in entity) {
        if (depth < DEEPEST) children.push(await nodeOf(entity, childPath, depth + 1));
      } else if ('filename' in entity && 'obj_path' in entity) {
        elsewhere.push({ path: childPath, file: entity.filename });
      } else if ('metadata' in entity && 'shape' in entity) {
        const { shape, metadata } = entity;
        const isText =
          metadata.type === 3 && metadata.size <= LONGEST_TEXT && (shape ?? []).every((size) => size === 1);
        if (isText) {
          const text = textOf(entity.value);
          if (text !== undefined) texts.set(name, text.slice(0, 300));
        } else if (shape && shape.length > 0 && isNumeric(metadata)) {
          // One long dimension is a column, however many of a single value stand beside it.
          const isColumn = shape.length === 1 || shape.filter((size) => size > 1).length === 1;
          const length = isColumn ? Math.max(...shape) : shape[0];
          const column = { path: childPath, name, shape, length, dataset: entity };
          if (isColumn) {
            if (length > 1 && length <= LONGEST) (length < SHORTEST ? shorts : columns).push(column);
          } else if (shape.reduce((product, size) => product * size, 1) > 1) blocks.push(column);
        }
      }
    }
    return {
      path,
      name: path.split('/').at(-1) ?? '',
      group,
      columns,
      shorts,
      blocks,
      elsewhere,
      children,
      texts,
    };
  }

  const root = await nodeOf(file, '', 0);
  return { root, isCut: left < 0 };
}

export function* everyNode(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* everyNode(child);
}

export const columnsBelow = (node: Node): Column[] => [...everyNode(node)].flatMap(({ columns }) => columns);

/** A text by its name anywhere below a node. */
export function textBelow(node: Node, names: RegExp): string | undefined {
  for (const { texts } of everyNode(node)) {
    for (const [name, text] of texts) if (names.test(name)) return text;
  }
  return undefined;
}

/** Filters by their registered numbers; those up to 6 are part of the library. */
const FILTERS: Readonly<Record<number, string>> = {
  305: 'LZO',
  307: 'bzip2',
  32000: 'LZF',
  32001: 'Blosc',
  32004: 'LZ4',
  32008: 'bitshuffle',
  32013: 'ZFP',
  32015: 'Zstandard',
  32026: 'Blosc2',
};

/** What keeps a data set from being read: the compression that this build does not have, or data that are not there. */
export function obstacleOf({ dataset }: Column): string {
  try {
    const unknown = dataset.filters.find(({ id }) => id > 6);
    if (unknown) return `compressed with ${FILTERS[unknown.id] ?? (unknown.name || `filter ${unknown.id}`)}`;
  } catch {
    // What cannot even be asked for its filters is damaged.
  }
  return 'damaged, or in a linked file that is missing';
}

/** Numbers of any type as the library hands them over; null for anything else. */
export function numbersOf(value: Dataset['value']): Float64Array | null {
  if (value instanceof Float64Array) return value;
  if (!ArrayBuffer.isView(value)) return null;
  return value instanceof BigInt64Array || value instanceof BigUint64Array
    ? Float64Array.from(value, Number)
    : Float64Array.from(value);
}

/** The values; null for a filter that this build does not have or a virtual data set whose source is elsewhere. */
export function valuesOf({ dataset }: Column): Float64Array | null {
  try {
    return numbersOf(dataset.value);
  } catch {
    return null;
  }
}

/** Absorber and edge that an entry names. */
export function absorberIn(entry: Node): Pick<Scan, 'element' | 'edge'> {
  const element = elementOf(
    textBelow(entry, /^(element|absorbing_element|absorber|symbol|element_symbol)$/i) ?? '',
  )?.symbol;
  const edge = /^(K|L[123]?|M[1-5]?)$/i
    .exec(textBelow(entry, /^(edge|absorption_edge)$/i) ?? '')?.[1]
    .toUpperCase();
  return { ...(element === undefined ? {} : { element }), ...(edge === undefined ? {} : { edge }) };
}

/** The name of a data set, or what its attributes call it where the name says nothing (SOLEIL, NXdata). */
export function labelOf({ name, dataset }: Column): string {
  if (roleOfLabel(name) !== undefined) return name;
  const longName = attribute(dataset, 'long_name') ?? '';
  const names = [attribute(dataset, 'alias') ?? '', longName, longName.split('/').at(-1) ?? ''].filter(
    Boolean,
  );
  const known = names.find((other) => roleOfLabel(other) !== undefined);
  const isPlaceholder = /^(data|actuator|channel|counter|col(umn)?|signal|y|x)?_?\d[_\d]*$/i.test(name);
  return known ?? (isPlaceholder ? (names.at(-1) ?? name) : name);
}

/** What an NXdata group calls signal and axes; null where it does not. */
export function plotOf(node: Node): { readonly signal: string; readonly axes: readonly string[] } | null {
  const columns = [...node.columns, ...node.blocks];
  const signal =
    attribute(node.group, 'signal') ?? columns.find(({ dataset }) => 'signal' in dataset.attrs)?.name;
  if (signal === undefined) return null;
  const { attrs } = node.group;
  const stated: unknown = 'axes' in attrs ? attrs.axes.value : undefined;
  const own = columns.map(({ dataset }) => attribute(dataset, 'axes')).find(Boolean);
  const axes = Array.isArray(stated)
    ? stated.filter((name) => typeof name === 'string')
    : (typeof stated === 'string' ? stated : (own ?? '')).split(/[:,]/);
  const named = axes.map((name) => name.trim()).filter((name) => name !== '');
  return named.length === 0 ? null : { signal, axes: named };
}

/** What a scan is called: the title of its entry, with the group where that is not the entry itself. */
export function titleOf(entry: Node, node: Node = entry): string {
  const title = entry.texts.get('title') ?? '';
  if (title === '') return node.path;
  return node === entry ? title : `${title} (${node.path})`;
}
