import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { analysePrepared } from '../domain/analysis';
import type { Confidence } from '../domain/confidence/types';
import type { ElementModel } from '../domain/forest/model';
import { combinations } from '../domain/mixture/combination';
import { madeUp, mixed, resultOf as resultOfWork } from '../domain/mixture/testing';
import { featuresOf } from '../domain/features';
import { prepareSpectrum } from '../domain/spectrum/prepare';
import { SIGNALS } from '../domain/spectrum/types';
import { interpret, readSource } from '../readers';
import { summaryOf, type CombinationRecord } from './combination';
import { combinationCsv } from './combination-csv';
import { csvOf, csvWithJournal } from './csv';
import { jsonOf } from './document';
import { EXPLANATIONS, journalOf } from './journal';
import { describeMixture } from './mixture';
import { journalText } from './journal-text';
import { failureOf, resultOf } from './result';
import { resultDocumentSchema } from './schema';
import { IRON_MODEL, ironAnalysis, ironScan, ORIGIN, PROVENANCE } from './testing';
import { xdiOf } from './xdi';

const CONFIDENCE: Confidence = {
  jaccard: 0.8,
  leadingCnProbability: 0.9,
  heldOut: { leadingCn: 0.8, materials: 66 },
  isUpperBound: true,
  firstEntryProbability: 0.7,
  conformalSet: { coverage: 0.9, rankings: [[6], [6, 5]] },
  applicability: { verdict: 'in-domain', reasons: [] },
  stability: [
    { kind: 'e0-shift', amount: -1, environment: [{ cn: 6, motifs: ['octahedral'] }], agreement: 1 },
  ],
  neighbours: [
    {
      material: 'mp-1',
      formula: 'Fe2O3',
      environment: [{ cn: 6, motifs: ['octahedral'] }],
      distance: 0.05,
      shift: 0.4,
      energy: Float64Array.of(1, 2),
      mu: Float64Array.of(0, 1),
    },
  ],
  evidence: [{ region: 'pre-edge', share: 0.4 }],
};

const FAILURE = failureOf('broken.dat', {
  code: 'no-energy',
  message: 'None of the columns\nruns over an edge.',
  line: 3,
});

describe('result', () => {
  it('carries what the command line promises', () => {
    const analysis = ironAnalysis();
    const result = resultOf('scan.dat', analysis);
    expect(result).toMatchObject({
      file: 'scan.dat',
      element: 'Fe',
      e0Method: 'half-step',
      modelVersion: 'Fe-test',
      warnings: analysis.warnings,
      window: { from: result.e0 - 15, points: 200 },
    });
    expect(result.ranking).toEqual([
      {
        cn: 6,
        // All votes name 6, a quarter as many name another number beside it.
        weight: 0.8,
        motifs: [
          { name: 'octahedral', weight: 1 },
          { name: 'pentagonal pyramidal', weight: 0.8 },
        ],
        motifOrders: 2,
      },
    ]);
    expect(result.cnShares).toEqual([
      { cn: 6, share: 0.8 },
      { cn: 4, share: 0.2 },
    ]);
    expect(result.edgeStep).toBeCloseTo(0.7, 1);
    expect(result).not.toHaveProperty('source');
  });

  it('carries confidence without the curves of the neighbours', () => {
    const result = resultOf('scan.dat', { ...ironAnalysis(), confidence: CONFIDENCE });
    expect(result).toMatchObject({
      applicability: { verdict: 'in-domain', reasons: [] },
      firstEntryProbability: 0.7,
      conformalSet: { rankings: [[6], [6, 5]] },
    });
    expect(Object.keys(result.neighbours?.[0] ?? {})).toEqual([
      'material',
      'formula',
      'environment',
      'distance',
      'shift',
    ]);
  });

  it('tells requested from effective values', () => {
    const automatic = resultOf('scan.dat', ironAnalysis());
    const manual = resultOf('scan.dat', ironAnalysis({ e0: 7124 }), { ...ORIGIN, requested: { e0: 7124 } });
    expect(manual).toMatchObject({ e0: 7124, e0Method: 'manual', requested: { e0: 7124 } });
    expect(manual.automaticE0).toBeCloseTo(automatic.e0, 6);
  });
});

/** What the rows of a table hold in a column. */
function columnOf(csv: string, name: string): (string | undefined)[] {
  const [header = [], ...rows] = csv
    .trimEnd()
    .split('\n')
    .map((line) =>
      Array.from(
        line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
        ([, quoted, plain]) => quoted ?? plain,
      ),
    );
  if (!header.includes(name)) throw new Error(`no column ${name}`);
  return rows.map((row) => row[header.indexOf(name)]);
}

