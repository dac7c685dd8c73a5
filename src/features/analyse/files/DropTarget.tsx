import { useEffect, useState } from 'react';
import { notices } from '../../../stores/notices';
import { fromClipboard, fromDrop, readFiles } from './collect';
import styles from './DropTarget.module.css';

function hasFiles(event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Fields take their own pastes. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
  );
}

/** Structures have a page of their own, which leads on by itself when spectra come. */
function leaveForResults(): void {
  if (!window.location.hash.startsWith('#/structures')) window.location.hash = '#/';
}

/** Dropped and pasted spectra are read from anywhere on any page, and the page that shows them opens. */
export function DropTarget() {
  const [depth, setDepth] = useState(0);

  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    const onEnter = (event: DragEvent): void => {
      if (hasFiles(event)) setDepth((before) => before + 1);
    };
    const onLeave = (event: DragEvent): void => {
      if (hasFiles(event)) setDepth((before) => Math.max(0, before - 1));
    };
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDepth(0);
      void fromDrop(event.dataTransfer).then((files) => {
        if (files.length === 0) {
          notices.getState().notify('Nothing to read there: drop files, a folder or a ZIP archive.');
          return;
        }
        if (readFiles(files)) leaveForResults();
      });
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isField(event.target) || !event.clipboardData) return;
      const files = fromClipboard(event.clipboardData);
      if (files.length === 0) return;
      if (readFiles(files)) leaveForResults();
    };
    window.addEventListener('dragenter', onEnter, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('drop', onDrop, { signal });
    window.addEventListener('paste', onPaste, { signal });
    return () => {
      listeners.abort();
    };
  }, []);

  return depth > 0 ? (
    <div className={styles.drop} aria-hidden="true">
      Drop files, folders or ZIP archives
    </div>
  ) : null;
}
