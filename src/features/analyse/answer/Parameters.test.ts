import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { analysePrepared, type Analysis } from '../../../domain/analysis';
import { AUTHORS_FEATURES, authorsFrame } from '../../../domain/forest/published';
import { answerOfPack } from '../../../domain/pack-answer';
import { prepareSpectrum } from '../../../domain/spectrum/prepare';
import { IRON_MODEL, ironAnalysis, ironScan } from '../../../exporters/testing';
import { itemFrom } from '../../../stores/session/item';
import { keptSource } from '../../../stores/session/testing';
import { Parameters } from './Parameters';

const shown = (analysis: Analysis): string =>
  renderToStaticMarkup(createElement(Parameters, { item: itemFrom(keptSource('a')), analysis }));

it('shows the window and the version of a pack where it answers', () => {
  const model = { ...IRON_MODEL, views: [{ features: AUTHORS_FEATURES, frame: authorsFrame('Fe') }] };
  const pack = { name: 'rust', version: '3', origin: 'yours', citation: 'me', sha256: 'ab' } as const;
  const analysis = analysePrepared(prepareSpectrum(ironScan(), { element: 'Fe' }), model);
  const ofPack = shown(answerOfPack(analysis, pack, { model, library: null }, null));
  expect(ofPack).toContain('of the pack, wherever E0 is');
  expect(ofPack).toContain('7107.0 to 7166.0');
  expect(ofPack).toContain('of the pack rust (version 3)');
  expect(ofPack).not.toContain('aligned E0');
  expect(shown(ironAnalysis())).toContain('aligned E0 − 15 to + 30');
});
