import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = process.env.XANOPY_SHARED ?? fileURLToPath(new URL('../../shared/data', import.meta.url));

/** Whether the third-party spectra that are not part of the project are there. */
export const hasShared = existsSync(root);
if (!hasShared && process.env.CI === 'true') {
  throw new Error('The third-party spectra of ../shared/data are missing: point XANOPY_SHARED to them.');
}
export const WHY_SKIPPED = 'needs the third-party spectra of ../shared/data (or XANOPY_SHARED)';

/** Path of a third-party test file. */
export const shared = (path: string): string => `${root}/${path}`;

/** Path of an example that the page ships. */
export const example = (name: string): string =>
  fileURLToPath(new URL(`../public/examples/${name}`, import.meta.url));
