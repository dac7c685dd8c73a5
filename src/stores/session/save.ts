import type { Item } from './item';
import { sessionFileName, writeSessionFile } from './session-file';

/** Offers the session as a file to keep. */
export function saveSession(items: readonly Item[]): void {
  const url = URL.createObjectURL(new Blob([writeSessionFile(items)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = sessionFileName(new Date());
  link.click();
  // The download reads the address after the click has returned.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
