import { useEffect, useState } from 'react';
import { notices } from '../../stores/notices';
import { session } from '../../stores/session';
import { saveSession } from '../../stores/session/save';
import { structures } from '../../stores/structures';
import { settings } from '../../stores/settings';
import controls from '../../styles/controls.module.css';
import styles from './Shortcuts.module.css';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['↑ ↓', 'the spectrum before or after, in the list'],
  ['Alt ↑ ↓', 'move the spectrum in the list'],
  ['Space', 'tick, on a box of the list; with Shift all in between'],
  ['F2', 'rename the spectrum'],
  ['Delete', 'remove the spectrum; can be undone'],
  ['Ctrl Z', 'undo'],
  ['Shift Ctrl Z', 'redo'],
  ['Ctrl V', 'paste files or columns of numbers'],
  ['Ctrl S', 'save the session as a file'],
  ['← →', 'move E0 by 0.1 eV, on its line; with Shift by 1 eV'],
  ['Enter, Esc', 'take over or drop what was typed in a number'],
  ['Drag, double click', 'zoom in the plot, and back'],
  ['P', 'presentation: large type for the projector, and back'],
  ['?', 'this list'],
];

/** Fields take their own keys. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select') ||
    target.isContentEditable);

/** Saves the whole session as a file and says what to do with it. */
export function saveWholeSession(): void {
  const { items, order } = session.getState();
  const kept = structures.getState().structures;
  if (order.length === 0 && kept.length === 0) {
    notices.getState().notify('There is nothing to save yet: open some spectra first.');
    return;
  }
  saveSession(
    order.flatMap((id) => items[id] ?? []),
    kept,
  );
  notices.getState().notify('Session saved. Drop the file on this page to open it again.');
}

/** The keys of the page, and the sheet that lists them. */
export function Shortcuts() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const hasCommand = event.ctrlKey || event.metaKey;
      if (hasCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 's') {
        // The browser would save the page, which holds no spectrum.
        event.preventDefault();
        saveWholeSession();
        return;
      }
      if (hasCommand || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') setOpen(true);
      if (event.key.toLowerCase() === 'p') {
        const { isLarge, change } = settings.getState();
        change({ isLarge: !isLarge });
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  if (!isOpen) return null;
  return (
    <dialog
      className={styles.dialog}
      aria-label="Keys"
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal();
      }}
      onClose={() => {
        setOpen(false);
      }}
    >
      <h2>Keys</h2>
      <dl>
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" className={controls.button}>
          Close
        </button>
      </form>
    </dialog>
  );
}
