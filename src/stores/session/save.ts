import type { Item } from './item';
import type { Unreadable } from './keep';
import { sessionFileName, unreadableFileName, writeJson, writeSessionFile } from './session-file';

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after the click has returned.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

/** Offers the session as a file to keep. */
export function saveSession(items: readonly Item[]): void {
  save(writeSessionFile(items), sessionFileName(new Date()));
}

/** Offers records that this version cannot read as a file, as they are. */
export function saveUnreadable(records: readonly Unreadable[]): void {
  save(
    writeJson({ format: 'xanopy-unreadable', appVersion: __APP_VERSION__, records }),
    unreadableFileName(new Date()),
  );
}
