import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Analysis } from '../../../domain/analysis';
import { XanopyError } from '../../../domain/errors';
import { preEdgeOf, type Measured, type PreEdgeFit } from '../../../domain/pre-edge/peak';
import { preEdgeOnce } from '../../../stores/pre-edge';
import { useSession } from '../../../stores/session';
import { XyChart, type Series } from '../../charts/XyChart';
import styles from './Answer.module.css';

/** The fit, or why there is none. */
function fitted(analysis: Analysis): PreEdgeFit | string {
  return preEdgeOnce(analysis, (asked) => {
    try {
      return preEdgeOf(asked) ?? 'No pre-edge peak is known for this element.';
    } catch (error) {
      if (error instanceof XanopyError) return error.message;
      throw error;
    }
  });
}

/** `0.376 ± 0.003`: digits as the error allows. */
function withError({ value, error }: Measured): string {
  const digits = Math.max(0, Math.min(5, 1 - Math.floor(Math.log10(error || 1e-5))));
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
}

const interval = ({ value, error }: Measured): readonly [number, number] => [value - error, value + error];

/** What is drawn against what: Ti as Farges et al. (1996, 1997) did, the others as Wilke et al. (2001). */
const planeOf = (element: string) =>
  element === 'Ti'
    ? {
        x: ({ peak }: PreEdgeFit) => peak.position,
        y: ({ peak }: PreEdgeFit) => peak.height,
        xLabel: 'Energy of the maximum (eV)',
        yLabel: 'Height (edge steps)',
      }
    : {
        x: ({ peak }: PreEdgeFit) => peak.centroid.value,
        y: ({ peak }: PreEdgeFit) => peak.area,
        xLabel: 'Centroid (eV)',
        yLabel: 'Area (eV)',
      };

/** Peak, background, numbers, and the spectrum's place beside the ticked ones of its element. */
export default function PreEdgeSection({ analysis }: { readonly analysis: Analysis }) {
  const fit = useMemo(() => fitted(analysis), [analysis]);
  const { element } = analysis;
  const others = useSession(
    useShallow(({ items, order, ticked }) =>
      order.flatMap((id) => {
        const other = ticked.has(id) ? items[id]?.analysis : null;
        return other && other !== analysis && other.element === element ? [other] : [];
      }),
    ),
  );
  const beside = useMemo(
    () =>
      others.flatMap((other) => {
        const found = fitted(other);
        return typeof found === 'string' ? [] : [found];
      }),
    [others],
  );
  if (typeof fit === 'string') return <p className={styles.small}>{fit}</p>;
  const { peak, energy, mu, base } = fit;
  const plane = planeOf(element);
  const points = (label: string, fits: readonly PreEdgeFit[], colour: string): Series => ({
    label,
    kind: 'points',
    x: fits.map(plane.x),
    y: fits.map((one) => plane.y(one).value),
    intervals: fits.map((one) => interval(plane.y(one))),
    colour,
  });
  const all = [fit, ...beside];
  const xs = all.map(plane.x);
  const tops = all.map((one) => interval(plane.y(one))[1]);
  return (
    <div className={styles.preEdge}>
      <XyChart
        description={`Pre-edge of ${element}: the spectrum, what was fitted to it, and the background below the peak`}
        height={200}
        xLabel="Energy (eV)"
        yLabel="Normalised μ"
        series={[
          { label: 'spectrum', x: energy, y: mu, colour: 'var(--ink)' },
          { label: 'fit', x: energy, y: fit.fit, colour: 'var(--accent)' },
          { label: 'background', kind: 'dashed', x: energy, y: base, colour: 'var(--ink-soft)' },
        ]}
      />
      <table className={styles.parameters}>
        <tbody>
          <tr>
            <th scope="row">Area</th>
            <td>{withError(peak.area)} eV</td>
          </tr>
          <tr>
            <th scope="row">Centroid</th>
            <td>{withError(peak.centroid)} eV</td>
          </tr>
          <tr>
            <th scope="row">Height</th>
            <td>{withError(peak.height)} edge steps</td>
          </tr>
          <tr>
            <th scope="row">Maximum at</th>
            <td>{peak.position.toFixed(2)} eV</td>
          </tr>
        </tbody>
      </table>
      <p className={styles.small}>
        {peak.gaussians} {peak.gaussians === 1 ? 'Gaussian' : 'Gaussians'} above an arctangent edge, by least
        squares; the errors are those of the fit. Energies as calibrated: compare them with spectra of the
        same calibration.
      </p>
      <XyChart
        description={`${plane.yLabel} against ${plane.xLabel} of the pre-edge peak: this spectrum and ${beside.length} ticked ones`}
        height={180}
        xLabel={plane.xLabel}
        yLabel={plane.yLabel}
        xDomain={[Math.min(...xs) - 1, Math.max(...xs) + 1]}
        yDomain={[0, 1.15 * Math.max(...tops)]}
        series={[
          points('this spectrum', [fit], 'var(--accent)'),
          ...(beside.length > 0 ? [points('ticked', beside, 'var(--ink-soft)')] : []),
        ]}
      />
      <p className={styles.small}>
        Tick spectra of {element} of known coordination to see where this one falls between them. Fourfold
        sites have the largest peaks, centrosymmetric sixfold ones the smallest.
      </p>
    </div>
  );
}