const journalled = (result: ReturnType<typeof resultOf>, key: string): string | undefined =>
  new Map(journalOf(result)).get(key);

describe('what was done before the models looked', () => {
  const analysis = ironAnalysis();
  const { e0 } = analysis.prepared;
  const alignedBy = (shift: number, slope: number, isLimited = false) => ({
    ...analysis,
    aligned: { ...analysis.aligned, givenE0: e0, e0: e0 + shift, slope, isLimited },
  });
  const moved = alignedBy(2.125, -0.016528);

  it('stands in result, table and journal, and so in every export', () => {
    const result = resultOf('scan.dat', moved, ORIGIN);
    expect(result.alignment).toEqual({ e0: e0 + 2.125, shift: 2.125, slope: -0.016528, isLimited: false });
    const words = `${Number((e0 + 2.125).toFixed(3))} eV, moved by +2.125 eV; slope of -1.65 %/eV above it taken out`;
    expect(journalled(result, 'E0 aligned for the models')).toBe(words);
    expect(columnOf(csvOf([result]), 'e0_aligned_ev')).toEqual([String(e0 + 2.125)]);
    expect(columnOf(csvOf([result]), 'slope_taken_out_per_ev')).toEqual(['-0.016528']);
    expect(xdiOf({ file: 'f', analysis: moved, origin: ORIGIN, metadata: [] }, PROVENANCE)).toContain(
      `# Xanopy.e0_aligned_for_the_models: ${words}`,
    );
  });

  it.each([
    [0, 0, false, /^E0 as it is$/],
    [0, 0.00002, false, /^E0 as it is$/],
    [0, 0.002, false, /^E0 as it is; slope of \+0\.2 %\/eV above it taken out$/],
    [-1, 0, true, /^71[\d.]+ eV, moved by -1 eV \(as far as the scan reaches\)$/],
  ])('moved by %d eV, slope %d, limited: %s', (shift, slope, isLimited, words) => {
    const result = resultOf('scan.dat', alignedBy(shift, slope, isLimited));
    expect(journalled(result, 'E0 aligned for the models')).toMatch(words);
  });
});

describe('shares', () => {
  /** Most trees name 4 before 6, for which training knew a single motif ranking. */
  const ambiguous: ElementModel = { ...IRON_MODEL, cn: { ...IRON_MODEL.cn, prior: [0.25, 0.75] } };
  const result = resultOf('scan.dat', {
    ...analysePrepared(prepareSpectrum(ironScan(), { element: 'Fe' }), ambiguous),
    confidence: CONFIDENCE,
  });
  const partial = resultOf('scan.dat', { ...ironAnalysis(), confidence: CONFIDENCE });

  it('of all coordination numbers sum to 1, those of the answer need not', () => {
    const sum = (shares: readonly number[]): number => shares.reduce((total, share) => total + share, 0);
    for (const { cnShares } of [result, partial]) {
      expect(sum(cnShares.map(({ share }) => share))).toBeCloseTo(1, 12);
    }
    expect(sum(partial.ranking.map(({ weight }) => weight))).toBe(0.8);
    expect(columnOf(csvOf([partial]), 'cn_shares')).toEqual(['CN 6 80 %, CN 4 20 %']);
    expect(journalled(partial, 'CN shares')).toBe('CN 6 80 %, CN 4 20 %');
  });

  it('of motifs say where nothing was chosen', () => {
    expect(result.ranking.map(({ cn, motifs, motifOrders }) => [cn, motifs[0]?.weight, motifOrders])).toEqual(
      [
        [4, 1, 1],
        [6, 1, 2],
      ],
    );
    expect(columnOf(csvOf([result, partial]), 'motif_orders_known')).toEqual(['1', '2']);
  });

  it('are none outside the domain', () => {
    const applicability = { verdict: 'outside' as const, reasons: [] };
    const outside = resultOf('x', { ...ironAnalysis(), confidence: { ...CONFIDENCE, applicability } });
    expect([outside.ranking, outside.cnShares]).toEqual([[], []]);
    expect(columnOf(csvOf([outside]), 'cn_shares')).toEqual(['']);
    expect(columnOf(csvOf([outside]), 'held_out_leading_cn')).toEqual(['']);
    expect(journalled(outside, 'leading CN probability')).toBeUndefined();
  });
});

