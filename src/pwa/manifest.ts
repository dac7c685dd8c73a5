import type { ManifestOptions } from 'vite-plugin-pwa';
import { SHARE_FIELD, SHARE_TARGET } from './share-target.ts';

/** Files that the installed app offers to open, by MIME type. */
const FILES = {
  'text/plain': ['.xdi', '.dat', '.prj', '.nor', '.xmu', '.txt', '.msa'],
  'text/csv': ['.csv'],
  'text/tab-separated-values': ['.tsv'],
  'application/zip': ['.zip'],
  'application/x-hdf5': ['.h5', '.hdf5', '.nxs'],
};

/** The web app manifest; every address is relative to it, so that the app works below any path. */
export const webManifest: Partial<ManifestOptions> = {
  name: 'Xanopy: coordination environments from XANES',
  short_name: 'Xanopy',
  description: 'Drop K-edge XANES scans of oxides, read coordination numbers and motifs. Works offline.',
  start_url: './',
  scope: './',
  display: 'standalone',
  lang: 'en',
  categories: ['science', 'education', 'utilities'],
  background_color: '#f6f7f5',
  theme_color: '#14684a',
  icons: [
    { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  file_handlers: [{ action: './', accept: FILES }],
  launch_handler: { client_mode: 'focus-existing' },
  share_target: {
    action: `./${SHARE_TARGET}`,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      files: [{ name: SHARE_FIELD, accept: [...Object.keys(FILES), ...Object.values(FILES).flat()] }],
    },
  },
};
