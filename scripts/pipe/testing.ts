import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticSpectrum } from '../../src/domain/testing/synthetic';
import { TINY_MODELS } from '../../src/worker/testing';

export interface TestFolder {
  /** Path of a file in it. */
  readonly at: (name: string) => string;
  /** Folder of models that answer in a fraction of a millisecond: iron alone. */
  readonly models: string;
  readonly remove: () => void;
}

/** A folder for the files of a test, with models in it. */
export function testFolder(): TestFolder {
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-pipe-'));
  for (const [name, text] of Object.entries(TINY_MODELS)) writeFileSync(join(folder, name), text);
  return {
    at: (name) => join(folder, name),
    models: folder,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** A line of the input: a short iron spectrum, a little different for each `id`. */
export function lineOf(id: unknown, kind = 0): string {
  const { energy, mu } = syntheticSpectrum({
    edge: 7112 + (kind % 7) / 10,
    from: 7082,
    to: 7172,
    step: 1.5,
    scale: 2,
    offset: 0.3,
  });
  const round = (values: Float64Array): number[] => Array.from(values, (value) => Number(value.toFixed(4)));
  return `${JSON.stringify({ id, element: 'Fe', energy: round(energy), mu: round(mu) })}\n`;
}
