import { useMemo } from 'react';
import { useSession } from '../../../stores/session';
import { CombinationPanel } from './CombinationPanel';
import styles from './Mixture.module.css';
import { participantOf } from './participants';

/** What the spectra of the session are made of. */
export function MixtureView() {
  const current = useSession((state) => (state.current === null ? undefined : state.items[state.current]));
  const target = useMemo(() => (current ? participantOf(current) : null), [current]);
  return (
    <section className={styles.panel} aria-label="Mixture">
      {target ? (
        <CombinationPanel key={target.key} target={target} />
      ) : (
        <p className={styles.none}>
          A mixture is sought for a spectrum that has an answer. Select one in the list.
        </p>
      )}
    </section>
  );
}