describe('what an answer is worth', () => {
  const judged = (confidence: Partial<Confidence>) =>
    resultOf('scan.dat', { ...ironAnalysis(), confidence: { ...CONFIDENCE, ...confidence } }, ORIGIN);
  const results = [judged({}), judged({ isUpperBound: false, heldOut: null })];

  it('stands in table and journal: the leading CN alone, and on held-out materials', () => {
    const table = csvOf(results);
    expect(columnOf(table, 'leading_cn_probability')).toEqual(['0.9', '0.9']);
    expect(columnOf(table, 'held_out_leading_cn')).toEqual(['0.8', '']);
    expect(columnOf(table, 'held_out_materials')).toEqual(['66', '']);
    expect(results.map((one) => journalled(one, 'leading CN probability'))).toEqual([
      'at most 0.9; leading CN right for 80 % of unseen materials (66)',
      '0.9',
    ]);
  });

  it('has a column for each number that is explained', () => {
    const header = csvOf([]).trimEnd().split(',');
    expect(header).toEqual(expect.arrayContaining(Object.keys(EXPLANATIONS)));
  });
});

describe('a normalisation set by hand', () => {
  it('stands in the result and in the journal, asked for and used', () => {
    const normalisation = { preEdge: { from: -90, to: -35 }, edgeStep: 0.65, isFlattened: false };
    const result = resultOf('scan.dat', ironAnalysis({ normalisation }), {
      ...ORIGIN,
      requested: { normalisation },
    });
    expect(result).toMatchObject({ edgeStep: 0.65, requested: { normalisation } });
    expect(result.normalisation).toMatchObject({ preEdgeDegree: 1, isFlattened: false });
    const journal = Object.fromEntries(journalOf(result));
    expect(journal.requested).toBe('pre-edge -90 to -35 eV, edge step 0.65, not flattened');
    expect(journal.normalisation).toMatch(
      /^pre-edge -[\d.]+ to -[\d.]+ eV, order 1; post-edge .*; not flattened$/,
    );
    expect(v.is(resultDocumentSchema, JSON.parse(jsonOf([result], PROVENANCE)))).toBe(true);
  });
});

describe('what reading remarked', () => {
  const remark = {
    code: 'ragged-rows',
    message: 'Lines 5 do not have 3 columns and were left out.',
  } as const;
  const result = resultOf('scan.dat', ironAnalysis(), { ...ORIGIN, remarks: [remark, remark] });
  const failed = failureOf('scan.dat', FAILURE.error, 'Scan 2', [remark]);

  it('stands in the result once, in tables and in the journal', () => {
    expect(result.warnings.filter(({ code }) => code === 'ragged-rows')).toEqual([remark]);
    expect(csvOf([result])).toContain('ragged-rows');
    expect(journalText([result], PROVENANCE)).toContain(`warning: ragged-rows: ${remark.message}`);
  });

  it('does not hide which scan of a file failed', () => {
    expect(failed.scan).toBe('Scan 2');
    expect(csvOf([failed]).split('\n')[1]).toMatch(/^1,scan.dat,Scan 2,/);
    expect(csvOf([failed])).toContain('ragged-rows');
    expect(journalText([failed], PROVENANCE)).toContain('scan: Scan 2');
    expect(journalText([failed], PROVENANCE)).toContain('warning: ragged-rows');
    expect(v.is(resultDocumentSchema, JSON.parse(jsonOf([failed], PROVENANCE)))).toBe(true);
  });
});

describe('JSON export', () => {
  it('is what the schema says', () => {
    const text = jsonOf(
      [resultOf('scan.dat', { ...ironAnalysis(), confidence: CONFIDENCE }, ORIGIN), FAILURE],
      PROVENANCE,
    );
    const document = v.parse(resultDocumentSchema, JSON.parse(text));
    expect(document.results).toEqual((JSON.parse(text) as { results: unknown }).results);
    expect(document.app.version).toBe('1.2.3');
    expect(v.is(resultDocumentSchema, { ...document, results: [{ file: 'x' }] })).toBe(false);
  });
});

