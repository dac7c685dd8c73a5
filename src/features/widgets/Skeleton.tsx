import styles from './Skeleton.module.css';

/** Stands where something is about to be, at about its size: nothing jumps and nothing is blank. */
export function Skeleton({
  lines = 3,
  label = 'Loading…',
}: {
  readonly lines?: number;
  readonly label?: string;
}) {
  return (
    <div className={styles.skeleton}>
      <p className={styles.label}>{label}</p>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.line} style={{ width: `${90 - 17 * (line % 4)}%` }} />
      ))}
    </div>
  );
}

/** The same for a plot: an empty frame. */
export function PlotSkeleton({ label = 'Loading the plot…' }: { readonly label?: string }) {
  return (
    <div className={styles.plot}>
      <p className={styles.label}>{label}</p>
    </div>
  );
}
