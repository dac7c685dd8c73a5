import styles from './MiddleEllipsis.module.css';

/** Letters at the end that always stay; more only for the number of a scan: that is what tells files apart. */
const TAIL = 8;
const NUMBERED_TAIL = /[^\dA-Za-z]?\d+\D{0,8}$/;
/** Letters at the beginning without which an end says little. */
const HEAD = 4;
const MOST = 12;

function tailOf(text: string): number {
  const numbered = NUMBERED_TAIL.exec(text)?.[0].length ?? 0;
  return Math.min(MOST, Math.max(TAIL, numbered));
}

/** A name on one line that loses its middle, not its end, where room is short. */
export function MiddleEllipsis({ text }: { readonly text: string }) {
  const tail = tailOf(text);
  if (text.length <= HEAD + tail) return <span className={styles.plain}>{text}</span>;
  return (
    <span className={styles.name}>
      <span className={styles.head}>{text.slice(0, -tail)}</span>
      <span className={styles.tail}>{text.slice(-tail)}</span>
    </span>
  );
}
