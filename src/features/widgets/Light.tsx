import type { Level } from '../../domain/quality/lights';
import styles from './Light.module.css';

/** Outlines that differ without colour: disc, triangle, diamond. */
const SHAPES: Readonly<Record<Level, string>> = {
  good: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z',
  fair: 'M6 1l5.2 9.5H.8z',
  poor: 'M6 .4L11.6 6L6 11.6L.4 6z',
};

/** One quality light; the words beside it (or `label`) say what it means. */
export function Light({ level, label }: { readonly level: Level; readonly label?: string }) {
  return (
    <svg
      className={styles.light}
      data-level={level}
      viewBox="0 0 12 12"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {label !== undefined && <title>{label}</title>}
      <path d={SHAPES[level]} />
    </svg>
  );
}
