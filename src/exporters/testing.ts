/** A made-up scan and its analysis for the tests of the exporters. */
import { analysePrepared, type Analysis } from '../domain/analysis';
import type { ElementModel } from '../domain/forest/model';
import { PAPER_FEATURES } from '../domain/features';
import { PLAIN_FRAME } from '../domain/spectrum/align';
import { prepareSpectrum, type PrepareOptions } from '../domain/spectrum/prepare';
import type { Spectrum } from '../domain/spectrum/types';
import type { Origin } from './result';

/** An iron edge with a white line and decaying wiggles on a sloping background, edge step 0.7. */
export function ironScan(signal: Spectrum['signal'] = 'transmission'): Spectrum {
  const energy = Float64Array.from({ length: 400 }, (_, i) => 7012 + i * 0.75);
  const mu = energy.map((e) => {
    const k = Math.sqrt(Math.max(0, e - 7120) * 0.262);
    const step = 0.5 + Math.atan((e - 7122) / 1.5) / Math.PI;
    const line = 0.6 * Math.exp(-(((e - 7131) / 4) ** 2));
    const wiggles = e > 7120 ? 0.3 * Math.sin(4 * k) * Math.exp(-k / 2) : 0;
    return 1.3 - 0.0004 * (e - 7012) + 0.7 * (step * (1 + wiggles) + line);
  });
  return { energy, mu, signal, isNormalised: false, element: 'Fe' };
}

/** Votes that need no forest: CN 6 before CN 4 with 6, and their motifs. */
export const IRON_MODEL: ElementModel = {
  element: 'Fe',
  kind: 'baseline',
  version: 'Fe-test',
  views: [{ features: PAPER_FEATURES, frame: PLAIN_FRAME }],
  cn: { classes: [[6], [4, 6]], prior: [0.75, 0.25], forests: [] },
  motifs: new Map([
    [
      6,
      { classes: [['octahedral', 'pentagonal pyramidal'], ['octahedral']], prior: [0.8, 0.2], forests: [] },
    ],
    [4, { classes: [['tetrahedral']], prior: [1], forests: [] }],
  ]),
};

export function ironAnalysis(options: PrepareOptions = {}, scan = ironScan()): Analysis {
  return analysePrepared(prepareSpectrum(scan, { element: 'Fe', ...options }), IRON_MODEL);
}

export const ORIGIN: Origin = {
  sha256: 'ab'.repeat(32),
  scan: 'scan 1',
  signal: 'transmission',
  attribution: {
    format: 'columns',
    energyColumn: 'energy (eV)',
    unit: 'eV',
    muExpression: 'ln(i0 / itrans)',
    choices: { energy: 0, unit: 'eV', mu: { kind: 'transmission', i0: 1, it: 2 } },
  },
  requested: {},
  remarks: [],
};

export const PROVENANCE = { appVersion: '1.2.3', created: new Date('2026-01-02T03:04:05.000Z') };
