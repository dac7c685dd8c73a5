import { useState } from 'react';
import { session } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { fromText } from './collect';
import styles from './FileButtons.module.css';

/** Columns of numbers from the clipboard. */
export function PasteDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  return (
    <dialog
      className={styles.dialog}
      aria-label="Paste columns"
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal();
      }}
      onClose={onClose}
    >
      <form
        method="dialog"
        onSubmit={() => {
          session.getState().addFiles(fromText(text));
        }}
      >
        <label htmlFor="pasted">Columns of numbers, with or without a header:</label>
        <textarea
          id="pasted"
          rows={12}
          value={text}
          placeholder={'# energy mu\n7100.0 0.012\n7101.0 0.013'}
          onChange={({ target }) => {
            setText(target.value);
          }}
        />
        <div className={styles.buttons}>
          <button type="button" className={controls.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={controls.primary} disabled={text.trim() === ''}>
            Read
          </button>
        </div>
      </form>
    </dialog>
  );
}
