import { percent } from '../../widgets/format';
import styles from './Answer.module.css';
import { useManifest } from './useManifest';

/** What stands behind the answer: how much the model has seen and how well it did on what it had not. */
export function ModelFacts({ element }: { readonly element: string }) {
  const entry = useManifest()?.elements.find((candidate) => candidate.element === element);
  if (!entry || entry.kind === 'none') return null;
  const { measures, baselineMeasures } = entry;
  return (
    <section className={styles.section} aria-label="Model">
      <h3>Model for {element}</h3>
      <dl className={styles.facts}>
        <dt>Trained on</dt>
        <dd>
          {entry.spectra} computed spectra of {entry.materials} oxides
        </dd>
        {measures && baselineMeasures && (
          <>
            <dt>Held-out test</dt>
            <dd>
              first entry right <strong>{percent(measures.firstEntry)}</strong> (always the most frequent
              label: {percent(baselineMeasures.firstEntry)}), mean Jaccard index{' '}
              <strong>{percent(measures.jaccard)}</strong> ({percent(baselineMeasures.jaccard)}), on{' '}
              {measures.materials} materials
            </dd>
          </>
        )}
        {entry.kind === 'baseline' && (
          <>
            <dt>Baseline</dt>
            <dd>{entry.reason}</dd>
          </>
        )}
      </dl>
      <p className={styles.small}>
        <a href="#/models">More about the models</a>
      </p>
    </section>
  );
}