describe('a linear combination', () => {
  const references = [madeUp('A'), madeUp('B', { edge: 7124, preEdgePeak: 0.5 })];
  const options = { from: 7100, to: 7150, sum: 'free', most: 4 } as const;
  const target = mixed(
    [
      [0.4, references[0]],
      [0.6, references[1]],
    ],
    0.004,
  );
  const record: CombinationRecord = {
    target: { name: 'scan.dat', sha256: 'ab' },
    references: [
      { name: 'first,one.xdi', sha256: 'cd' },
      { name: 'Fe2O3', sha256: null, material: 'mp-1' },
    ],
    options,
    result: resultOfWork(combinations(target, references, options)),
  };

  it('goes into the result and the journal of its spectrum', () => {
    const result = resultOf('scan.dat', ironAnalysis(), ORIGIN, { combination: summaryOf(record) });
    expect(result.combination?.best.parts).toMatchObject([
      { name: 'first,one.xdi', sha256: 'cd' },
      { name: 'Fe2O3', sha256: null, material: 'mp-1' },
    ]);
    expect(new Map(journalOf(result)).get('linear combination')).toMatch(
      /^0\.(39|40)\d* ± 0\.00\d+ first,one\.xdi \+ 0\.(59|60)\d* ± 0\.00\d+ Fe2O3; R factor .*7100\.0 to 7150\.0 eV/,
    );
    const parsed: unknown = JSON.parse(jsonOf([result], PROVENANCE));
    expect(v.safeParse(resultDocumentSchema, parsed).success).toBe(true);
  });

  it('is named beside the answer where two spectra explain more than training', () => {
    const mixture = {
      parts: [
        { name: 'a.xdi', sha256: 'ab', share: 0.6, error: 0.01 },
        { name: 'b.xdi', sha256: 'cd', share: 0.4, error: 0.01 },
      ],
      rms: 0.004,
      nearestRms: 0.06,
      cnShares: [
        { cn: 6, share: 0.6 },
        { cn: 4, share: 0.396 },
        { cn: 5, share: 0.004 },
      ],
    };
    const result = resultOf('scan.dat', ironAnalysis(), ORIGIN, { mixture });
    const words =
      '0.600 ± 0.010 a.xdi + 0.400 ± 0.010 b.xdi (rms 0.0040, nearest single computed spectrum 0.0600); coordination numbers in these shares: CN 6 60 %, CN 4 40 %';
    expect(new Map(journalOf(result)).get('may be a mixture')).toBe(words);
    expect(csvOf([result])).toContain(words);
    const parsed: unknown = JSON.parse(jsonOf([result], PROVENANCE));
    expect(v.safeParse(resultDocumentSchema, parsed).success).toBe(true);
    expect(describeMixture({ ...mixture, cnShares: [] })).not.toContain('coordination');
  });

  it('comes as columns whose parts add up, behind how they were made', () => {
    const text = combinationCsv(record, record.result.suggested, PROVENANCE);
    expect(text).toContain('# reference 1: first,one.xdi, sha256 cd\n# reference 2: Fe2O3, mp-1\n');
    const [header, ...rows] = text
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(header).toMatch(/^energy_ev,measured,fit,residual,"0\.\d{4} x first,one\.xdi",0\.\d{4} x Fe2O3$/);
    expect(rows).toHaveLength(101);
    for (const row of rows) {
      const [, measured, fit, residual, one, other] = row.split(',').map(Number);
      expect(one + other).toBeCloseTo(fit, 10);
      expect(measured - fit).toBeCloseTo(residual, 10);
    }
  });
});

