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

const looksLikeLabels = (tokens: readonly string[]): boolean =>
  tokens.every((token) => token !== '' && !/^[-+.\d]+([eE][-+]?\d+)?$/.test(token));

const unquoted = (token: string): string =>
  token
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

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
  for (const separator of [/\t+/, /\s*[,;]\s*/, /\s{2,}|\t/, /\s+/])
    yield trimmed.split(separator).map(unquoted);
}

/** `Column.3: i0 counts || PV` of XDI and its relatives, as [index from 1, label, unit]. */
function columnFields(header: readonly TextLine[]): Map<number, readonly [string, string | undefined]> {
  const fields = new Map<number, readonly [string, string | undefined]>();
  for (const line of header) {
    const match = /^column\.(\d{1,4})\s*:\s*(.*)$/i.exec(bareText(line));
    if (!match) continue;
    const [label, ...unit] = match[2].split('||')[0].trim().split(/\s+/);
    if (label) fields.set(Number(match[1]), [label, unit.join(' ') || undefined]);
  }
  return fields;
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
  units: labels.map((label, index) => units[index] ?? /[([](e?V|keV|deg(?:rees)?)[)\]]/i.exec(label)?.[1]),
  found: true,
  miscounted: null,
});

/** `col1`, `col2`... for columns that the header does not name. */
export const unnamed = (index: number): string => `col${index + 1}`;

/** The labels of a table of `width` columns, from whatever stands above it. */
export function findLabels(header: readonly TextLine[], width: number): Labels {
  const fields = columnFields(header);
  if (fields.size > 0) {
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
  for (const line of nearest) {
    for (const tokens of cuts(bareText(line))) {
      if (tokens.length === width && looksLikeLabels(tokens)) {
        return named(tokens.map((token) => names.get(token) ?? token));
      }
    }
  }
  const last = nearest[0] as TextLine | undefined;
  if (last) {
    for (const cut of cuts(bareText(last).replace(/@#\s*$/, ''))) {
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
