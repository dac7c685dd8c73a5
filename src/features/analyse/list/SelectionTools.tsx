import { useSession, session } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import styles from './List.module.css';

interface Props {
  readonly onRename: () => void;
  readonly onRemove: (ids: readonly string[]) => void;
}

/** Ticking, moving, renaming and removing; acts on the ticked spectra, else on the current one. */
export function SelectionTools({ onRename, onRemove }: Props) {
  const order = useSession((state) => state.order);
  const ticked = useSession((state) => state.ticked);
  const current = useSession((state) => state.current);
  const { tick, move } = session.getState();
  const targets = ticked.size > 0 ? order.filter((id) => ticked.has(id)) : current === null ? [] : [current];
  const areAllTicked = ticked.size === order.length;

  return (
    <div className={styles.tools}>
      <label className={styles.all} title="Ticked spectra are drawn over the current one">
        <input
          type="checkbox"
          checked={areAllTicked}
          ref={(box) => {
            if (box) box.indeterminate = ticked.size > 0 && !areAllTicked;
          }}
          onChange={() => {
            tick(order, !areAllTicked);
          }}
        />
        Overlay{ticked.size > 0 && ` ${ticked.size}`}
      </label>
      <button
        type="button"
        className={controls.quiet}
        aria-label="Move up"
        title="Move the current spectrum up (Alt ↑)"
        disabled={current === null || order[0] === current}
        onClick={() => {
          if (current !== null) move(current, -1);
        }}
      >
        ↑
      </button>
      <button
        type="button"
        className={controls.quiet}
        aria-label="Move down"
        title="Move the current spectrum down (Alt ↓)"
        disabled={current === null || order[order.length - 1] === current}
        onClick={() => {
          if (current !== null) move(current, 1);
        }}
      >
        ↓
      </button>
      <button
        type="button"
        className={controls.quiet}
        title="Rename the current spectrum (F2)"
        onClick={onRename}
      >
        Rename
      </button>
      <button
        type="button"
        className={controls.quiet}
        title="Remove the ticked spectra, or the current one (Delete); can be undone"
        disabled={targets.length === 0}
        onClick={() => {
          onRemove(targets);
        }}
      >
        Remove
      </button>
    </div>
  );
}
