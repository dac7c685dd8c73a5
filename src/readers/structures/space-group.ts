/*
 * Symmetry operations of a space group that a file only names. The tables come from outside, since they are part of the
 * WebAssembly that searches for symmetry.
 */

/** One of the 530 settings of the space groups, of the shape that moyo gives. */
export interface SpaceGroupSetting {
  /** 1 to 230. */
  readonly number: number;
  /** Such as `b1`, `H`, `R`, or `1` and `2` for the origins. */
  readonly setting: string;
  readonly hall_symbol: string;
  /** Hermann-Mauguin symbols with blanks, such as `P 2_1/c` and `P 1 2_1/c 1`. */
  readonly hm_short: string;
  readonly hm_full: string;
}

/** What moyo knows of space groups. */
export interface SpaceGroupTable {
  /** @param hall number of the setting, 1 to 530 */
  readonly hall_symbol_entry: (hall: number) => SpaceGroupSetting;
  readonly operations_from_number: (
    number: number,
    setting: { type: 'HallNumber'; value: number },
    isPrimitive: boolean,
  ) => readonly { readonly rotation: readonly number[]; readonly translation: readonly number[] }[];
}

/** How a file names a space group: what it says, and its cell a, b, c (angstrom), alpha, beta, gamma (degrees). */
export interface NamedSpaceGroup {
  readonly hall: string | null;
  readonly symbol: string | null;
  readonly number: number | null;
  readonly cell: readonly number[];
}

const SETTINGS = 530;

/** A symbol without blanks, underscores and case; old names of cubic groups lack the bar (`F m 3 m`). */
const plain = (symbol: string): string =>
  symbol
    .toLowerCase()
    .replace(/[\s_()]/g, '')
    .replace(/^([pfi][mnad])3/, '$1-3');

/** A Hall symbol, whose blanks tell `P 3 2` (149) from `P 32` (145). */
const plainHall = (symbol: string): string =>
  symbol
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** First and last number of the monoclinic space groups. */
const MONOCLINIC = [3, 15] as const;
const isMonoclinic = ({ number }: SpaceGroupSetting): boolean =>
  number >= MONOCLINIC[0] && number <= MONOCLINIC[1];

/** The names before 1992 of a setting with the glide plane e, which was then called by one of its two directions: `C m c a`. */
const oldNamesOf = ({ hm_short }: SpaceGroupSetting): string[] =>
  hm_short.includes('e') ? ['a', 'b', 'c'].map((glide) => plain(hm_short.replaceAll('e', glide))) : [];

/** What a setting is called. The short symbol of a monoclinic one is that of the group: `P 2_1/n` is in the full one, `P 1 2_1/n 1`. */
function namesOf(entry: SpaceGroupSetting): string[] {
  const short = isMonoclinic(entry) ? entry.hm_full.replace(/ 1(?= |$)/g, '') : entry.hm_short;
  return [short, entry.hm_full].map(plain);
}

/** Settings that a number alone means: b is the unique axis, either origin, either axes of a rhombohedral cell. */
const STANDARD = ['', 'b', 'b1', '1', '2', 'H', 'R'];

/** A symbol and the setting behind it: `F d -3 m :2`, `R -3 c H`, `P n n n Z`; S and Z are the first and the second origin. */
function partsOf(symbol: string): { readonly name: string; readonly setting: string | null } {
  const [, name, setting] = /^(.*?)(?:\s*:\s*([12HRSZ])|\s+([HRSZ]))\s*$/i
    .exec(symbol)
    ?.filter((part) => part !== undefined) ?? ['', symbol];
  if (setting === undefined) return { name: symbol, setting: null };
  const letter = setting.toUpperCase();
  return { name, setting: letter === 'S' ? '1' : letter === 'Z' ? '2' : letter };
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.02 * Math.max(1, Math.abs(a) / 10);

/** Whether a cell can have the axes of a setting: hexagonal or rhombohedral axes, the unique axis of a monoclinic cell. */
function fits(entry: SpaceGroupSetting, [a, b, c, alpha, beta, gamma]: readonly number[]): boolean {
  const { setting } = entry;
  if (setting === 'H') return near(a, b) && near(gamma, 120) && near(alpha, 90) && near(beta, 90);
  if (setting === 'R') return near(a, b) && near(b, c) && near(alpha, beta) && near(beta, gamma);
  if (!isMonoclinic(entry)) return true;
  const angles = { a: [beta, gamma], b: [alpha, gamma], c: [alpha, beta] }[setting.replace(/[-\d]/g, '')];
  return angles === undefined || angles.every((angle) => near(angle, 90));
}

/** A symmetry operation: rows of the rotation, then the shift. */
export type Operation = readonly (readonly [x: number, y: number, z: number, shift: number])[];

/**
 * The operations of the one setting that a file can mean; null where its name is not known, `ambiguous` where several settings
 * have it (two origins, mostly).
 */
export function operationsOfSpaceGroup(
  { hall, symbol, number, cell }: NamedSpaceGroup,
  table: SpaceGroupTable,
): readonly Operation[] | 'ambiguous' | null {
  const settings = Array.from({ length: SETTINGS }, (_, i) => ({
    place: i + 1,
    entry: table.hall_symbol_entry(i + 1),
  }));
  const { name, setting } = partsOf(symbol ?? '');
  const isSetting = (entry: SpaceGroupSetting): boolean =>
    setting === null || entry.setting.startsWith(setting);
  const called =
    (names: (entry: SpaceGroupSetting) => readonly string[]) =>
    (entry: SpaceGroupSetting): boolean =>
      symbol !== null && names(entry).includes(plain(name)) && isSetting(entry);
  // Each way of naming counts only where those before it name nothing.
  const ways: readonly ((entry: SpaceGroupSetting) => boolean)[] = [
    (entry) => hall !== null && plainHall(entry.hall_symbol) === plainHall(hall),
    called(namesOf),
    called(oldNamesOf),
    (entry) => symbol === null && entry.number === number && STANDARD.includes(entry.setting),
  ];
  const candidates =
    ways.map((isMeant) => settings.filter(({ entry }) => isMeant(entry))).find(({ length }) => length > 0) ??
    [];
  const possible = candidates.filter(({ entry }) => fits(entry, cell));
  // One symbol in several monoclinic settings with the same axes names the same operations.
  const [first, ...others] = possible;
  if (first === undefined) return null;
  const operations = operationsOf(first, table);
  const text = JSON.stringify(operations);
  return others.some((other) => JSON.stringify(operationsOf(other, table)) !== text)
    ? 'ambiguous'
    : operations;
}

/** Rotations come column by column. */
function operationsOf(
  { place, entry }: { readonly place: number; readonly entry: SpaceGroupSetting },
  table: SpaceGroupTable,
): Operation[] {
  return table
    .operations_from_number(entry.number, { type: 'HallNumber', value: place }, false)
    .map(({ rotation, translation }): Operation =>
      [0, 1, 2].map(
        (row) => [rotation[row], rotation[row + 3], rotation[row + 6], translation[row]] as const,
      ),
    );
}
