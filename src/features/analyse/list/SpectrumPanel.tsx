import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useNotices } from '../../../stores/notices';
import { session, useSession } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { percent } from '../../widgets/format';
import { FileButtons } from '../files/FileButtons';
import { ROW_HEIGHT, SpectrumRow } from './SpectrumRow';
import { labelsOf } from './labels';
import styles from './List.module.css';
import { SelectionTools } from './SelectionTools';
import { remInPixels, useVisibleRange } from './useVisibleRange';

/** From so many spectra on, computing them again after a reload takes long enough to say so. */
const MANY = 20;

/** Milliseconds after which a single file takes long enough to say so. */
const LONG = 1000;

/** Whether a state has lasted. */
function useLasting(isSo: boolean): boolean {
  const [hasLasted, setLasted] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => {
      setLasted(true);
    }, LONG);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [isSo]);
  return isSo && hasLasted;
}

/** How far a batch is, with a way to stop it. */
export function Batch() {
  const progress = useSession((state) => state.progress);
  const count = useSession((state) => state.order.length);
  const waiting = useSession(({ counts }) => counts.waiting + counts.analysing);
  const isLong = useLasting(progress !== null || waiting > 0);
  const isReading = progress !== null && (progress.total > 1 || isLong);
  if (!isReading && waiting < MANY && !isLong) return null;
  const { done, total, share } = isReading ? progress : { done: count - waiting, total: count, share: 0 };
  return (
    <div className={styles.batch}>
      <label>
        <span>
          {!isReading
            ? `Computing ${done} of ${total} spectra`
            : total > 1
              ? `Reading ${done} of ${total} files`
              : `Reading ${progress.file}${share > 0 ? `, ${percent(share)}` : ''}`}
        </span>
        <progress max={total} value={total > 1 || share > 0 ? done + share : undefined} />
      </label>
      <button type="button" className={controls.button} onClick={session.getState().stop}>
        Stop
      </button>
    </div>
  );
}

/** Spectra with problems, in one line, with what to do about all of them. */
function Failures({ onRemove }: { readonly onRemove: (ids: readonly string[]) => void }) {
  const count = useSession(({ counts }) => counts.failed + counts.stopped);
  if (count === 0) return null;
  const failed = (): string[] =>
    Object.values(session.getState().items)
      .filter(({ status }) => status === 'failed' || status === 'stopped')
      .map(({ id }) => id);
  return (
    <p className={styles.failures}>
      <span>{count} without an answer</span>
      <button
        type="button"
        className={controls.quiet}
        onClick={() => {
          session.getState().retry(failed());
        }}
      >
        Retry
      </button>
      <button
        type="button"
        className={controls.quiet}
        onClick={() => {
          onRemove(failed());
        }}
      >
        Remove
      </button>
    </p>
  );
}

/** The spectra of the session and what can be done with them. */
export function SpectrumPanel() {
  const order = useSession((state) => state.order);
  const current = useSession((state) => state.current);
  const scroller = useRef<HTMLDivElement>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const [first, end] = useVisibleRange(scroller, ROW_HEIGHT, order.length);
  const remove = useRemove();
  const renamings = useSession((state) => state.renamings);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- names are read as they are when one of both changes
  const labels = useMemo(() => labelsOf(session.getState()), [order, renamings]);

  // The current row stays in sight, wherever the selection came from.
  useEffect(() => {
    const element = scroller.current;
    if (!element || current === null) return;
    const row = ROW_HEIGHT * remInPixels();
    const top = session.getState().order.indexOf(current) * row;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + row > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + row - element.clientHeight;
    }
  }, [current]);

  const focusRow = (id: string): void => {
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
    });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const { select, move } = session.getState();
    if (current === null || renaming !== null || event.target instanceof HTMLInputElement) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      if (event.altKey) {
        move(current, by);
        focusRow(current);
        return;
      }
      const next = order[order.indexOf(current) + by];
      if (next) {
        select(next);
        focusRow(next);
      }
    } else if (event.key === 'Delete') {
      remove([current]);
      const next = session.getState().current;
      if (next !== null) focusRow(next);
    } else if (event.key === 'F2') {
      setRenaming(current);
    }
  };

  const tick = (id: string, isTicked: boolean, isRange: boolean): void => {
    const from = anchor.current === null ? -1 : order.indexOf(anchor.current);
    const to = order.indexOf(id);
    const ids = isRange && from >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    anchor.current = id;
    session.getState().tick(ids, isTicked);
  };

  return (
    <section className={styles.panel} aria-label="Spectra">
      <div className={styles.head}>
        <FileButtons />
        <SelectionTools
          onRename={() => {
            setRenaming(current);
          }}
          onRemove={remove}
        />
      </div>
      <div ref={scroller} className={styles.scroller} onKeyDown={onKeyDown}>
        <ul
          className={styles.list}
          style={{ height: `${order.length * ROW_HEIGHT}rem` }}
          aria-label="Spectra of the session"
        >
          {order.slice(first, end).map((id, index) => (
            <SpectrumRow
              key={id}
              id={id}
              label={labels[first + index] ?? ''}
              place={first + index}
              count={order.length}
              isRenaming={renaming === id}
              onTick={tick}
              onRenamed={() => {
                setRenaming(null);
                focusRow(id);
              }}
              onRemove={remove}
            />
          ))}
        </ul>
      </div>
      <Failures onRemove={remove} />
      <Batch />
    </section>
  );
}

/** Removes at once; a notice offers to undo. */
function useRemove(): (ids: readonly string[]) => void {
  const notify = useNotices((state) => state.notify);
  return (ids) => {
    const { items, remove, undo } = session.getState();
    const name = items[ids[0] ?? '']?.name;
    const step = remove(ids);
    if (!step || name === undefined) return;
    notify(ids.length === 1 ? `Removed ${name}.` : `Removed ${ids.length} spectra.`, {
      label: 'Undo',
      run: () => {
        undo(step);
      },
    });
  };
}
