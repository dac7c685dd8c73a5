import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyElement } from '../domain/analysis';
import { XanopyError } from '../domain/errors';
import { prepareSpectrum } from '../domain/spectrum/prepare';
import { interpret, readSource, type Scan, type Source } from './index';
import { SAMPLES } from './samples';
import { leftOut, sharedSources, sourceOf } from './testing';

/** Longest time (ms) that one file may take, whatever is in it. */
const PATIENCE = 1000;

/** Something that happens to files: cut off, a part lost, repeated or overwritten, single bytes changed. */
type Damage = (bytes: Uint8Array) => Uint8Array;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const join = (...parts: Uint8Array[]): Uint8Array => {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
};
const between = (bytes: Uint8Array, a: number, b: number): [number, number] => {
  const ends = [a, b].map((end) => Math.floor(end * bytes.length));
  return [Math.min(...ends), Math.max(...ends)];
};

const damage: fc.Arbitrary<Damage> = fc.oneof(
  share.map(
    (end): Damage =>
      (bytes) =>
        bytes.slice(0, Math.floor(end * bytes.length)),
  ),
  fc.tuple(share, share).map(([a, b]): Damage => (bytes) => {
    const [from, to] = between(bytes, a, b);
    return join(bytes.subarray(0, from), bytes.subarray(to));
  }),
  fc.tuple(share, share).map(([a, b]): Damage => (bytes) => {
    const [from, to] = between(bytes, a, b);
    return join(bytes.subarray(0, to), bytes.subarray(from));
  }),
  fc.tuple(share, fc.uint8Array({ minLength: 1, maxLength: 40 })).map(([at, put]): Damage => (bytes) => {
    const [from] = between(bytes, at, 1);
    return join(bytes.subarray(0, from), put, bytes.subarray(from));
  }),
  fc
    .array(fc.tuple(share, fc.nat(255)), { minLength: 1, maxLength: 12 })
    .map((changes): Damage => (bytes) => {
      const result = bytes.slice();
      for (const [at, value] of changes) result[Math.floor(at * (result.length - 1))] = value;
      return result;
    }),
  fc
    .tuple(
      share,
      fc.constantFrom('\n', '#', ',', '-', '.', 'e', ' ', '9', "'", '(', '\\', '[record]', '# ---'),
    )
    .map(([at, text]): Damage => (bytes) => {
      const [from] = between(bytes, at, 1);
      return join(bytes.subarray(0, from), new TextEncoder().encode(text), bytes.subarray(from));
    }),
);

/** Follows a scan to the element that would be shown; throws nothing but typed errors. */
function elementShown(scan: Scan, format: string): { element: string; sure: boolean } | null {
  try {
    let result = interpret(scan, format);
    // Every answer that is offered must be one that can be taken.
    for (let asked = 0; result.kind === 'question' && asked < 4; asked++) {
      expect(result.question.options.length).toBeGreaterThan(0);
      result = interpret(scan, format, result.question.options[0].choices);
    }
    if (result.kind === 'question') throw new Error('the questions do not end');
    const { spectrum } = result;
    expect(spectrum.energy.length).toBe(spectrum.mu.length);
    const verdict = identifyElement(prepareSpectrum(spectrum).e0, spectrum);
    return { element: verdict.element, sure: verdict.warnings.length === 0 };
  } catch (error) {
    if (error instanceof XanopyError) return null;
    throw error;
  }
}

/** Reads a damaged file to the end; gives the elements that would be presented as sure. */
async function survive(source: Source): Promise<string[]> {
  const start = performance.now();
  const sure: string[] = [];
  for (const outcome of await readSource(source)) {
    if (outcome.kind === 'failed') {
      expect(outcome.error).not.toMatchObject({ code: 'internal' });
      expect(outcome.error.message).toMatch(/\S.*[.?]$/s);
      continue;
    }
    expect(outcome.scans.length).toBeGreaterThan(0);
    for (const scan of outcome.scans) {
      const shown = elementShown(scan, outcome.format);
      if (shown?.sure) sure.push(shown.element);
    }
  }
  expect(performance.now() - start).toBeLessThan(PATIENCE);
  return sure;
}

describe('damaged files', () => {
  it.each(Object.keys(SAMPLES))(
    'of the format %s end in a spectrum or a typed error, with no wrong element presented as sure',
    async (name) => {
      expect(await survive(sourceOf(SAMPLES[name], name))).toContain('Fe');
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
          const bytes = damages.reduce((current, change) => change(current), SAMPLES[name]);
          const wrong = (await survive(sourceOf(bytes, name))).filter((element) => element !== 'Fe');
          expect(wrong).toEqual([]);
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );

  const fixtures = sharedSources('fixtures').filter(({ name }) => name !== 'BadFiles.txt');
  it.skipIf(leftOut(fixtures.length === 0, 'fixtures'))(
    'of the fixtures end the same way (needs ../shared/data)',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...fixtures), damage, async (fixture, change) => {
          await survive({ ...fixture, path: '', bytes: change(fixture.bytes) });
        }),
        { numRuns: 300 },
      );
    },
    120_000,
  );
});
