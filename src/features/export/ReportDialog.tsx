import { useEffect, useRef, useState } from 'react';
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

/**
 * The report on screen as it will be on paper: one page a spectrum, and nothing else is printed. Not a modal
 * `<dialog>`: browsers keep those out of the flow of pages and cut them off after the first sheet.
 */
export function ReportDialog({ items, onClose }: ReportDialogProps) {
  const dialog = useRef<HTMLDivElement>(null);
  const [created] = useState(() => new Date());
  useEffect(() => {
    const before = document.activeElement;
    const page = document.getElementById('root');
    page?.setAttribute('inert', '');
    dialog.current?.focus();
    return () => {
      page?.removeAttribute('inert');
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const ready = items.flatMap((item) => answered(item) ?? []);
  const left = items.length - ready.length;
  return createPortal(
    <div
      className={styles.backdrop}
      data-theme="light"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div
        ref={dialog}
        className={styles.dialog}
        role="dialog"
        aria-modal="true"
        aria-label="Report"
        tabIndex={-1}
      >
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
          <button type="button" className={controls.button} onClick={onClose}>
            Close
          </button>
        </div>
        {ready.map((entry) => (
          <Report key={entry.item.id} entry={entry} created={created} />
        ))}
        {ready.length === 0 && <p className={styles.none}>None of these spectra has an answer yet.</p>}
      </div>
    </div>,
    document.body,
  );
}
