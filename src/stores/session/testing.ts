/** For tests and benchmarks: an engine that costs nothing, and what it works on. */
import type { Analysis } from '../../domain/analysis';
import type { PrepareOptions } from '../../domain/spectrum/prepare';
import type { Choices, Scan } from '../../readers/types';
import type { Engine, Reading } from '../../worker/api';
import type { ItemSource } from './item';
import type { SourceFile } from './queue';

export const madeUpScan = (id: string): Scan => ({
  id,
  title: id,
  channels: [{ label: 'energy', values: Float64Array.of(1, 2, 3) }],
  metadata: [],
  warnings: [],
});

/** A file whose bytes are its name, unless told otherwise. */
export const file = (name: string, text = name): SourceFile => ({
  name,
  path: '',
  bytes: () => Promise.resolve(new TextEncoder().encode(text)),
});

/** A spectrum as it comes back from the database, named by its id. */
export const keptSource = (id: string): ItemSource => ({
  id,
  name: id,
  file: 'kept',
  path: '',
  hash: `bytes of ${id}`,
  format: 'xdi',
  scan: madeUpScan('a'),
  choices: {},
  options: {},
  readError: null,
});

/** An analysis that remembers what it was asked; nothing else of it is looked at here. */
const analysisFor = (options: PrepareOptions): Analysis =>
  ({ element: options.element ?? 'Fe', prepared: { e0: options.e0 ?? 7112 } }) as Analysis;

const readingFor = (format: string, choices: Choices): Reading => ({
  spectrum: {
    energy: Float64Array.of(1, 2, 3),
    mu: Float64Array.of(0, 1, 1),
    signal: 'absorption',
    isNormalised: false,
  },
  attribution: { format, energyColumn: 'energy', unit: 'eV', muExpression: 'mu', choices },
  alternatives: [],
  warnings: [],
  foil: null,
});

/** What the engine says of a scan; only formats named `ask` have a question. */
export const answerTo: Engine['examine'] = (_scan, format, choices, options) =>
  Promise.resolve(
    format === 'ask' && choices.unit === undefined
      ? {
          kind: 'question',
          question: {
            about: 'unit',
            text: 'Which unit?',
            options: [{ label: 'eV', choices: { unit: 'eV' } }],
          },
        }
      : { kind: 'answered', reading: readingFor(format, choices), analysis: analysisFor(options) },
  );

/** An engine by file name: `bad*` cannot be read, `ask*` has a question, `two*` holds two scans. */
export function fakeEngine(): Engine {
  return {
    read: async ({ name, path, bytes }, onOutcome) => {
      await onOutcome(
        name.startsWith('bad')
          ? { kind: 'failed', source: { name, path }, error: { code: 'unknown-format', message: 'No.' } }
          : {
              kind: 'scans',
              source: { name, path, sha256: new TextDecoder().decode(bytes) },
              format: name.startsWith('ask') ? 'ask' : 'xdi',
              recognisedBy: '',
              scans: name.startsWith('two') ? [madeUpScan('a'), madeUpScan('b')] : [madeUpScan('a')],
            },
      );
    },
    examine: answerTo,
    previews: () => Promise.reject(new Error('not asked here')),
    crossCheck: () => Promise.reject(new Error('not asked here')),
    mixtureHints: () => Promise.reject(new Error('not asked here')),
    components: () => Promise.reject(new Error('not asked here')),
    resolve: () => Promise.reject(new Error('not asked here')),
    combine: () => Promise.reject(new Error('not asked here')),
    retrain: () => Promise.reject(new Error('not asked here')),
    describeStructure: () => Promise.reject(new Error('not asked here')),
    manifest: () => Promise.reject(new Error('not asked here')),
    model: () => Promise.reject(new Error('not asked here')),
    library: () => Promise.reject(new Error('not asked here')),
    evaluation: () => Promise.reject(new Error('not asked here')),
    addPack: () => Promise.reject(new Error('not asked here')),
    packs: () => Promise.reject(new Error('not asked here')),
    exportPack: () => Promise.reject(new Error('not asked here')),
    removePack: () => Promise.reject(new Error('not asked here')),
  };
}
