import { describeError } from '../domain/errors';
import { mapPart, type MapPart } from '../domain/map/layers';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import { binnedLinesAtOnce, binnedSize, readBinned, type Binning } from '../readers/stacks/binned';
import { meanOf, sampleMean } from '../readers/stacks/mean';
import { openStacks } from '../readers/stacks/open';
import type { OpenStacks, SlicedBytes, Stack } from '../readers/stacks/types';
import type { Choices, Scan } from '../readers/types';
import type { Engine, Examination } from './api';

/** A file with stacks. */
export interface StackSource {
  readonly name: string;
  readonly bytes: SlicedBytes;
  /** Text of a list of energies, for TIFF files that do not say them. */
  readonly energies: string | null;
}

/** What is known of a stack without reading it. */
export type StackSummary = Omit<Stack, 'read' | 'scanOf'>;

/** How the spectra of a stack are read and answered. */
export interface MapSettings {
  readonly binning: Binning;
  readonly choices: Choices;
  readonly options: PrepareOptions;
}

/** A spectrum out of a stack, with its answer. */
export interface StackSpectrum {
  readonly scan: Scan;
  readonly examination: Examination;
}

/** Values of every signal, or why there are none. */
type Lines =
  { readonly values: readonly Float64Array[] } | { readonly values: null; readonly damage: unknown };

/** Milliseconds between two parts that are handed over, and between two chances for others to run. */
const PART = 250;
const SLICE = 50;

