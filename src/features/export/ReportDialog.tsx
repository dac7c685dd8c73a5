import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Item } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import { Report } from './Report';
import styles from './Report.module.css';
import { answered } from './results';

interface ReportDialogProps {
  readonly items: readonly Item[];
  readonly onClose: () => void;
}

/** The report on screen as it will be on paper: one page a spectrum, and nothing else is printed. */
export function ReportDialog({ items, onClose }: ReportDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const ready = items.flatMap((item) => answered(item) ?? []);
  const left = items.length - ready.length;
  return createPortal(
    <dialog ref={dialog} data-theme="light" className={styles.dialog} aria-label="Report" onClose={onClose}>
      <div className={styles.bar}>
        <p>
          {ready.length === 1 ? '1 page' : `${ready.length} pages`}
          {left > 0 && `; ${left} without an answer left out`}
        </p>
        <button
          type="button"
          className={controls.primary}
          disabled={ready.length === 0}
          onClick={() => {
            window.print();
          }}
        >
          Print
        </button>
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            dialog.current?.close();
          }}
        >
          Close
        </button>
      </div>
      {ready.map((entry) => (
        <Report key={entry.item.id} entry={entry} />
      ))}
      {ready.length === 0 && <p className={styles.none}>None of these spectra has an answer yet.</p>}
    </dialog>,
    document.body,
  );
}
