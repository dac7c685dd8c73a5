import { useEffect } from 'react';
import { describeCnShares, describeMixtureParts } from '../../../exporters/mixture';
import { useMixture, watchMixtures } from '../../../stores/mixture-hints';
import { useSession, type Item } from '../../../stores/session';
import { settings } from '../../../stores/settings';
import controls from '../../../styles/controls.module.css';
import styles from './Answer.module.css';

/** That two spectra of the session explain this one better than any single computed spectrum does. */
export function Mixture({ item }: { readonly item: Item }) {
  const items = useSession((state) => state.items);
  const mixture = useMixture(item, items);
  useEffect(() => watchMixtures(), []);
  if (!mixture || item.status !== 'done') return null;
  const numbers = describeCnShares(mixture.cnShares);
  return (
    <section className={styles.judged} aria-label="Mixture of two" role="status">
      <div className={styles.verdict} data-verdict="borderline">
        <strong>May be a mixture{numbers && `: ${numbers}`}</strong>
        <p>
          {describeMixtureParts(mixture)} differ from it by {mixture.rms.toFixed(3)} edge steps (rms), the
          nearest single computed spectrum by {mixture.nearestRms.toFixed(3)}.
        </p>
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            settings.getState().change({ centre: 'mixture', mixtureOf: 'spectrum' });
          }}
        >
          Show in Mixture
        </button>
      </div>
    </section>
  );
}
