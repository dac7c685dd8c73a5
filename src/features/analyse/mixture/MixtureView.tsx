import { useMemo } from 'react';
import { useSession } from '../../../stores/session';
import { useSettings, type Settings } from '../../../stores/settings';
import { Segments } from '../../widgets/Segments';
import { CombinationPanel } from './CombinationPanel';
import styles from './Mixture.module.css';
import { participantOf } from './participants';
import { SeriesPanel } from './SeriesPanel';

const OF: readonly {
  readonly value: Settings['mixtureOf'];
  readonly label: string;
  readonly help: string;
}[] = [
  { value: 'spectrum', label: 'This spectrum', help: 'Which spectra the current one is made of' },
  { value: 'series', label: 'The series', help: 'How many spectra all scans are made of, and which' },
];

function OfSpectrum() {
  const current = useSession((state) => (state.current === null ? undefined : state.items[state.current]));
  const target = useMemo(() => (current ? participantOf(current) : null), [current]);
  return target ? (
    <CombinationPanel key={target.key} target={target} />
  ) : (
    <p className={styles.none}>
      A mixture is sought for a spectrum that has an answer. Select one in the list.
    </p>
  );
}

/** What the spectra of the session are made of. */
export function MixtureView() {
  const of = useSettings((state) => state.mixtureOf);
  const change = useSettings((state) => state.change);
  return (
    <section className={styles.panel} aria-label="Mixture">
      <div className={styles.of}>
        <Segments
          label="Take apart"
          options={OF}
          value={of}
          onChange={(mixtureOf) => {
            change({ mixtureOf });
          }}
        />
      </div>
      {of === 'series' ? <SeriesPanel /> : <OfSpectrum />}
    </section>
  );
}
