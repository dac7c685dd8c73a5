import { Suspense, lazy, useState } from 'react';
import { PRE_EDGE_ELEMENTS } from '../../../domain/pre-edge/elements';
import type { Item } from '../../../stores/session';
import { Skeleton } from '../../widgets/Skeleton';
import styles from './Answer.module.css';

const PreEdgeSection = lazy(() => import('./PreEdgeSection'));

/** The pre-edge peak, fitted when it is asked for; open for one spectrum, open for the next. */
export function PreEdge({ item }: { readonly item: Item }) {
  const [isOpen, setOpen] = useState(false);
  const { analysis } = item;
  if (!analysis || !PRE_EDGE_ELEMENTS.includes(analysis.element)) return null;
  return (
    <details
      className={styles.section}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>Pre-edge peak</summary>
      {isOpen && (
        <Suspense fallback={<Skeleton lines={4} label="Fitting…" />}>
          <PreEdgeSection analysis={analysis} />
        </Suspense>
      )}
    </details>
  );
}
