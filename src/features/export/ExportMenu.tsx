import { useEffect, useId, useRef, useState } from 'react';
import { notices } from '../../stores/notices';
import { session, type Item } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import styles from './ExportMenu.module.css';
import { exportFile, save, type ExportFormat } from './files';
import { ReportDialog } from './ReportDialog';

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly help: string }[] = [
  { format: 'csv', label: 'Results as CSV', help: 'A table, with the whole journal in its header' },
  { format: 'json', label: 'Results as JSON', help: 'For programs; its schema is published' },
  {
    format: 'xdi',
    label: 'Normalised spectra as XDI',
    help: 'Energy in eV, edge step one; several come as a ZIP',
  },
];

interface ExportMenuProps {
  /** Spectra of the session, in the order in which they are written. */
  readonly ids: readonly string[];
}

/** Saves results and normalised spectra, or shows the report to print. */
export function ExportMenu({ ids }: ExportMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const [reported, setReported] = useState<readonly Item[] | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useId();

  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
    };
  }, [isOpen]);

  const itemsNow = (): Item[] => {
    const { items } = session.getState();
    return ids.flatMap((id) => items[id] ?? []);
  };
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const exportAs = (format: ExportFormat): void => {
    close();
    const file = exportFile(format, itemsNow(), { appVersion: __APP_VERSION__, created: new Date() });
    if (file) save(file);
    else notices.getState().notify('None of these spectra is normalised yet, so there is nothing to write.');
  };

  return (
    <div
      ref={root}
      className={styles.root}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isOpen) close();
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !root.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={controls.button}
        aria-expanded={isOpen}
        aria-controls={menu}
        disabled={ids.length === 0}
        title="Save results and spectra with everything that is needed to repeat them"
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        Export
      </button>
      <ul id={menu} className={styles.menu} hidden={!isOpen} aria-label="Export">
        {FORMATS.map(({ format, label, help }) => (
          <li key={format}>
            <button
              type="button"
              className={styles.entry}
              onClick={() => {
                exportAs(format);
              }}
            >
              <span>{label}</span>
              <span className={controls.hint}>{help}</span>
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            className={styles.entry}
            onClick={() => {
              close();
              setReported(itemsNow());
            }}
          >
            <span>Report to print</span>
            <span className={controls.hint}>One page a spectrum, on paper or as PDF</span>
          </button>
        </li>
      </ul>
      {reported && (
        <ReportDialog
          items={reported}
          onClose={() => {
            setReported(null);
          }}
        />
      )}
    </div>
  );
}
