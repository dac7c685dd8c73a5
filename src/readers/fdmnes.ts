import { ELEMENTS } from '../domain/elements';
import { XanopyError } from '../domain/errors';
import { assertUsable, tableWarnings } from './tabular';
import { readTable } from './table';
import { headText } from './text';
import type { Reader } from './types';

/** FDMNES output: energies relative to the edge, which the header states as `... = E_edge`. */
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
    return [
      {
        id: '0',
        title: '',
        channels: table.columns.map((values, index) =>
          index === 0
            ? ({ label: 'Energy', unit: 'eV', role: 'energy', values } as const)
            : index === 1
              ? ({ label: 'xanes', role: 'mu', values } as const)
              : { label: `column ${index + 1}`, values },
        ),
        ...(element === undefined ? {} : { element }),
        energyShift: edge,
        signal: 'computed',
        metadata: [['E_edge', `${edge} eV`]],
        warnings: tableWarnings(table),
      },
    ];
  },
};