/** A chance for others to run; a timer would wait 4 ms each time. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const done = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', done);
    port1.start();
    port2.postMessage(null);
  });

const summaryOf = ({ read: _, scanOf: _scanOf, ...summary }: Stack): StackSummary => summary;

/** Answers the spectra of stacks with the engine that answers any other; the file that was asked for last stays open. */
export function createStacks(engine: Pick<Engine, 'examine'>) {
  let open: { readonly key: string; readonly stacks: Promise<OpenStacks> } | null = null;
  let kept: {
    readonly stack: Stack;
    readonly binning: Binning;
    readonly first: number;
    readonly count: number;
    readonly lines: Lines;
  } | null = null;

  async function stacksOf(key: string, { name, bytes, energies }: StackSource): Promise<readonly Stack[]> {
    if (open?.key !== key) {
      const before = open;
      open = { key, stacks: openStacks(name, bytes, energies) };
      open.stacks.catch(() => (open = null));
      await before?.stacks.then(({ close }) => {
        close();
      });
    }
    return (await open.stacks).stacks;
  }

  async function stackOf(key: string, source: StackSource, id: string): Promise<Stack> {
    const stack = (await stacksOf(key, source)).find((one) => one.id === id);
    if (!stack) throw new Error(`there is no stack ${id}`);
    return stack;
  }

  /** The lines [first, first + count) of averaged pixels; null where they cannot be read. Those that were asked for last are kept. */
  function linesOf(stack: Stack, binning: Binning, first: number, count: number): Lines {
    if (kept?.stack !== stack || kept.binning !== binning || kept.first !== first || kept.count !== count) {
      // Not two at a time: they may be large.
      kept = null;
      let lines: Lines;
      try {
        lines = { values: readBinned(stack, binning, first, count) };
      } catch (damage) {
        lines = { values: null, damage };
      }
      kept = { stack, binning, first, count, lines };
    }
    return kept.lines;
  }

  /**
   * The spectra [first, first + count), line after line, each with its answer. Lines are read in blocks that begin at `from` and end
   * at `to`: what others ask for between the same ends lies in the same blocks.
   */
  async function* spectraOf(
    stack: Stack,
    binning: Binning,
    first: number,
    count: number,
    [from, to]: readonly [number, number],
    examine: (scan: Scan) => Promise<Examination>,
  ): AsyncGenerator<StackSpectrum> {
    const { title, points, signals, scanOf } = stack;
    const { columns } = binnedSize(stack, binning);
    const size = binnedLinesAtOnce(stack, binning);
    const end = first + count;
    for (let line = Math.floor(first / columns); line * columns < end; line++) {
      let begin = line - ((line - from) % size);
      let read = linesOf(stack, binning, begin, Math.min(size, to - begin));
      // What is damaged may be other lines.
      if (!read.values && size > 1) {
        begin = line;
        try {
          read = { values: readBinned(stack, binning, line, 1) };
        } catch (damage) {
          read = { values: null, damage };
        }
      }
      const behind = Math.min(columns, end - line * columns);
      for (let column = Math.max(0, first - line * columns); column < behind; column++) {
        const at = ((line - begin) * columns + column) * points;
        if (read.values) {
          const scan = scanOf(
            read.values.map((all) => all.subarray(at, at + points)),
            '',
            title,
          );
          yield { scan, examination: await examine(scan) };
        } else {
          const scan = scanOf(
            signals.map(() => new Float64Array(points).fill(Number.NaN)),
            '',
            title,
          );
          yield { scan, examination: { kind: 'failed', reading: null, error: describeError(read.damage) } };
        }
      }
    }
  }

  return {
    list: async (key: string, source: StackSource): Promise<StackSummary[]> =>
      (await stacksOf(key, source)).map(summaryOf),

    /** The mean over a sample of the lines, by which columns, units and element of all are chosen. */
    survey: async (
      key: string,
      source: StackSource,
      id: string,
      choices: Choices,
      options: PrepareOptions,
    ): Promise<StackSpectrum> => {
      const stack = await stackOf(key, source, id);
      const scan = stack.scanOf(sampleMean(stack), 'mean', `mean of ${stack.title}`);
      return { scan, examination: await engine.examine(scan, stack.format, choices, options) };
    },

    /**
     * Answers `count` lines (of averaged pixels) from `first` on, without what changes neither answer nor verdict. `onPart` says
     * whether to go on.
     */
    map: async (
      key: string,
      source: StackSource,
      id: string,
      { binning, choices, options }: MapSettings,
      first: number,
      count: number,
      onPart: (part: MapPart) => Promise<boolean> | boolean,
    ): Promise<void> => {
      const stack = await stackOf(key, source, id);
      const { columns } = binnedSize(stack, binning);
      let begun = first * columns;
      let examinations: Examination[] = [];
      // The next part is computed while the page takes the last one over.
      let goesOn = Promise.resolve(true);
      const handOver = async (): Promise<boolean> => {
        const { part, answer, fail } = mapPart(begun, examinations.length);
        examinations.forEach((examination, place) => {
          if (examination.kind === 'answered') answer(place, examination.analysis);
          else if (examination.kind === 'failed') fail(place, examination.error);
          else
            fail(place, {
              code: `open-question-${examination.question.about}`,
              message: examination.question.text,
            });
        });
        begun += examinations.length;
        examinations = [];
        if (!(await goesOn)) return false;
        goesOn = Promise.resolve(onPart(part));
        return true;
      };
      let started = performance.now();
      let paused = started;
      try {
        const ends = [first, first + count] as const;
        const all = spectraOf(stack, binning, first * columns, count * columns, ends, (scan) =>
          engine.examine(scan, stack.format, choices, options, undefined, null, 'brief'),
        );
        for await (const { examination } of all) {
          examinations.push(examination);
          const now = performance.now();
          if (now - started >= PART) {
            if (!(await handOver())) return;
            started = paused = performance.now();
          } else if (now - paused >= SLICE) {
            await pause();
            paused = performance.now();
          }
        }
        if (examinations.length > 0 && !(await handOver())) return;
        await goesOn;
      } finally {
        kept = null;
      }
    },

    /**
     * `count` spectra from the one at place `first` on, line after line, each with its answer. Lines are read in the same blocks
     * whoever asks for which, and the last block is kept.
     */
    spectra: async function* (
      key: string,
      source: StackSource,
      id: string,
      { binning, choices, options }: MapSettings,
      first: number,
      count: number,
    ): AsyncGenerator<StackSpectrum> {
      const stack = await stackOf(key, source, id);
      const { lines } = binnedSize(stack, binning);
      yield* spectraOf(stack, binning, first, count, [0, lines], (scan) =>
        engine.examine(scan, stack.format, choices, options),
      );
    },

    /** The mean spectrum of some pixels (of averaged ones), with its whole answer. */
    spectrum: async (
      key: string,
      source: StackSource,
      id: string,
      { binning, choices, options }: MapSettings,
      pixels: Uint32Array,
      title: string,
    ): Promise<StackSpectrum> => {
      const stack = await stackOf(key, source, id);
      const { points, signals, scanOf, format } = stack;
      const { columns } = binnedSize(stack, binning);
      const means = signals.map(() => meanOf(points));
      const byLine = new Map<number, number[]>();
      for (const pixel of pixels) {
        const line = Math.floor(pixel / columns);
        byLine.set(line, [...(byLine.get(line) ?? []), pixel % columns]);
      }
      for (const [line, places] of byLine) {
        readBinned(stack, binning, line, 1).forEach((values, signal) => {
          for (const place of places) means[signal]?.add(values, place * points);
        });
        await pause();
      }
      const scan = scanOf(
        means.map(({ values }) => values()),
        title,
        title,
      );
      return { scan, examination: await engine.examine(scan, format, choices, options) };
    },
  };
}

export type Stacks = ReturnType<typeof createStacks>;
