import { checked } from '../../domain/checked';
import { XanopyError } from '../../domain/errors';
import type { KeptStructure } from '../kept-structure';
import { answeredByOf } from './answered-by';
import type { Item, ItemSource } from './item';
import { sourceOf } from './item';
import { sessionFileSchema } from './schema';

const EXTENSION = '.xanopy.json';

/** Whether a dropped file is a saved session and not data. */
export function isSessionFile(name: string): boolean {
  return name.toLowerCase().endsWith(EXTENSION);
}

/** File name of a saved session. */
export function sessionFileName(date: Date): string {
  return `session-${date.toISOString().slice(0, 10)}${EXTENSION}`;
}

/** File name of records that could not be read; no session file, so that a drop of it is no session. */
export function unreadableFileName(date: Date): string {
  return `xanopy-unreadable-${date.toISOString().slice(0, 10)}.json`;
}

/**
 * The session as JSON text: the numbers of every spectrum, every decision, the structures, no answers but which models gave
 * them (they are computed again, with the models of the page that opens it).
 */
export function writeSessionFile(items: readonly Item[], structures: readonly KeptStructure[] = []): string {
  return writeJson({
    format: 'xanopy-session',
    formatVersion: 1,
    appVersion: __APP_VERSION__,
    items: items.map((item) => {
      const answeredBy = answeredByOf(item);
      return { ...sourceOf(item), ...(answeredBy ? { answeredBy } : {}) };
    }),
    structures,
  });
}

/** JSON with typed arrays as lists. */
export function writeJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    value instanceof Float64Array ? Array.from(value) : value,
  );
}

/** What a session file holds. */
export interface SavedSession {
  readonly items: readonly ItemSource[];
  readonly structures: readonly KeptStructure[];
}

/**
 * The spectra and structures of a saved session.
 * @throws XanopyError `session-invalid` naming the first fault
 */
export function parseSessionFile(text: string): SavedSession {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new XanopyError(
      'session-invalid',
      'The session file is not valid JSON: it is damaged or cut off. Save it again from the page it came from.',
    );
  }
  return checked(
    sessionFileSchema,
    json,
    'session-invalid',
    'The session file',
    'It may come from a newer version of Xanopy: reload the page to update.',
  );
}
