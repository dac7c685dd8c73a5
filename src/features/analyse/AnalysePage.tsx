import { useEffect, useState } from 'react';
import { useSession } from '../../stores/session';
import { Skeleton } from '../widgets/Skeleton';
import { STACKED, useMedia } from '../widgets/useMedia';
import { AnswerHead, AnswerPanel } from './answer/AnswerPanel';
import styles from './AnalysePage.module.css';
import { Centre } from './Centre';
import { EmptyState } from './EmptyState';
import { Kept } from './Kept';
import { Batch, SpectrumPanel } from './list/SpectrumPanel';
import { UndoButtons } from './UndoButtons';

interface Props {
  /** Settled once the kept session is back. */
  readonly restored: Promise<void>;
}

/** The product: spectra on the left, the plot in the centre, the answer on the right. */
export function AnalysePage({ restored }: Props) {
  const [isRestored, setRestored] = useState(false);
  const isStacked = useMedia(STACKED);
  const isEmpty = useSession((state) => state.order.length === 0);
  // All spectra removed can come back, too.
  const hasHistory = useSession(({ history }) => history.done.length + history.undone.length > 0);

  useEffect(() => {
    void restored.finally(() => {
      setRestored(true);
    });
  }, [restored]);

  if (isEmpty) {
    return (
      <div className={styles.emptyPage}>
        {isRestored ? <EmptyState /> : <Skeleton label="Bringing the session back…" lines={4} />}
        <div className={styles.foot}>
          {hasHistory && <UndoButtons />}
          <Kept />
        </div>
        <Batch />
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Analyse spectra</h1>
      <SpectrumPanel />
      {isStacked && <AnswerHead />}
      <Centre />
      <AnswerPanel isHeadless={isStacked} />
    </div>
  );
}
