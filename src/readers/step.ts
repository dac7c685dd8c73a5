/** Share of the points on each side of an edge that its step is measured on, and of the gap between. */
const SIDE = 1 / 12;
const GAP = 1 / 40;

/** How a curve steps where it changes most. */
export interface Step {
  /** Above less below, between straight lines through both sides; negative where the curve falls. */
  readonly size: number;
  /** Its size in standard errors of those lines. */
  readonly significance: number;
}

const NO_STEP: Step = { size: 0, significance: 0 };

/** The straight line through the points [from, to), at `at` (eV), and the variance of that value in units of the noise's. */
function lineAt(
  energy: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  at: number,
): readonly [number, number] {
  const n = to - from;
  let meanEnergy = 0;
  let mean = 0;
  for (let i = from; i < to; i++) {
    meanEnergy += energy[i] / n;
    mean += values[i] / n;
  }
  let spread = 0;
  let moment = 0;
  for (let i = from; i < to; i++) {
    const offset = energy[i] - meanEnergy;
    spread += offset * offset;
    moment += offset * (values[i] - mean);
  }
  const offset = at - meanEnergy;
  return spread > 0 ? [mean + (moment / spread) * offset, 1 / n + (offset * offset) / spread] : [mean, 1 / n];
}

/** Point-to-point noise (standard deviation) of the values [from, to). */
function noiseIn(values: Float64Array, from: number, to: number): number {
  const bends = new Float64Array(Math.max(0, to - from - 2));
  for (let i = 0; i < bends.length; i++)
    bends[i] = Math.abs(values[from + i] - 2 * values[from + i + 1] + values[from + i + 2]);
  bends.sort();
  // The second difference of white noise has a standard deviation of sqrt(6), and its median is 0.67 of that.
  return (bends[bends.length >> 1] ?? 0) / (0.6745 * Math.sqrt(6));
}

/** Points on each side and in the gap, for curves of `n` points. */
const widths = (n: number): readonly [side: number, gap: number] => [
  Math.max(5, Math.round(SIDE * n)),
  Math.max(1, Math.round(GAP * n)),
];

/** Step between the lines through both sides of one point, and its variance in units of the noise's. */
function stepAt(energy: Float64Array, values: Float64Array, at: number): readonly [number, number] {
  const [side, gap] = widths(values.length);
  const [below, ofBelow] = lineAt(energy, values, Math.max(0, at - gap - side), at - gap, energy[at]);
  const end = Math.min(values.length, at + gap + side);
  const [above, ofAbove] = lineAt(energy, values, at + gap, end, energy[at]);
  return [above - below, ofBelow + ofAbove];
}

function judged(values: Float64Array, at: number, [size, variance]: readonly [number, number]): Step {
  const [side, gap] = widths(values.length);
  const noise = Math.max(
    noiseIn(values, Math.max(0, at - gap - side), at - gap),
    noiseIn(values, at + gap, Math.min(values.length, at + gap + side)),
  );
  const error = noise * Math.sqrt(variance);
  const significance = size === 0 ? 0 : error > 0 ? Math.abs(size) / error : Number.POSITIVE_INFINITY;
  return { size, significance };
}

/**
 * The step of a curve: of its large ones the first. A smooth background, however bent, has next to none: both sides are
 * continued as straight lines to the middle.
 * @param energy ascending, eV; `values` of the same length, points that are not finite left out
 */
export function stepOf(energy: Float64Array, values: Float64Array): Step {
  if (!values.every(Number.isFinite)) {
    const keep = (_: number, row: number): boolean => Number.isFinite(values[row]);
    return stepOf(energy.filter(keep), values.filter(keep));
  }
  const [side, gap] = widths(values.length);
  const first = side + gap;
  const steps = Array.from({ length: Math.max(0, values.length - 2 * first) }, (_, i) =>
    stepAt(energy, values, i + first),
  );
  const largest = steps.reduce((most, [size]) => Math.max(most, Math.abs(size)), 0);
  if (!(largest > 0)) return NO_STEP;
  // The way up to a white line comes before the way down from it, which may be steeper.
  const begin = steps.findIndex(([size]) => Math.abs(size) > 0.5 * largest);
  const isUp = Math.sign(steps[begin][0]);
  let peak = begin;
  for (let i = begin; i < Math.min(steps.length, begin + first); i++)
    if (isUp * steps[i][0] > isUp * steps[peak][0]) peak = i;
  return judged(values, peak + first, steps[peak]);
}

/** The clearest step of a curve within the gap around one of the places; finite values in the order of energy. */
export function stepNear(energy: Float64Array, values: Float64Array, places: readonly number[]): Step {
  const [side, gap] = widths(values.length);
  let best = NO_STEP;
  for (const place of places) {
    const from = Math.max(gap + 3, place - gap);
    const to = Math.min(values.length - gap - 4, place + gap);
    if (place < 0.2 * side || place > values.length - 0.2 * side) continue;
    let most: readonly [number, number] = [0, 0];
    let at = from;
    for (let i = from; i <= to; i++) {
      const step = stepAt(energy, values, i);
      if (Math.abs(step[0]) > Math.abs(most[0])) [most, at] = [step, i];
    }
    const found = judged(values, at, most);
    if (found.significance > CLEAR && Math.abs(found.size) > Math.abs(best.size)) best = found;
  }
  return best;
}

/** Standard errors from which on a step is no noise; the largest of white noise reaches 4. */
export const CLEAR = 8;
