import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeManifest } from '../../domain/forest/manifest';
import { elementFiles, missingFiles, storedElements } from './models';

const manifest = decodeManifest(JSON.parse(readFileSync('public/models/manifest.json', 'utf8')));
const elements = elementFiles(manifest, 'https://example.org/xanopy/models/');

describe('models offline', () => {
  it('knows the files of every element that has a model', () => {
    const withModel = manifest.elements.filter(({ kind }) => kind !== 'none').map(({ element }) => element);
    expect(elements.map(({ element }) => element)).toEqual(withModel);
    for (const { element, files } of elements) {
      expect(files[0].address).toMatch(
        new RegExp(`^https://example\\.org/xanopy/models/${element}\\.[0-9a-f]{16}\\.json$`),
      );
      expect(files[0].bytes).toBeGreaterThan(0);
    }
  });

  it('counts the library spectra of an element among its files', () => {
    const library = {
      file: 'Fe.library.json',
      sha256: 'f'.repeat(64),
      bytes: 7,
      gzippedBytes: 3,
      spectra: 1,
    };
    const withReference = {
      ...manifest,
      elements: manifest.elements.map((entry) =>
        entry.kind !== 'none' && entry.element === 'Fe' ? { ...entry, library } : entry,
      ),
    };
    const iron = elementFiles(withReference, 'https://example.org/models/').find(
      ({ element }) => element === 'Fe',
    );
    expect(iron?.files.at(-1)).toEqual({
      address: `https://example.org/models/Fe.library.${'f'.repeat(16)}.json`,
      bytes: 7,
    });
  });

  it('calls an element ready only when all of its files are stored', () => {
    const [iron, copper] = [
      { element: 'Fe', files: [{ address: 'a', bytes: 1 }, { address: 'b', bytes: 2 }], training: null }, // prettier-ignore
      { element: 'Cu', files: [{ address: 'c', bytes: 4 }], training: { address: 'd', bytes: 8 } },
    ];
    const stored = new Set(['a', 'c', 'old']);
    expect([...storedElements([iron, copper], stored)]).toEqual(['Cu']);
    expect(missingFiles([iron, copper], [{ address: 'part', bytes: 8 }], stored)).toEqual([
      { address: 'b', bytes: 2 },
      { address: 'part', bytes: 8 },
    ]);
  });
});
