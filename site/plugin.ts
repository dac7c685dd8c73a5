import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { renderSite } from './render.ts';

/** Builds the documentation with the page, into `docs/` of it: the page's Help, stored for offline use like the page. */
export const documentation: Plugin = {
  name: 'documentation',
  apply: 'build',
  buildStart() {
    const id = fileURLToPath(new URL('./search.ts', import.meta.url));
    this.emitFile({ type: 'chunk', id, fileName: 'docs/search.js' });
  },
  generateBundle() {
    for (const { fileName, source } of renderSite()) this.emitFile({ type: 'asset', fileName, source });
  },
};
