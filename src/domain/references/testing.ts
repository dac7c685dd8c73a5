import { prepareSpectrum } from '../spectrum/prepare';
import { syntheticSpectrum } from '../testing/synthetic';
import type { OwnReference } from './library';

/** A made-up reference of iron, changed in the fields given; `preEdgePeak` shapes its curve. */
export function testReference(changes: Partial<OwnReference> = {}, preEdgePeak = 0): OwnReference {
  const { raw, normalisation, e0 } = prepareSpectrum(syntheticSpectrum({ edge: 7115, preEdgePeak }));
  return {
    id: 'one',
    name: 'hematite.xdi',
    material: 'Fe2O3',
    element: 'Fe',
    environment: [{ cn: 6, motifs: ['octahedral', 'pentagonal pyramidal'] }],
    label: { kind: 'chosen' },
    e0,
    energy: raw.energy,
    mu: normalisation.mu,
    source: { file: 'hematite.xdi', sha256: 'a'.repeat(64), scan: '1' },
    provenance: 'measured at home',
    licence: 'CC BY 4.0',
    ...changes,
  };
}
