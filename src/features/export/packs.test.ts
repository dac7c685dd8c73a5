import { gunzipSync, strFromU8, unzipSync } from 'fflate';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { analysePrepared, type Analysis } from '../../domain/analysis';
import type { ElementModel } from '../../domain/forest/model';
import type { PackMark } from '../../domain/forest/pack-mark';
import { AUTHORS_FEATURES, authorsFrame } from '../../domain/forest/published';
import { answerOfPack } from '../../domain/pack-answer';
import { prepareSpectrum } from '../../domain/spectrum/prepare';
import { EXPLANATIONS } from '../../exporters/journal';
import { journalText } from '../../exporters/journal-text';
import { methodsSentence } from '../../exporters/methods-sentence';
import { resultDocumentSchema } from '../../exporters/schema';
import { IRON_MODEL, ironAnalysis, ironScan, ORIGIN, PROVENANCE } from '../../exporters/testing';
import { itemFrom } from '../../stores/session/item';
import type { Item } from '../../stores/session';
import { exportFile, type ExportFormat } from './files';
import { Report } from './Report';
import { answered, resultsOf } from './results';

const MARK: PackMark = {
  name: 'rust of ours, Fe',
  version: 'yours-12ab',
  origin: 'yours',
  citation: 'Notebook 7 of the beamline',
  sha256: 'fe'.repeat(32),
};
const OWN_WINDOW: ElementModel = {
  ...IRON_MODEL,
  version: 'own-7',
  views: [{ features: AUTHORS_FEATURES, frame: authorsFrame('Fe') }],
};
const ofPack = answerOfPack(
  analysePrepared(prepareSpectrum(ironScan(), { element: 'Fe' }), OWN_WINDOW),
  MARK,
  { model: OWN_WINDOW, library: null },
  null,
);

const item = (analysis: Analysis): Item => ({
  ...itemFrom({
    id: '1',
    name: 'scan',
    file: 'scan.dat',
    path: '',
    hash: 'cd'.repeat(32),
    format: 'columns',
    scan: { id: '0', title: '', channels: [], metadata: [], warnings: [] },
    choices: {},
    options: {},
    readError: null,
  }),
  status: 'done',
  spectrum: ironScan(),
  attribution: ORIGIN.attribution,
  analysis,
});

const reportOf = (one: Item): string => {
  const entry = answered(one);
  if (!entry) throw new Error('no answer');
  return renderToStaticMarkup(createElement(Report, { entry, created: PROVENANCE.created }));
};

async function textOf(format: ExportFormat, one: Item): Promise<string> {
  const file = await exportFile(format, [one], PROVENANCE);
  if (!file) throw new Error('nothing to write');
  const bytes = new Uint8Array(await file.content.arrayBuffer());
  if (file.name.endsWith('.zip'))
    return Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join('\n');
  return strFromU8(file.name.endsWith('.prj') ? gunzipSync(bytes) : bytes);
}

const EXPORTS: readonly (readonly [name: string, text: (one: Item) => string | Promise<string>])[] = [
  ...(['csv', 'csv-with-journal', 'json', 'xdi', 'athena'] as const).map(
    (format) => [format, (one: Item) => textOf(format, one)] as const,
  ),
  ['report', reportOf],
  ['journal of figures', (one) => journalText(resultsOf([one]), PROVENANCE)],
  ['Methods sentence', ({ analysis }) => methodsSentence('1', analysis ? [analysis] : [])],
];

describe.each(EXPORTS)('%s', (_, text) => {
  it('names the pack that answered, with version, origin, citation, window and scale', async () => {
    const words = await text(item(ofPack));
    for (const named of [MARK.name, MARK.version, MARK.citation, 'fefefefe']) expect(words).toContain(named);
    expect(words).toMatch(/yours|own training/);
    expect(words).toMatch(/7107|from 5 eV below/);
    expect(words).toMatch(/maximum/);
    expect(words).not.toContain('trained on spectra of oxides');
  });

  it('names the pack that was asked beside the shipped models', async () => {
    const words = await text(item({ ...ironAnalysis(), beside: ofPack }));
    for (const named of [MARK.name, MARK.version, MARK.citation, 'fefefefe']) expect(words).toContain(named);
    // The version of the shipped models.
    expect(words).toContain('Fe-test');
  });

  it('has no word of packs where there is none', async () => {
    const words = await text(item(ironAnalysis()));
    expect(words).not.toContain('fefefefe');
    expect(words.replace(/^.*?pack,pack_answer.*$/m, '')).not.toMatch(/\bpacks?\b/);
  });
});

it('does not say of a pack without calibration how often it is right', () => {
  const report = reportOf(item(ofPack));
  expect(report).not.toContain(EXPLANATIONS.jaccard_confidence);
  expect(report).toContain('how often such answers are right is not known');
  expect(report).toContain('window of the pack');
  expect(reportOf(item(ironAnalysis()))).toContain(EXPLANATIONS.jaccard_confidence);
  expect(journalText(resultsOf([item(ofPack)]), PROVENANCE)).toContain('Packs without a calibration');
});

it('is JSON as the schema says', async () => {
  for (const one of [item(ofPack), item({ ...ironAnalysis(), beside: ofPack })])
    expect(v.is(resultDocumentSchema, JSON.parse(await textOf('json', one)))).toBe(true);
});
