import { ELEMENTS } from '../domain/elements';
import { XanopyError } from '../domain/errors';
import { assertUsable, tableWarnings } from './tabular';
import { readTable, type Table } from './table';
import { headText } from './text';
import type { Reader } from './types';

/** `<xanes>`, `xanes(1)`, `Sum_xanes`: columns that hold an absorption; the others are amplitudes of diffraction and the like. */
const SIGNAL = /xanes/i;

/** Labels of the columns of a table, without the brackets of averages. */
function labelsOf({ header, columns }: Table): string[] {
  const labels = header.at(-1)?.text.trim().split(/\s+/) ?? [];
  return columns.map((_, index) =>
    labels.length === columns.length ? labels[index].replace(/^<(.*)>$/, '$1') : `column ${index + 1}`,
  );
}

/**
 * FDMNES output: energies relative to the edge, which the header states as `... = E_edge`. Columns of several atoms or
 * polarisations are a spectrum each.
 */
export const fdmnesReader: Reader = {
  format: 'fdmnes',
  title: 'FDMNES',
  identify: (source) => {
    const head = headText(source.bytes);
    return /FDMNES program/.test(head) || /=\s*E_edge\b/.test(head)
      ? { confidence: 0.95, reason: 'the header of FDMNES' }
      : null;
  },
  read: async (source, context) => {
    const table = await readTable(source.bytes, context);
    assertUsable(table);
    const line = table.header.find(({ text }) => /=\s*E_edge\b/.test(text));
    const [edge, z] = (line?.text.replace('#', ' ').trim().split(/\s+/) ?? []).map(Number);
    if (!(edge > 0)) {
      throw new XanopyError(
        'fdmnes-edge',
        'The header does not state the edge energy (E_edge), to which the energies are relative. Take the original output.',
      );
    }
    const element = line?.text.includes('#') ? undefined : ELEMENTS[z - 1]?.symbol;
    const labels = labelsOf(table);
    const found = labels.flatMap((label, index) => (index > 0 && SIGNAL.test(label) ? [index] : []));
    const signals = found.length > 0 ? found : [1];
    return signals.map((signal, place) => ({
      id: `${place}`,
      title: signals.length > 1 ? labels[signal] : '',
      channels: table.columns.map((values, index) =>
        index === 0
          ? ({ label: 'Energy', unit: 'eV', role: 'energy', values } as const)
          : index === signal
            ? ({ label: signals.length > 1 ? labels[index] : 'xanes', role: 'mu', values } as const)
            : { label: labels[index], values },
      ),
      ...(element === undefined ? {} : { element }),
      energyShift: edge,
      signal: 'computed' as const,
      metadata: [['E_edge', `${edge} eV`] as const],
      warnings: place === 0 ? tableWarnings(table) : [],
    }));
  },
};
