import controls from '../../../styles/controls.module.css';
import { percent } from '../../widgets/format';
import styles from './Mixture.module.css';

interface Props {
  readonly label: string;
  /** 0 to 1 */
  readonly part: number;
  readonly onStop: () => void;
}

/** How far a computation is, and the way to stop it. */
export function Progress({ label, part, onStop }: Props) {
  return (
    <span className={styles.progress}>
      <progress aria-label={label} value={part} />
      <span>{percent(part)}</span>
      <button type="button" className={controls.button} onClick={onStop}>
        Stop
      </button>
    </span>
  );
}
