import { useCallback } from 'react';
import {
  LIBRARY_POINTS,
  LIBRARY_START,
  LIBRARY_STEP,
  type SpectrumLibrary,
} from '../../domain/confidence/library';
import { getEngine } from '../../worker/remote';
import { regionBands } from '../charts/regions';
import { XyChart } from '../charts/XyChart';
import { loaded, useLoaded } from './load';
import styles from './Models.module.css';

const COLOURS = ['var(--curve-1)', 'var(--curve-2)', 'var(--curve-3)', 'var(--curve-4)'];
/** A mean of fewer says nothing of a coordination number. */
const FEWEST = 2;

interface MeanCurve {
  readonly cn: number;
  readonly count: number;
  readonly energy: readonly number[];
  readonly mu: readonly number[];
}

/** Mean of the computed spectra of each leading CN where at least half of them have a value; the most frequent CNs first. */
export function meanByCn({ spectra }: SpectrumLibrary): MeanCurve[] {
  const byCn = new Map<number, SpectrumLibrary['spectra'][number][]>();
  for (const spectrum of spectra) {
    const cn = spectrum.environment[0]?.cn;
    if (cn !== undefined) byCn.set(cn, [...(byCn.get(cn) ?? []), spectrum]);
  }
  return [...byCn]
    .filter(([, members]) => members.length >= FEWEST)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, COLOURS.length)
    .map(([cn, members]) => {
      const energy: number[] = [];
      const mu: number[] = [];
      for (let point = 0; point < LIBRARY_POINTS; point++) {
        const values = members.flatMap(({ offset, mu: own }) => own[point - offset] ?? []);
        if (values.length < members.length / 2) continue;
        energy.push(LIBRARY_START + point * LIBRARY_STEP);
        mu.push(values.reduce((sum, value) => sum + value, 0) / values.length);
      }
      return { cn, count: members.length, energy, mu };
    });
}

/** How spectra of one element differ between coordination numbers (the paper's figure 5). */
export function ExampleSpectra({ element }: { readonly element: string }) {
  const load = useCallback(() => loaded(getEngine().library(element)), [element]);
  const library = useLoaded(load);
  if (library.state === 'loading') return <p className={styles.small}>Loading computed spectra…</p>;
  if (library.state === 'failed') return <p className={styles.small}>{library.error.message}</p>;
  const curves = meanByCn(library.value);
  if (curves.length === 0) return null;
  return (
    <figure>
      <h3>Computed spectra by coordination number (figure 5)</h3>
      <XyChart
        description={`Mean computed spectra of ${element} for ${curves.map(({ cn, count }) => `CN ${cn} (${count})`).join(', ')}`}
        series={curves.map(({ cn, count, energy, mu }, i) => ({
          label: `CN ${cn} (${count})`,
          x: energy,
          y: mu,
          colour: COLOURS[i] ?? 'var(--ink)',
        }))}
        bands={regionBands(0)}
        xLabel="Energy from E0 (eV)"
        yLabel="Normalised μ"
        hasLegend
        height={260}
      />
      <p className={styles.small}>
        Means of the spectra that answers are compared with. The rarer coordination numbers have few.
      </p>
    </figure>
  );
}
