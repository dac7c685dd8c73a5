import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, type Line } from './lines';

async function linesOf(chunks: readonly Uint8Array[], longest?: number): Promise<Line[]> {
  const lines: Line[] = [];
  // eslint-disable-next-line @typescript-eslint/require-await
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) {
      const reused = chunk.slice();
      yield reused;
      reused.fill(0);
    }
  };
  for await (const batch of batchesOf(stream(), longest)) lines.push(...batch);
  return lines;
}

describe('lines of a stream', () => {
  it('are the same however the stream is cut, with their numbers, without the empty ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-zäΩ€ ]{0,12}$/u), { maxLength: 90 }),
        fc.array(fc.nat({ max: 700 })),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (texts, cuts, newline, isEnded) => {
          const bytes = new TextEncoder().encode(texts.join(newline) + (isEnded ? newline : ''));
          const at = [...new Set([0, bytes.length, ...cuts.filter((cut) => cut < bytes.length)])].sort(
            (a, b) => a - b,
          );
          const lines = await linesOf(at.slice(1).map((end, i) => bytes.subarray(at[i], end)));
          const expected = texts.flatMap((text, i) => (text.trim() === '' ? [] : [{ number: i + 1, text }]));
          expect(lines.map(({ number, text }) => ({ number, text: text?.replace('\r', '') }))).toEqual(
            expected,
          );
        },
      ),
    );
  });

  it('are told without their text when they are too long, and the rest goes on', async () => {
    const bytes = new TextEncoder().encode(`\uFEFFfirst\n${'x'.repeat(50)}\nlast`);
    const cut = [bytes.subarray(0, 20), bytes.subarray(20, 40), bytes.subarray(40)];
    expect(await linesOf(cut, 10)).toEqual([
      { number: 1, text: 'first' },
      { number: 2, text: null },
      { number: 3, text: 'last' },
    ]);
  });

  it('come as soon as they are there', async () => {
    let asked = 0;
    // eslint-disable-next-line @typescript-eslint/require-await
    const stream = async function* (): AsyncGenerator<Uint8Array> {
      for (const text of ['a\nb\nc', 'd\n']) {
        asked += 1;
        yield new TextEncoder().encode(text);
      }
    };
    const first = await batchesOf(stream()).next();
    expect([first.value, asked]).toEqual([
      [
        { number: 1, text: 'a' },
        { number: 2, text: 'b' },
      ],
      1,
    ]);
  });
});
