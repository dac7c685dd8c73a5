import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { licencesText, licenceTexts, runtimeLicences } from './licences';

describe('licences', () => {
  it('are published as the lock file has them (npm run licences)', () => {
    expect(readFileSync('public/licences.json', 'utf8')).toBe(licencesText());
  });

  it('cover direct, indirect and service-worker packages, and no tool of development', () => {
    const names = runtimeLicences().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['react', 'scheduler', 'workbox-core', 'plotly.js']));
    expect(names).not.toContain('vitest');
  });

  it('are declared by all but three packages of the plot library, whose files say MIT', () => {
    const undeclared = runtimeLicences().filter(({ licence }) => licence === 'not declared');
    expect(undeclared.map(({ name }) => name)).toEqual([
      '@mapbox/jsonlint-lines-primitives',
      'stack-trace',
      'xtend',
    ]);
  });

  it('come as full texts, that of the HDF5 library inside h5wasm too', () => {
    const texts = licenceTexts();
    for (const { name, version } of runtimeLicences()) expect(texts).toContain(`\n${name} ${version} (`);
    expect(texts).toMatch(/HDF5/);
    expect(texts).toContain('Copyright (c) Meta Platforms');
  });
});
