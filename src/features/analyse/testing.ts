import type { Analysis } from '../../domain/analysis';
import type { Applicability } from '../../domain/confidence/types';
import { modelWindow, PLAIN_FRAME } from '../../domain/spectrum/align';
import { prepareSpectrum, type PrepareOptions } from '../../domain/spectrum/prepare';
import { syntheticSpectrum } from '../../domain/testing/synthetic';
import type { Item } from '../../stores/session';
import { itemFrom } from '../../stores/session/item';

/** For tests: an answered spectrum with its edge at `edge` (eV); only what pictures are made of is filled in. */
export function answeredItem(
  name: string,
  edge: number,
  options: PrepareOptions = {},
  cnShares: Analysis['answer']['cnShares'] = [{ cn: 6, share: 1 }],
  verdict: Applicability['verdict'] = 'in-domain',
): Item {
  const spectrum = syntheticSpectrum({ edge, offset: 0.2, scale: 2 });
  const prepared = prepareSpectrum(spectrum, options);
  const analysis: Pick<Analysis, 'element' | 'prepared' | 'aligned' | 'looks'> & {
    readonly answer: Pick<Analysis['answer'], 'cnShares'>;
    readonly confidence: Pick<Analysis['confidence'], 'applicability'>;
  } = {
    element: 'Fe',
    prepared,
    aligned: modelWindow(
      { energy: prepared.raw.energy, mu: prepared.normalisation.mu },
      prepared.e0,
      PLAIN_FRAME,
    ),
    looks: [],
    answer: { cnShares },
    confidence: { applicability: { verdict, reasons: [] } },
  };
  return {
    ...itemFrom({
      id: name,
      name,
      file: name,
      path: '',
      hash: name,
      format: 'columns',
      scan: null,
      choices: {},
      options,
      readError: null,
    }),
    status: 'done',
    spectrum,
    analysis: analysis as Analysis,
  };
}
