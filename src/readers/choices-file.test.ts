import { describe, expect, it } from 'vitest';
import { choicesFor, isChoicesFile, parseChoicesFile, writeChoicesFile } from './choices-file';
import { layoutKey } from './index';
import { scanFrom } from './testing';

const values = new Float64Array(3);
const scan = scanFrom({ Mono: values, a: values, b: values });
const choices = { energy: 0, mu: { kind: 'transmission', i0: 1, it: 2 } } as const;
const layouts = [{ layout: layoutKey(scan, 'columns'), choices }];

describe('files of choices', () => {
  it('come back as they were written, and are told from other files', () => {
    const text = writeChoicesFile(layouts);
    expect(parseChoicesFile(text)).toEqual(layouts);
    expect(isChoicesFile(new TextEncoder().encode(text))).toBe(true);
    expect(isChoicesFile(new TextEncoder().encode('{"format": "xanopy-session"}'))).toBe(false);
    expect(isChoicesFile(new TextEncoder().encode('# xanopy-choices'))).toBe(false);
  });

  it('serve scans of the same format, labels and units, whatever roles the columns have by now', () => {
    expect(choicesFor(layouts, scan, 'columns')).toEqual(choices);
    const known = { ...scan, channels: scan.channels.map((one) => ({ ...one, role: 'mu' as const })) };
    expect(choicesFor(layouts, known, 'columns')).toEqual(choices);
    expect(choicesFor(layouts, scan, 'spec')).toBeUndefined();
    expect(choicesFor(layouts, scanFrom({ Mono: values, a: values, c: values }), 'columns')).toBeUndefined();
  });

  it.each([
    '{"format": "xanopy-choices"',
    '{"format": "xanopy-choices", "formatVersion": 2, "layouts": []}',
    '{"format": "xanopy-choices", "formatVersion": 1, "layouts": [{"layout": "x", "choices": {"energy": -1}}]}',
  ])('are refused with a sentence when damaged: %s', (text) => {
    expect(() => parseChoicesFile(text)).toThrow(expect.objectContaining({ code: 'choices-invalid' }));
  });
});
