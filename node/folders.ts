import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** In the npm package the built page lies beside the code; in a checkout the models are those that it is built from. */
const packed = new URL('./page/', import.meta.url);

/** Folder of the built page. */
export const pageFolder = (): string =>
  fileURLToPath(existsSync(packed) ? packed : new URL('../dist/', import.meta.url));

/** Folder of the forests, with a slash at its end. */
export const modelsFolder = (): URL =>
  existsSync(packed) ? new URL('models/', packed) : new URL('../public/models/', import.meta.url);
