import { lazy, Suspense } from 'react';
import type { Analysis } from '../../../domain/analysis';
import type { Item } from '../../../stores/session';
import styles from './Answer.module.css';
import { NeighbourList } from './NeighbourList';

const OwnNeighbours = lazy(() => import('../../references/OwnNeighbours'));

/** The computed spectra that resemble the measured one most, and the user's own references. */
export function Neighbours({ item, analysis }: { readonly item: Item; readonly analysis: Analysis }) {
  const { neighbours } = analysis.confidence;
  return (
    <>
      {neighbours.length > 0 && (
        <section className={styles.section} aria-label="Nearest computed spectra">
          <h3>
            Nearest computed spectra <span>tick to draw them in the plot</span>
          </h3>
          <p className={styles.small}>
            Computed oxides most like this spectrum after the best shift; rms is their difference in edge
            steps.
          </p>
          <NeighbourList neighbours={neighbours} />
        </section>
      )}
      <Suspense>
        <OwnNeighbours item={item} analysis={analysis} />
      </Suspense>
    </>
  );
}
