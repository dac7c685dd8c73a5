import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeManifest } from '../../../domain/forest/manifest';
import { EXAMPLES } from './examples';

const { elements } = decodeManifest(JSON.parse(readFileSync('public/models/manifest.json', 'utf8')));

it.each(EXAMPLES)(
  'says truly whether the models have seen $file (run `npm run examples` after training)',
  ({ file, element, isUnseen }) => {
    const text = readFileSync(`public/examples/${file}`, 'utf8');
    const material = /Sample\.material_id: (\S+)/.exec(text)?.[1] ?? '';
    const entry = elements.find((known) => known.element === element);
    expect(isUnseen).toBe(entry?.heldOut.includes(material));
    expect(text.includes('not trained on this crystal')).toBe(isUnseen);
  },
);
