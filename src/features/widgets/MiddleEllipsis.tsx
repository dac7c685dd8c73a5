import styles from './MiddleEllipsis.module.css';

/** Letters at the end that always stay: scan numbers and extensions are what tells files apart. */
const TAIL = 12;
/** Letters at the beginning without which an end says little. */
const HEAD = 4;

/** A name on one line that loses its middle, not its end, where room is short. */
export function MiddleEllipsis({ text }: { readonly text: string }) {
  if (text.length <= HEAD + TAIL) return <span className={styles.plain}>{text}</span>;
  return (
    <span className={styles.name}>
      <span className={styles.head}>{text.slice(0, -TAIL)}</span>
      <span className={styles.tail}>{text.slice(-TAIL)}</span>
    </span>
  );
}