describe('CSV export', () => {
  const results = [
    resultOf('a "b", c.dat', { ...ironAnalysis({ e0: 7124 }), confidence: CONFIDENCE }, ORIGIN),
    FAILURE,
  ];
  const csv = csvWithJournal(results, PROVENANCE);
  const lines = csv.trimEnd().split('\n');
  const table = lines.filter((line) => !line.startsWith('#'));

  it('is a plain table unless the journal is asked for', () => {
    expect(csvOf(results)).toBe(`${table.join('\n')}\n`);
  });

  it('has the whole journal in its header', () => {
    const journal = lines.filter((line) => line.startsWith('#')).join('\n');
    for (const text of [
      '# app: Xanopy 1.2.3',
      '# created: 2026-01-02T03:04:05.000Z',
      `# [1] sha256: ${'ab'.repeat(32)}`,
      '# [1] format: columns',
      '# [1] mu: ln(i0 / itrans) (transmission)',
      '# [1] E0: 7124 eV, manual, half step at 71',
      '# [1] window: 7109 to 7154 eV, 200 points',
      '# [1] model: Fe-test (baseline)',
      '# jaccard_confidence: Mean overlap',
      '# [2] error: no-energy: None of the columns runs over an edge.',
    ]) {
      expect(journal).toContain(text);
    }
  });

  it('has a row for every spectrum, quoted where needed', () => {
    expect(table).toHaveLength(3);
    expect(table[1]).toMatch(/^1,"a ""b"", c\.dat",scan 1,Fe,in-domain,/);
    expect(table[2]).toMatch(/^2,broken\.dat,+no-energy$/);
    const width = table[0].split(',').length;
    expect(table[2].split(',')).toHaveLength(width);
  });

  it('says where probabilities are bounds', () => {
    const computed = resultOf('c.dat', {
      ...ironAnalysis(),
      confidence: { ...CONFIDENCE, isUpperBound: false },
    });
    const [head = '', ...rows] = csvOf([...results, computed])
      .trimEnd()
      .split('\n');
    const place = head.split(',').indexOf('probabilities_are_at_most');
    expect(head.split(',')[place - 1]).toBe('leading_cn_probability');
    const cells = rows.map((row) => row.replace(/"(?:[^"]|"")*"/g, '').split(',')[place]);
    expect(cells).toEqual(['yes', '', 'no']);
    expect(Object.fromEntries(journalOf(computed))['first entry probability']).toBe('0.7');
    expect(lines).toContain('# [1] first entry probability: at most 0.7');
    expect(lines.find((line) => line.startsWith('# [1] Jaccard confidence'))).toContain('at most');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('writes %j as text, not as a formula', (name) => {
    const result = resultOf(name, ironAnalysis(), { ...ORIGIN, scan: name });
    const row = csvOf([result]).trimEnd().split('\n').at(-1) ?? '';
    const [, file, scan] = row.split(',');
    expect([file, scan]).toEqual([`'${name.trim()}`, `'${name.trim()}`]);
  });

  it('gives no answer outside the domain', () => {
    const applicability = {
      verdict: 'outside' as const,
      reasons: [{ code: 'no-clear-edge' as const, message: 'No edge.' }],
    };
    const result = resultOf('x', { ...ironAnalysis(), confidence: { ...CONFIDENCE, applicability } }, ORIGIN);
    const [, row] = csvOf([result])
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(row).not.toContain('octahedral');
    expect(row).toContain('outside');
    expect(Object.fromEntries(journalOf(result))).toMatchObject({
      answer: "none: outside the models' domain",
    });
    expect(Object.keys(Object.fromEntries(journalOf(result)))).not.toContain('Jaccard confidence');
  });
});

describe('XDI export', () => {
  const metadata = [
    ['Facility.name', 'Somewhere'],
    ['Mono.d_spacing', '3.1356'],
    ['Element.symbol', 'Xx'],
    ['Comment', 'measured\nat night'],
  ] as const;

  it.each(SIGNALS)('reads back and gives the same answer (%s)', async (signal) => {
    const analysis = ironAnalysis({}, ironScan(signal));
    const origin = { ...ORIGIN, signal };
    const text = xdiOf({ file: 'scan.dat', analysis, origin, metadata }, PROVENANCE);
    const [outcome] = await readSource({
      name: 'scan.xdi',
      path: '',
      bytes: new TextEncoder().encode(text),
    });
    if (outcome.kind !== 'scans') throw new Error(outcome.error.message);
    expect(outcome.format).toBe('xdi');
    const [scan] = outcome.scans;
    expect(scan).toMatchObject({ element: 'Fe', edge: 'K', dSpacing: 3.1356 });
    expect(Object.fromEntries(scan.metadata)).toMatchObject({
      'Facility.name': 'Somewhere',
      'Xanopy.sha256': ORIGIN.sha256,
      'Xanopy.app_version': '1.2.3',
    });
    const read = interpret(scan, 'xdi');
    if (read.kind !== 'spectrum') throw new Error(read.question.text);
    expect(read.spectrum.isNormalised).toBe(true);
    expect(read.spectrum.energy).toEqual(analysis.prepared.raw.energy);
    expect(read.spectrum.mu).toEqual(analysis.prepared.normalisation.mu);

    const again = prepareSpectrum(read.spectrum);
    expect(again.e0).toBeCloseTo(analysis.prepared.e0, 6);
    expect(featuresOf(again.window.mu, IRON_MODEL.views[0].features)).toEqual(
      featuresOf(analysis.prepared.window.mu, IRON_MODEL.views[0].features),
    );
  });

  it('numbers keys that occur more than once', () => {
    const analysis = ironAnalysis();
    const warnings = [
      { code: 'binned' as const, message: 'First.' },
      { code: 'not-finite' as const, message: 'Second.' },
    ];
    const text = xdiOf(
      { file: 'f', analysis: { ...analysis, warnings }, origin: ORIGIN, metadata: [] },
      PROVENANCE,
    );
    expect(text).toContain('# Xanopy.warning: binned: First.');
    expect(text).toContain('# Xanopy.warning_2: not-finite: Second.');
    expect(text.split('\n').filter((line) => /^# Mono/.test(line))).toEqual([]);
  });
});
