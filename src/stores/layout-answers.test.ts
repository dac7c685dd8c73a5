import { afterEach, describe, expect, it } from 'vitest';
import { layoutKey } from '../readers/interpret';
import { scanFrom } from '../readers/testing';
import { answerFor, layoutAnswers } from './layout-answers';

const values = new Float64Array(3);
const scan = scanFrom({ Mono: values, a: values, b: values });
const choices = { energy: 0, mu: { kind: 'transmission', i0: 1, it: 2 } } as const;

describe('answers about layouts', () => {
  afterEach(() => {
    layoutAnswers.setState({ answers: {} });
  });

  it('hold when the columns have been given roles since, and for no other layout', () => {
    layoutAnswers.setState({ answers: { [layoutKey(scan, 'columns')]: choices } });
    const known = { ...scan, channels: scan.channels.map((one) => ({ ...one, role: 'mu' as const })) };
    expect(answerFor(layoutKey(scan, 'columns'))).toEqual(choices);
    expect(answerFor(layoutKey(known, 'columns'))).toEqual(choices);
    expect(answerFor(layoutKey(known, 'spec'))).toBeUndefined();
    expect(answerFor(layoutKey(scanFrom({ Mono: values, a: values, c: values }), 'columns'))).toBeUndefined();
  });
});
