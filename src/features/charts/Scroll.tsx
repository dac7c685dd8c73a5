import type { ReactNode } from 'react';
import styles from './charts.module.css';

/** A wide table that scrolls sideways, also with the keyboard. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
