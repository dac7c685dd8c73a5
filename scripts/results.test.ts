import { describe, expect, it } from 'vitest';
import type { Analysis } from '../src/domain/analysis';
import type { Confidence } from '../src/domain/confidence/types';
import { failureOf, resultOf } from '../src/exporters/result';
import { ironAnalysis, ORIGIN } from '../src/exporters/testing';
import { textOf } from './results';

const ANSWER = 'CN 6: octahedral > pentagonal pyramidal';

/** What is printed of an iron scan with a confidence that is partly made up. */
function printed(confidence: Partial<Confidence>, changes: Partial<Analysis> = {}): string[] {
  const analysis = ironAnalysis();
  const judged = { ...analysis.confidence, heldOut: { leadingCn: 0.5755, materials: 93 }, ...confidence };
  return textOf(resultOf('iron.dat', { ...analysis, ...changes, confidence: judged }, ORIGIN)).split('\n');
}

const verdict = (of: Confidence['applicability']['verdict']): Pick<Confidence, 'applicability'> => ({
  applicability: { verdict: of, reasons: [{ code: 'undecided', message: 'It is open.' }] },
});

describe('a result in words', () => {
  it('says of a borderline answer that it is one, and how the models do', () => {
    const changes = { jaccardConfidence: 0.474 };
    expect(printed(verdict('borderline'), changes).slice(1, 4)).toEqual([
      `  borderline: ${ANSWER}  (Jaccard confidence at most 47 %)`,
      '  Fe: leading CN right for 58 % of unseen materials (93)',
      '  ! It is open.',
    ]);
    expect(printed(verdict('in-domain'), changes)[1]).toBe(`  ${ANSWER}  (Jaccard confidence at most 47 %)`);
    expect(printed({ ...verdict('borderline'), heldOut: null }, changes)[2]).toBe('  ! It is open.');
  });

  it.each([
    [true, 'at most 99 %'],
    [false, '> 99 %'],
  ])('never promises certainty (bound: %s)', (isUpperBound, words) => {
    const lines = printed({ ...verdict('in-domain'), isUpperBound }, { jaccardConfidence: 1 });
    expect(lines[1]).toBe(`  ${ANSWER}  (Jaccard confidence ${words})`);
  });

  it('claims nothing outside the domain', () => {
    expect(printed(verdict('outside')).slice(1, 3)).toEqual([
      "  outside the models' domain, no answer",
      '  ! It is open.',
    ]);
  });

  it('names the E0 at which the models looked', () => {
    const { aligned } = ironAnalysis();
    const moved = { ...aligned, e0: aligned.givenE0 + 2, slope: 0.01 };
    expect(printed(verdict('in-domain'), { aligned: moved })).toContain(
      `  E0 aligned for the models: ${Number(moved.e0.toFixed(3))} eV, moved by +2 eV; slope of +1 %/eV above it taken out`,
    );
  });

  it('says where a file fails', () => {
    const failure = failureOf('bad.dat', { code: 'bad-number', message: 'No number.', line: 3 }, 'scan 2');
    expect(textOf(failure)).toBe('bad.dat (scan 2), line 3: No number.');
  });
});
