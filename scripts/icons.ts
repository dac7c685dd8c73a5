/** npm run icons: the PNG icons of the web manifest from their SVG, drawn by the system's Chromium. */
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './browser';

const ICONS = [
  { source: 'icon', name: 'icon-192', size: 192 },
  { source: 'icon', name: 'icon-512', size: 512 },
  { source: 'maskable', name: 'maskable-512', size: 512 },
  { source: 'maskable', name: 'apple-touch-180', size: 180 },
];

const folder = new URL('../public/icons/', import.meta.url);
const browser = await chromium.launch(CHROMIUM);
for (const { source, name, size } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = await readFile(new URL(`${source}.svg`, folder), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
