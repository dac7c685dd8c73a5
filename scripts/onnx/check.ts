import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { featuresOf } from '../../src/domain/features';
import { classShares, type Classifier, type ElementModel } from '../../src/domain/forest/model';
import { Random } from '../../src/domain/random';
import { correctionOf } from '../../src/domain/spectrum/align';
import { WINDOW_POINTS } from '../../src/domain/spectrum/window';
import { onnxOf, onnxOfAligners } from './model';
import { encodeOnnx, type OnnxModel } from './proto';

env.wasm.numThreads = 1;
env.logLevel = 'error';

/** Curves like edges: a step, a white line, waves and noise, all of them at random. */
export function randomWindows(seed: string, count: number): Float64Array[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const [edge, width, line] = [random.between(55, 85), random.between(2, 12), random.between(0, 1.5)];
    const [waves, period, noise] = [random.between(0, 0.3), random.between(20, 80), random.between(0, 0.02)];
    return Float64Array.from({ length: WINDOW_POINTS }, (_, i) => {
      const step = 0.5 + Math.atan((i - edge) / width) / Math.PI;
      const peak = line * Math.exp(-(((i - edge - 12) / 8) ** 2));
      return step + peak + step * waves * Math.sin((i - edge) / period) + noise * random.normal();
    });
  });
}

function tableOf(windows: readonly Float64Array[]): Tensor {
  const data = new Float64Array(windows.length * WINDOW_POINTS);
  windows.forEach((mu, i) => {
    data.set(mu, i * WINDOW_POINTS);
  });
  return new Tensor('float64', data, [windows.length, WINDOW_POINTS]);
}

/** What ONNX Runtime makes of windows, one list for each input: the rows of every output. */
async function outputsOf(
  model: OnnxModel,
  inputs: readonly (readonly Float64Array[])[],
): Promise<ReadonlyMap<string, readonly Float64Array[]>> {
  const session = await InferenceSession.create(encodeOnnx(model));
  try {
    const outputs = await session.run(
      Object.fromEntries(model.inputs.map(({ name }, i) => [name, tableOf(inputs[i])])),
    );
    return new Map(
      model.outputs.map(({ name, columns }): [string, Float64Array[]] => {
        const { data } = outputs[name];
        if (!(data instanceof Float64Array)) throw new Error(`The output ${name} has no numbers.`);
        return [name, inputs[0].map((_, i) => data.slice(i * columns, (i + 1) * columns))];
      }),
    );
  } finally {
    await session.release();
  }
}

/** How many rows of an output were asked for, differ from ours, and differ from each other. */
export interface Agreement {
  readonly rows: number;
  readonly different: number;
  readonly distinct: number;
}

function agreement(rows: readonly Float64Array[], ours: readonly ArrayLike<number>[]): Agreement {
  return {
    rows: rows.length,
    different: rows.filter((row, i) => row.some((value, k) => value !== ours[i][k])).length,
    distinct: new Set(rows.map((row) => row.join())).size,
  };
}

/** Votes and corrections of E0 that ONNX Runtime and our own code make of `count` windows a view, by output. */
export async function compareWithRuntime(
  model: ElementModel,
  count: number,
): Promise<ReadonlyMap<string, Agreement>> {
  const windows = model.views.map((_, view) => randomWindows(`${model.element}/${view}`, count));
  const asked = windows[0].map((_, i) =>
    model.views.map(({ features }, view) => featuresOf(windows[view][i], features)),
  );
  const found = new Map<string, Agreement>();
  for (const [name, rows] of await outputsOf(onnxOf(model), windows)) {
    const classifier: Classifier<unknown> | undefined =
      name === 'cn' ? model.cn : model.motifs.get(Number(name.replace('motifs_', '')));
    if (!classifier) throw new Error(`There is no classifier ${name}.`);
    found.set(
      name,
      agreement(
        rows,
        asked.map((xs) => classShares(classifier, xs)),
      ),
    );
  }
  const aligners = onnxOfAligners(model);
  const inputs = windows.filter((_, view) => model.views[view].frame.aligner);
  for (const [name, rows] of aligners ? await outputsOf(aligners, inputs) : []) {
    const view = Number(name.replace('correction_', ''));
    const { aligner } = model.views[view].frame;
    if (!aligner) throw new Error(`There is no aligner for ${name}.`);
    found.set(
      name,
      agreement(
        rows,
        windows[view].map((mu) => [correctionOf(aligner, mu)]),
      ),
    );
  }
  return found;
}
