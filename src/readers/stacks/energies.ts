import { canBeEnergy } from '../energy';

/**
 * The energies in a list of text: one a line, or the column (of an index and energies, for example) that can be an energy.
 * Null where there is none. Lines that begin with no number are taken for headings.
 */
export function energiesIn(text: string): Float64Array | null {
  const rows = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => /^[-+.\d]/.test(line))
    .map((line) =>
      line
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(Number),
    );
  // All in one line.
  const table = rows.length === 1 ? rows[0].map((value) => [value]) : rows;
  if (table.length === 0) return null;
  const width = Math.min(...table.map(({ length }) => length));
  for (let column = 0; column < width; column++) {
    const values = Float64Array.from(table, (row) => row[column]);
    if (values.every(Number.isFinite) && canBeEnergy({ label: 'energy', values })) return values;
  }
  return null;
}

/** An energy in the description of an image, in eV or keV as it stands there; NaN without one. */
export function energyIn(description: string): number {
  const named = /energy["'\s]*[=:]?\s*([\d.]+)/i.exec(description);
  return Number.parseFloat(named?.[1] ?? (/^\s*[\d.]+\s*(k?eV)?\s*$/i.test(description) ? description : ''));
}
