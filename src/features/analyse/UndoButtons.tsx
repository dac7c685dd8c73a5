import { useEffect } from 'react';
import { session, useSession } from '../../stores/session';
import controls from '../../styles/controls.module.css';

/** Fields undo their own typing. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches('textarea, input:not([type="checkbox"], [type="radio"])') || target.isContentEditable)
  );
}

/** Undo and redo of decisions and removals, also with Ctrl+Z and Shift+Ctrl+Z (on a Mac with Command). */
export function UndoButtons() {
  const last = useSession(({ history }) => history.done.at(-1)?.label);
  const next = useSession(({ history }) => history.undone.at(-1)?.label);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isUndoKey = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey);
      if (!isUndoKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      const { undo, redo } = session.getState();
      if (event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return (
    <>
      <button
        type="button"
        className={controls.quiet}
        aria-label={last === undefined ? 'Undo' : `Undo: ${last}`}
        title={last === undefined ? 'Nothing to undo' : `Undo: ${last} (Ctrl Z)`}
        disabled={last === undefined}
        onClick={() => {
          session.getState().undo();
        }}
      >
        <span aria-hidden="true">↶</span>
      </button>
      <button
        type="button"
        className={controls.quiet}
        aria-label={next === undefined ? 'Redo' : `Redo: ${next}`}
        title={next === undefined ? 'Nothing to redo' : `Redo: ${next} (Shift Ctrl Z)`}
        disabled={next === undefined}
        onClick={() => {
          session.getState().redo();
        }}
      >
        <span aria-hidden="true">↷</span>
      </button>
    </>
  );
}
