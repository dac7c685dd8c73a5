import { splitUnit } from './roles';
import type { TextLine } from './table';

/** Labels of the columns, and what the header says about them. */
export interface Labels {
  /** One for every column. */
  readonly labels: readonly string[];
  /** Unit of a column where the header gives one. */
  readonly units: readonly (string | undefined)[];
  /** False where the header has no labels and `col1`, `col2`... stand in. */
  readonly found: boolean;
  /** Labels that the header gives, where that is not the number of columns. */
  readonly miscounted: number | null;
}

/** The text of a line without its comment characters. */
export function bareText(line: TextLine): string {
  return line.comment === null ? line.text.trim() : line.text.replace(/^[\s#;%*!$]+/, '').trimEnd();
}

/** `Cr K edge` or `Fe K-edge` among the words of a header: a note, not labels. */
export const EDGE_NOTE = /[\s,;|(]*(?<![A-Za-z])([A-Z][a-z]?)[\s_-]+(K|L[1-3])[\s_-]?[Ee]dge\b/;

const looksLikeLabels = (tokens: readonly string[]): boolean =>
  tokens.every((token) => token !== '' && !/^[-+.\d]+([eE][-+]?\d+)?$/.test(token));

const unquoted = (token: string): string =>
  token
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

/** Labels of which the first is empty, as that of the index that pandas writes. */
const withIndex = (tokens: readonly string[], width: number): readonly string[] =>
  tokens.length === width && width > 2 && tokens[0] === '' ? [unnamed(0), ...tokens.slice(1)] : tokens;

/** Whether a cell is one of a line of units below the labels. */
const isUnit = (token: string): boolean =>
  splitUnit(`x (${token.replace(/^[([{]|[)\]}]$/g, '')})`).name === 'x';

/** A line cut into cells in every way that header lines are written. */
function* cuts(text: string): Generator<string[]> {
  const trimmed = text.trim();
  // Numbered labels: `1_Energy (keV) 2_sec 3_i0`.
  const numbered = trimmed.search(/(^|\s)1_\S/);
  if (numbered >= 0)
    yield trimmed
      .slice(numbered)
      .trim()
      .split(/\s+(?=\d+_)/)
      .map((token) => token.replace(/^\d+_/, ''));
  // Quoted ones, maybe behind a record number: `(1) "Energy" "I0"`.
  const quoted = [...trimmed.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
  if (quoted.length > 1) yield quoted;
  for (const separator of [/\t+/, /\s*[,;|]\s*/, /\s{2,}|\t/]) yield trimmed.split(separator).map(unquoted);
  // Units stand behind a blank: `Energy (eV) I0 It`, `Energy / eV  mu`.
  const joined = trimmed.replace(
    /\s+(?=[([{][^()[\]{}]{1,12}[)\]}](\s|$))|\s*(?=\/\s*[a-z]+(\s|$))|(?<=\/)\s+/gi,
    '\u00a0',
  );
  yield joined.split(/[^\S\u00a0]+/).map((token) => unquoted(token.replaceAll('\u00a0', ' ')));
  yield trimmed.split(/\s+/).map(unquoted);
}

type Field = readonly [label: string, unit: string | undefined];

/** One column in a line of its own, in the ways that programs write it; [index from 1, label, unit]. */
const FIELDS: readonly ((text: string) => readonly [number, string, string?] | null)[] = [
  // XDI and its relatives: `Column.3: i0 counts || PV`.
  (text) => {
    const match = /^column\.(\d{1,4})\s*:\s*(.*)$/i.exec(text);
    if (!match) return null;
    const [label, ...unit] = match[2].split('||')[0].trim().split(/\s+/);
    return [Number(match[1]), label, unit.join(' ')];
  },
  // FIO of DORIS and PETRA: `Col 1 ENERGY DOUBLE`.
  (text) => {
    const match = /^Col\s+(\d{1,4})\s+(.+?)\s+(DOUBLE|FLOAT|INTEGER|BYTE|LONG|STRING|BOOLEAN)\s*$/i.exec(
      text,
    );
    return match ? [Number(match[1]), match[2]] : null;
  },
  // CLS: `column 2: $(EnergyFeedback) MONO:Energy:fbk`, `Column 3: "I0" PV`; elsewhere `Col 1: Energy (eV)`, `Column 2 = I0`.
  (text) => {
    const match = /^col(?:umn)?\s*#?\s*(\d{1,4})\s*[:=)-]\s*(.+)$/i.exec(text);
    if (!match) return null;
    const label = match[2].trim();
    const process = /^(.*\S)\s+\S+:\S+$/.exec(label);
    return [Number(match[1]), unquoted(process?.[1] ?? label)];
  },
  // mda2ascii (APS, Australian Synchrotron): `2  [ 1-D Detector 1]  scaler1.S3, I1, counts`.
  (text) => {
    const match = /^(\d{1,4})\s+\[\s*(Index|\d-D (?:Positioner|Detector)\s+\d+)\s*\]\s*(.*)$/i.exec(text);
    if (!match) return null;
    const parts = match[3].split(',').map((part) => part.trim());
    const unit = /Positioner/i.test(match[2]) ? parts[3] : parts[2];
    return [Number(match[1]), [parts[1], parts[0], match[2].trim()].find(Boolean) ?? '', unit];
  },
];

/** Event that a header block (CLS) describes: its ID and the columns of its rows. */
interface Described {
  id: number | undefined;
  readonly fields: Map<number, Field>;
}

/** Columns that are described line by line; where the header describes several events, those of event `id`. */
function columnFields(header: readonly TextLine[], id: number | undefined): Map<number, Field> {
  const blocks: Described[] = [{ id: undefined, fields: new Map() }];
  for (const line of header) {
    const text = bareText(line);
    if (/^event\s*:/i.test(text)) blocks.push({ id: undefined, fields: new Map() });
    const block = blocks[blocks.length - 1];
    const number = /^ID\s*:\s*(\d+)$/i.exec(text);
    if (number && blocks.length > 1) block.id = Number(number[1]);
    for (const read of FIELDS) {
      const field = read(text);
      if (!field) continue;
      const [index, label, unit] = field;
      if (label) block.fields.set(index, [label, unit || undefined]);
      break;
    }
  }
  const filled = blocks.filter(({ fields }) => fields.size > 0);
  return (
    (filled.find((block) => block.id === id && id !== undefined) ?? filled.at(-1))?.fields ??
    new Map<number, Field>()
  );
}

/** `P1 = {Energy} --> PV` of Epics scan files: short name to label. */
function legend(header: readonly TextLine[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of header) {
    const match = /^([PD]\d{1,3})\s*=\s*\{([^}]*)\}/.exec(bareText(line));
    if (match) names.set(match[1], match[2].trim());
  }
  return names;
}

/** Labels of 21 characters each behind `Column Headings:`, as LabVIEW writes them, with or without gaps. */
function fixedWidth(header: readonly TextLine[], width: number): string[] | null {
  const at = header.findLastIndex((line) => /column headings:\s*$/i.test(line.text));
  const line = header[at + 1];
  if (at < 0 || line === undefined) return null;
  const text = line.text.replace(/^#/, '');
  const labels = Array.from({ length: width }, (_, index) => text.slice(index * 21, (index + 1) * 21).trim());
  return labels.every((label) => label !== '') && text.trimEnd().length <= width * 21 ? labels : null;
}

/** One label a line right above the table, below a line that ends in a colon. */
function vertical(header: readonly TextLine[], width: number): string[] | null {
  const lines = header.slice(-width);
  const above = header.at(-width - 1);
  if (width < 2 || lines.length < width || !above || !/:\s*$/.test(above.text)) return null;
  if (lines.some((line, index) => line.number !== above.number + index + 1)) return null;
  const labels = lines.map((line) => bareText(line).trim());
  return looksLikeLabels(labels) ? labels : null;
}

const named = (labels: readonly string[], units: readonly (string | undefined)[] = []): Labels => ({
  labels,
  units: labels.map((label, index) => units[index] ?? splitUnit(label).unit),
  found: true,
  miscounted: null,
});

/** `col1`, `col2`... for columns that the header does not name. */
export const unnamed = (index: number): string => `col${index + 1}`;

/** `(1) Event-ID "$(EnergyFeedback)" "I0"`: labels of the rows that begin with that number. */
function ofEvent(header: readonly TextLine[], width: number, id: number | undefined): string[] | null {
  for (const line of header.toReversed()) {
    const match = /^\((\d+)\)\s+(.*)$/.exec(bareText(line));
    if (!match || Number(match[1]) !== id) continue;
    const tokens = [...match[2].matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
    if (tokens.length === width && looksLikeLabels(tokens)) return tokens;
  }
  return null;
}

/**
 * The labels of a table of `width` columns, from whatever stands above it.
 * @param first value of the first cell: rows of some formats begin with the number of the event that they record
 */
export function findLabels(header: readonly TextLine[], width: number, first?: number): Labels {
  const event = ofEvent(header, width, first);
  if (event) return named(event);
  const fields = columnFields(header, first);
  if (fields.size > 1) {
    const indices = Array.from({ length: width }, (_, index) => index + 1);
    return {
      ...named(
        indices.map((index) => fields.get(index)?.[0] ?? unnamed(index - 1)),
        indices.map((index) => fields.get(index)?.[1]),
      ),
      miscounted: fields.size === width ? null : fields.size,
    };
  }
  const special = fixedWidth(header, width) ?? vertical(header, width);
  if (special) return named(special);

  const names = legend(header);
  // From the table upwards: the nearest line that has as many labels as there are columns.
  const nearest = header.slice(-12).toReversed();
  let units: readonly string[] = [];
  for (const line of nearest) {
    for (const cut of cuts(bareText(line).replace(EDGE_NOTE, ''))) {
      const tokens = withIndex(cut, width);
      if (tokens.length !== width || !looksLikeLabels(tokens)) continue;
      if (units.length === 0 && tokens.every(isUnit)) {
        units = tokens.map((token) => token.replace(/^[([{]|[)\]}]$/g, ''));
        break;
      }
      return named(
        tokens.map((token) => names.get(token) ?? token),
        units,
      );
    }
  }
  const last = nearest[0] as TextLine | undefined;
  if (last) {
    for (const cut of cuts(
      bareText(last)
        .replace(EDGE_NOTE, '')
        .replace(/@#\s*$/, ''),
    )) {
      const tokens = cut.filter((token) => token !== '');
      if (tokens.length < 2 || Math.abs(tokens.length - width) > 3 || !looksLikeLabels(tokens)) continue;
      const labels = Array.from({ length: width }, (_, index) => tokens[index] ?? unnamed(index));
      return { ...named(labels), miscounted: tokens.length === width ? null : tokens.length };
    }
  }
  return {
    labels: Array.from({ length: width }, (_, index) => unnamed(index)),
    units: Array.from({ length: width }, () => undefined),
    found: false,
    miscounted: null,
  };
}
