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
      const { points, format, scanOf } = stack;
      const { columns } = binnedSize(stack, binning);
      const block = Math.min(count, binnedLinesAtOnce(stack, binning));
      // The next part is computed while the page takes the last one over.
      let goesOn: Promise<boolean> | boolean = true;
      for (let line = first; line < first + count; line += block) {
        const size = Math.min(block, first + count - line);
        const total = size * columns;
        let values: readonly Float64Array[] | null = null;
        let damage: unknown;
        try {
          values = readBinned(stack, binning, line, size);
        } catch (error) {
          damage = error;
        }
        for (let done = 0; done < total;) {
          const started = performance.now();
          const examinations: Examination[] = [];
          let paused = started;
          while (done + examinations.length < total && performance.now() - started < PART) {
            const at = (done + examinations.length) * points;
            examinations.push(
              values
                ? await engine.examine(
                    scanOf(
                      values.map((all) => all.subarray(at, at + points)),
                      '',
                      '',
                    ),
                    format,
                    choices,
                    options,
                    undefined,
                    null,
                    'brief',
                  )
                : { kind: 'failed', reading: null, error: describeError(damage) },
            );
            if (performance.now() - paused < SLICE) continue;
            await pause();
            paused = performance.now();
          }
          const { part, answer, fail } = mapPart(line * columns + done, examinations.length);
          examinations.forEach((examination, place) => {
            if (examination.kind === 'answered') answer(place, examination.analysis);
            else if (examination.kind === 'failed') fail(place, examination.error);
            else
              fail(place, {
                code: `open-question-${examination.question.about}`,
                message: examination.question.text,
              });
          });
          done += examinations.length;
          if (!(await goesOn)) return;
          goesOn = onPart(part);
        }
      }
      await goesOn;
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
