import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { takeUp } from './resume';
import { testFolder } from './testing';

const folder = testFolder();
const out = folder.at('out.ndjson');
afterAll(folder.remove);

const answer = (line: number, pad = ''): string =>
  `${JSON.stringify({ line, id: { line }, file: '-', pad })}\n`;

describe('what an interrupted run has left', () => {
  beforeEach(() => {
    writeFileSync(out, '');
  });

  it('is nothing where there is no file, or an empty one', async () => {
    expect(await takeUp(out)).toBeNull();
    expect(await takeUp(folder.at('new.ndjson'))).toBeNull();
  });

  it.each([
    ['', ''],
    ['the beginning of the next answer', answer(4, 'x'.repeat(2000)).slice(0, -30)],
    ['more than a block of it', `{"line":4,"pad":"${'x'.repeat(200_000)}`],
  ])('is everything up to the last whole answer%s', async (_, torn) => {
    // Answers longer than a block that is read at once.
    const whole = answer(1) + answer(3, 'ä'.repeat(70_000));
    writeFileSync(out, whole + torn);
    expect(await takeUp(out)).toEqual({ input: '-', number: 3, id: { line: 3 } });
    expect(readFileSync(out, 'utf8')).toBe(whole);
  });

  it('is nothing where the first answer was cut off', async () => {
    writeFileSync(out, answer(1).slice(0, 20));
    expect(await takeUp(out)).toBeNull();
    expect(readFileSync(out, 'utf8')).toBe('');
  });

  it('names an answer within a file by its number', async () => {
    writeFileSync(out, `${JSON.stringify({ input: 'a.zip', entry: 7, file: 'a.zip/b.dat' })}\n`);
    expect(await takeUp(out)).toEqual({ input: 'a.zip', number: 7, id: undefined });
  });

  it('is refused, and kept, where it is something else', async () => {
    const notes = 'my notes\n';
    writeFileSync(out, notes);
    await expect(takeUp(out)).rejects.toThrow(/another file/);
    expect(readFileSync(out, 'utf8')).toBe(notes);
  });
});
