import { save } from '../saving';
import type { KeptStructure } from '../kept-structure';
import type { Item } from './item';
import type { Unreadable } from './keep';
import { sessionFileName, unreadableFileName, writeJson, writeSessionFile } from './session-file';

const saveText = (text: string, name: string): void => {
  save({ name, content: new Blob([text], { type: 'application/json' }) });
};

/** Offers the session as a file to keep. */
export function saveSession(items: readonly Item[], structures: readonly KeptStructure[]): void {
  saveText(writeSessionFile(items, structures), sessionFileName(new Date()));
}

/** Offers records that this version cannot read as a file, as they are. */
export function saveUnreadable(records: readonly Unreadable[]): void {
  saveText(
    writeJson({ format: 'xanopy-unreadable', appVersion: __APP_VERSION__, records }),
    unreadableFileName(new Date()),
  );
}
