import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import * as v from 'valibot';
import { CONTENT_SECURITY_POLICY } from './node/rules.ts';
import { release } from './scripts/release.ts';
import { documentation } from './site/plugin.ts';
import { webManifest } from './src/pwa/manifest.ts';

const { version } = v.parse(
  v.object({ version: v.string() }),
  JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')),
);

/** The policy travels in the page, so that it holds on any static host; the dev server needs inline scripts. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** The shell is stored at the first visit, models and the library for HDF5 on first use; `src/pwa/register.ts` registers the worker. */
const serviceWorker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/pwa',
  filename: 'sw.ts',
  injectRegister: false,
  manifest: webManifest,
  includeManifestIcons: false,
  injectManifest: {
    globPatterns: [
      '**/*.{html,js,css,wasm,svg,png}',
      'examples/*',
      'schemas/*.json',
      'licences.json',
      'docs/index.json',
      'models/{manifest,evaluation}.*.json',
      'release.json',
    ],
    globIgnores: ['assets/hdf5_hl-*.js'],
    // The library for plots is larger than Workbox expects of an app.
    maximumFileSizeToCacheInBytes: 4 * 2 ** 20,
  },
});

export default defineConfig({
  // Relative addresses: the build works under any path of a static host.
  base: './',
  plugins: [react(), contentSecurityPolicy, documentation, release(), serviceWorker],
  // plotly.js asks a dependency written for Node about `global`.
  define: { __APP_VERSION__: JSON.stringify(version), global: 'globalThis' },
  worker: { format: 'es' },
  // Its WebAssembly is found beside its script.
  optimizeDeps: { exclude: ['@spglib/moyo-wasm'] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    // How long each plugin took is no warning.
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // By itself: otherwise it tears the page's first chunk into small ones.
        codeSplitting: { groups: [{ name: 'matrix', test: /node_modules\/(ml-|is-any-array)/ }] },
      },
    },
  },
});
