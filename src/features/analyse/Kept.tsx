import { forgetUnreadable, useKeeping, type KeepingState } from '../../stores/session/keep';
import { notices } from '../../stores/notices';
import { saveUnreadable } from '../../stores/session/save';
import controls from '../../styles/controls.module.css';
import styles from './Kept.module.css';

const TEXTS: Readonly<Record<KeepingState['state'], { readonly text: string; readonly help?: string }>> = {
  restoring: { text: '' },
  kept: {
    text: 'Kept in this browser',
    help: 'A reload brings back all spectra and settings. Nothing leaves this computer.',
  },
  saving: { text: 'Saving…' },
  off: { text: 'Not kept: this browser window stores nothing. Save the session as a file.' },
  failed: {
    text: 'Not kept: the browser has no room left. Save the session as a file; storing it is tried again.',
  },
  outdated: { text: 'Not kept any more: another tab runs a newer Xanopy. Reload to go on with it.' },
};

function throwAway(): void {
  forgetUnreadable().catch(() => {
    notices.getState().notify('The browser refused to throw them away. Try again after a reload.');
  });
}

/** Whether a reload brings the session back, and what could not be brought back. */
export function Kept() {
  const state = useKeeping((keeping) => keeping.state);
  const unreadable = useKeeping((keeping) => keeping.unreadable);
  const { text, help } = TEXTS[state];
  const isFine = state === 'kept' || state === 'saving' || state === 'restoring';
  return (
    <>
      <span className={isFine ? styles.fine : styles.bad} title={help} data-keeping={state}>
        {text}{' '}
        {state === 'outdated' && (
          <button
            type="button"
            className={controls.button}
            onClick={() => {
              window.location.reload();
            }}
          >
            Reload
          </button>
        )}
      </span>
      {unreadable.length > 0 && (
        <span className={styles.bad}>
          {unreadable.length === 1 ? '1 kept spectrum' : `${unreadable.length} kept spectra`} cannot be read
          by this version.{' '}
          <button
            type="button"
            className={controls.button}
            title="Saves them as they were found, for a newer version or for a report"
            onClick={() => {
              saveUnreadable(unreadable);
            }}
          >
            Save as a file
          </button>{' '}
          <button type="button" className={controls.quiet} onClick={throwAway}>
            Throw away
          </button>
        </span>
      )}
    </>
  );
}
