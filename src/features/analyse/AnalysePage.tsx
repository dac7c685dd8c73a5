import { useEffect, useState, type DragEvent } from 'react';
import { useNotices } from '../../stores/notices';
import { session, useSession, type SourceFile } from '../../stores/session';
import { AnswerPanel } from './answer/AnswerPanel';
import styles from './AnalysePage.module.css';
import { Centre } from './Centre';
import { EmptyState } from './EmptyState';
import { fromClipboard, fromDrop } from './files/collect';
import { SpectrumPanel } from './list/SpectrumPanel';

interface Props {
  /** Settled once the kept session is back. */
  readonly restored: Promise<void>;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** Fields take their own pastes. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
  );
}

function useDropped(): (files: readonly SourceFile[]) => void {
  const notify = useNotices((state) => state.notify);
  return (files) => {
    if (files.length === 0) notify('Nothing to read there: drop files, a folder or a ZIP archive.');
    else session.getState().addFiles(files);
  };
}

/** The product: spectra on the left, the plot in the centre, the answer on the right. */
export function AnalysePage({ restored }: Props) {
  const [isRestored, setRestored] = useState(false);
  const [dragDepth, setDragDepth] = useState(0);
  const isEmpty = useSession((state) => state.order.length === 0);
  const add = useDropped();

  useEffect(() => {
    void restored.finally(() => {
      setRestored(true);
    });
  }, [restored]);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      if (isField(event.target) || !event.clipboardData) return;
      const files = fromClipboard(event.clipboardData);
      if (files.length > 0) session.getState().addFiles(files);
    };
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('paste', onPaste);
    };
  }, []);

  return (
    <div
      className={isEmpty ? styles.emptyPage : styles.page}
      onDragEnter={(event) => {
        if (hasFiles(event)) setDragDepth((depth) => depth + 1);
      }}
      onDragLeave={(event) => {
        if (hasFiles(event)) setDragDepth((depth) => Math.max(0, depth - 1));
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDragDepth(0);
        void fromDrop(event.dataTransfer).then(add);
      }}
    >
      {isEmpty ? (
        isRestored && <EmptyState />
      ) : (
        <>
          <h1 className="visually-hidden">Analyse spectra</h1>
          <SpectrumPanel />
          <Centre />
          <AnswerPanel />
        </>
      )}
      {dragDepth > 0 && (
        <div className={styles.drop} aria-hidden="true">
          Drop files, folders or ZIP archives
        </div>
      )}
    </div>
  );
}
