import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeLibrary, type SpectrumLibrary } from '../../src/domain/confidence/library';
import { decodeOxideChecks, type OxideChecks } from '../../src/domain/confidence/oxide-check';
import { decodeElementModel, type ElementModel } from '../../src/domain/forest/model';
import { judgeScan, SCANS } from './measure';
import { leftOut } from '../../src/readers/testing';

const MODELS = join(import.meta.dirname, '..', '..', 'public', 'models');
const parsed = (file: string): unknown => JSON.parse(readFileSync(join(MODELS, file), 'utf8'));

/** The shipped model and library spectra of the element whose folder a scan lies in. */
function shipped(path: string): [ElementModel, SpectrumLibrary, OxideChecks] {
  const element = dirname(path);
  return [
    decodeElementModel(parsed(`${element}.json`)),
    decodeLibrary(parsed(`${element}.library.json`)),
    decodeOxideChecks(parsed('oxide-check.json')),
  ];
}

describe.skipIf(leftOut(!existsSync(SCANS), 'the XAS Data Library'))('measured scans', () => {
  it.each(['Cr/cr2s3_rt_001.xdi', 'Ni/NiS_rt_01.xdi', 'Cu/CuS_covellite_13K_01.xdi', 'V/V_foil.xdi'])(
    'refuses %s for the distance of its neighbours',
    async (path) => {
      const [applicability] = await judgeScan(path, ...shipped(path));
      expect(applicability.verdict).toBe('outside');
      expect(applicability.reasons.map(({ code }) => code)).toContain('neighbours-not-oxygen');
    },
  );

  it.each([
    'Cr/cr2o3_rt_001.xdi',
    'Cr/k2cro4_rt_001.xdi',
    'V/V2O5.xdi',
    'Cu/CuO_tenorite_13K_01.xdi',
    'Ni/NiOH2_rt_01.xdi',
    'Cd/CdO_10K_01.xdi',
    'Mn/MnO_rt_01.xdi',
  ])('answers for %s', async (path) => {
    const [applicability] = await judgeScan(path, ...shipped(path));
    expect(applicability.verdict).not.toBe('outside');
  });
});
