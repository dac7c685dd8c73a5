import { K_EDGES } from '../elements';
import type { Message } from '../errors';
import type { ElementModel } from '../forest/model';
import { noiseOf } from '../quality/noise';
import { UNCALIBRATED_REACH, type PreparedSpectrum } from '../spectrum/prepare';
import type { Curve } from '../spectrum/types';
import { firstShellPeak, LEAST_PHASE_SHIFT } from './first-shell';
import { peakHeight } from './peak';
import { agreementUnderShift, VERDICT_REACH } from './stability';
import type { Applicability, ConformalSet, Neighbour, StabilityProbe } from './types';
import type { Environment } from '../environment/labels';
import type { Limits } from './calibration';

type Verdict = Applicability['verdict'];
type Finding = Message & { readonly verdict: Exclude<Verdict, 'in-domain'> };

/** What the verdict is made of. */
export interface Judged {
  readonly prepared: PreparedSpectrum;
  readonly model: ElementModel;
  /** The answer in question. */
  readonly answer: Environment;
  /** Calibrated probability (0 to 1) that its leading CN is right. */
  readonly leadingCnProbability: number;
  readonly stability: readonly StabilityProbe[];
  /** Computed spectra that resemble it, nearest first; empty when none are at hand. */
  readonly neighbours: readonly Pick<Neighbour, 'distance' | 'environment'>[];
  readonly conformalSet: ConformalSet;
  /** Probability of "no oxide" by the check and its limits; null where the check is not at hand. */
  readonly foreign: { readonly probability: number; readonly limits: Limits } | null;
}

/** eV between E0 and the tabulated edge that calibration, chemical shift and computed offsets explain. */
const EDGE_TOLERANCE = 45;

function wrongEdge(e0: number, element: string): Finding[] {
  const own = K_EDGES[element];
  const distance = Math.abs(e0 - own);
  const [nearest, energy] = Object.entries(K_EDGES).reduce((best, entry) =>
    Math.abs(e0 - entry[1]) < Math.abs(e0 - best[1]) ? entry : best,
  );
  if (distance <= EDGE_TOLERANCE && nearest === element) return [];
  if (nearest === element && e0 > own && distance <= UNCALIBRATED_REACH) {
    return [
      {
        verdict: 'borderline',
        code: 'wrong-element',
        message: `E0 = ${e0.toFixed(1)} eV is ${distance.toFixed(0)} eV above the K edge of ${element} (${own} eV), as in a scan before calibration. Check the energy axis.`,
      },
    ];
  }
  const hint =
    Math.abs(e0 - energy) <= EDGE_TOLERANCE
      ? ` It is at the K edge of ${nearest}: choose that element.`
      : ' Check the element, the edge and the unit of the energy axis.';
  return [
    {
      verdict: 'outside',
      code: 'wrong-element',
      message: `E0 = ${e0.toFixed(1)} eV is ${distance.toFixed(0)} eV away from the K edge of ${element} (${own} eV).${hint}`,
    },
  ];
}

const median = (values: Float64Array): number => Float64Array.from(values).sort()[values.length >> 1];

/** Share of the step that must lie between the pre-edge and what follows the main edge. */
const SMALLEST_STEP = 0.5;
/** Noise (edge steps) that leaves little of the fine structure, and that hides the edge. */
const STRONG_NOISE = 0.05;
const HOPELESS_NOISE = 0.15;
/** Share of the step that rises close to E0 in every edge; a ramp spreads it evenly. */
const SMALLEST_RISE = 0.35;

/** Flat lines, ramps and noise: what is not an absorption edge at all. */
export function notAnEdge({ normalisation, raw, e0, window }: PreparedSpectrum): Finding[] {
  const curve: Curve = { energy: raw.energy, mu: normalisation.mu };
  const noise = noiseOf(curve, e0);
  const { mu } = window;
  // Of the window's 200 points: 0 to 7 eV below E0 - 8, and from E0 + 8 to its end.
  const step = median(mu.subarray(102)) - median(mu.subarray(0, 31));
  // Within 7 eV of E0.
  const rise = Math.max(...mu.subarray(66, 98)) - Math.min(...mu.subarray(35, 66));
  if (noise >= HOPELESS_NOISE || !(step >= SMALLEST_STEP) || rise < SMALLEST_RISE * step) {
    const why =
      noise >= HOPELESS_NOISE
        ? `the noise is ${(100 * noise).toFixed(0)} % of the edge step`
        : step >= SMALLEST_STEP
          ? 'the signal rises slowly, without an edge'
          : `the signal rises by ${step.toFixed(2)} where an edge rises by 1`;
    return [
      {
        verdict: 'outside',
        code: 'no-clear-edge',
        message: `This does not look like an absorption edge: ${why}. Check which columns hold energy and absorption.`,
      },
    ];
  }
  if (noise >= STRONG_NOISE) {
    return [
      {
        verdict: 'borderline',
        code: 'strong-noise',
        message: `The noise is ${(100 * noise).toFixed(0)} % of the edge step and hides fine structure. Average more scans.`,
      },
    ];
  }
  return [];
}

/** Missing pre-edge (eV) beyond which pre-edge peaks may go unseen. */
const LONG_MISSING_PRE_EDGE = 8;

function incompleteWindow({ window }: PreparedSpectrum): Finding[] {
  const { missingBefore, missingAfter } = window;
  if (missingBefore <= LONG_MISSING_PRE_EDGE && missingAfter <= 0.5) return [];
  const [where, length] =
    missingBefore > LONG_MISSING_PRE_EDGE ? ['first', missingBefore] : ['last', missingAfter];
  return [
    {
      verdict: 'borderline',
      code: 'window-incomplete',
      message: `The ${where} ${length.toFixed(1)} eV of the 45 eV window were not measured. Measure a longer range.`,
    },
  ];
}

/** Two numbers with as many digits as tell them apart, at least two. */
function apart(a: number, b: number): readonly [string, string] {
  const digits = [2, 3, 4].find((n) => a.toFixed(n) !== b.toFixed(n)) ?? 2;
  return [a.toFixed(digits), b.toFixed(digits)];
}

function notAnOxide({ model, foreign: found }: Judged): Finding[] {
  if (!found || found.probability < found.limits.borderline) return [];
  const outside = found.probability >= found.limits.outside;
  return [
    {
      verdict: outside ? 'outside' : 'borderline',
      code: 'not-an-oxide',
      message:
        `Probably no oxide of ${model.element}: the check for metals, sulfides, selenides and halides says ${Math.floor(100 * found.probability)} %, ` +
        `more than ${outside ? 97 : 90} % of held-out computed oxides get. Over-absorbed or badly normalised oxides may look like this too.`,
    },
  ];
}

/** Deviations from the usual main peak below which over-absorption is likely: in fluorescence, and where the file does not say. */
const LOW_PEAK = { fluorescence: -1.5, unsaid: -2 };

function overAbsorbed({ prepared, model }: Judged): Finding[] {
  const { calibration, element } = model;
  const { signal, window } = prepared;
  if (!calibration || signal === 'transmission' || signal === 'computed') return [];
  const { mean, deviation } = calibration.peak;
  const height = peakHeight(window.mu);
  const isFluorescence = signal === 'fluorescence';
  const z = (Math.log(height) - mean) / deviation;
  if (z >= (isFluorescence ? LOW_PEAK.fluorescence : LOW_PEAK.unsaid)) return [];
  return [
    {
      verdict: 'borderline',
      code: 'over-absorption',
      message:
        `The main peak (${height.toFixed(2)} times the level after it) is low for an oxide of ${element} (typically ${Math.exp(mean).toFixed(2)}), as in fluorescence of thick or concentrated samples. ` +
        `${isFluorescence ? 'Dilute' : 'If this is fluorescence, dilute'} the sample, or measure transmission or electron yield.`,
    },
  ];
}

function farFromTraining({ model, neighbours }: Judged): Finding[] {
  const distance = model.calibration?.distance;
  const nearest = neighbours[0]?.distance;
  if (!distance || nearest === undefined || nearest <= distance.borderline) return [];
  const [found, usual] = apart(nearest, distance.borderline);
  return [
    {
      verdict: nearest > distance.outside ? 'outside' : 'borderline',
      code: 'far-from-training',
      message: `No computed oxide of ${model.element} resembles this spectrum: the nearest differs by ${found} edge steps (root mean square), held-out oxides rarely by more than ${usual}.`,
    },
  ];
}

/** Scans with EXAFS tell by the distance of the nearest neighbours whether they can be oxygen. */
function neighboursNotOxygen({ prepared, model }: Judged): Finding[] {
  const longest = model.calibration?.oxygenDistance;
  if (!longest) return [];
  const peak = firstShellPeak({ energy: prepared.raw.energy, mu: prepared.normalisation.mu }, prepared.e0);
  if (peak === null || peak + LEAST_PHASE_SHIFT <= longest) return [];
  const [atLeast, atMost] = apart(peak + LEAST_PHASE_SHIFT, longest);
  return [
    {
      verdict: 'outside',
      code: 'neighbours-not-oxygen',
      message:
        `The EXAFS of the scan puts the nearest neighbours at ${atLeast} Å or farther, even with the smallest phase correction ` +
        `(first peak of its Fourier transform at ${peak.toFixed(2)} Å); oxygen stands at most ${atMost} Å from ${model.element} in the oxides known to the models. Sulfides and metals look like this.`,
    },
  ];
}

/** Nearest computed spectra of which at least one must have the leading CN of the answer. */
const WITNESSES = 3;
/** Leading CNs in the set of rankings beyond which nothing is decided. */
const MOST_LEADING_CNS = 3;
/** Share of held-out leading CNs below which an element's answers are doubtful. */
const LEAST_HELD_OUT = 0.7;
/** Probability of the leading CN below which it is more likely wrong than right. */
const LEAST_PROBABILITY = 0.5;
/** eV by which E0 may be set away from the half step, on which the models were trained. */
const LARGEST_E0_MOVE = 3;

/** What the page itself holds against the answer. */
function contradicted({
  model,
  answer,
  leadingCnProbability,
  neighbours,
  conformalSet,
  prepared,
}: Judged): Finding[] {
  const findings: Finding[] = [];
  const add = (code: Finding['code'], message: string): void => {
    findings.push({ verdict: 'borderline', code, message });
  };
  const leading = answer[0]?.cn;
  const witnesses = neighbours.slice(0, WITNESSES).flatMap(({ environment }) => environment[0]?.cn ?? []);
  if (witnesses.length === WITNESSES && leading !== undefined && !witnesses.includes(leading)) {
    add(
      'neighbours-disagree',
      `The forests say CN ${leading}; the ${WITNESSES} computed spectra that resemble this one most have CN ${witnesses.join(', ')}.`,
    );
  }
  const open = new Set(conformalSet.rankings.map(([cn]) => cn));
  if (model.calibration && open.size > MOST_LEADING_CNS) {
    add(
      'undecided',
      `The rankings that cannot be excluded (${(100 * conformalSet.coverage).toFixed(0)} % set) begin with ${open.size} different coordination numbers.`,
    );
  }
  if (model.calibration && leadingCnProbability < LEAST_PROBABILITY) {
    add(
      'improbable',
      `With such votes the leading CN of held-out materials was right in ${Math.floor(100 * leadingCnProbability)} % of the cases only: it is more likely wrong than right.`,
    );
  }
  const held = model.calibration?.heldOut;
  if (held && held.leadingCn < LEAST_HELD_OUT) {
    add(
      'weak-element',
      `Of ${held.materials} ${model.element} materials that the forests never saw, disturbed as scans, the leading CN is right in ${(100 * held.leadingCn).toFixed(0)} %.`,
    );
  }
  const { e0, automaticE0 } = prepared;
  if (automaticE0 !== null && Math.abs(e0 - automaticE0) > LARGEST_E0_MOVE) {
    add(
      'e0-far-from-automatic',
      `E0 was set ${Math.abs(e0 - automaticE0).toFixed(1)} eV away from the half step of the edge (${automaticE0.toFixed(1)} eV), where the models look for it.`,
    );
  }
  return findings;
}

/** Agreement of the answers at E0 errors of 1 eV below which an answer hangs on the energy alignment. */
const LEAST_AGREEMENT = 0.5;

function doubtfulAnswer({ model, stability }: Judged): Finding[] {
  const findings: Finding[] = [];
  if (agreementUnderShift(stability, VERDICT_REACH) < LEAST_AGREEMENT) {
    findings.push({
      verdict: 'borderline',
      code: 'unstable',
      message:
        'The answer changes when E0 moves by 1 eV. Check the energy calibration and E0 before relying on it.',
    });
  }
  if (model.kind === 'baseline') {
    findings.push({
      verdict: 'borderline',
      code: 'no-forest',
      message: `No forest for ${model.element} does better than the most frequent label: the answer states what is common among its oxides and does not depend on the spectrum.`,
    });
  }
  return findings;
}

/** Whether the model can judge the spectrum, with all reasons against it, those that exclude it first. */
export function assessApplicability(judged: Judged): Applicability {
  const { prepared, model } = judged;
  const findings = [
    ...wrongEdge(prepared.e0, model.element),
    ...notAnEdge(prepared),
    ...neighboursNotOxygen(judged),
    ...notAnOxide(judged),
    ...farFromTraining(judged),
    ...overAbsorbed(judged),
    ...contradicted(judged),
    ...incompleteWindow(prepared),
    ...doubtfulAnswer(judged),
  ];
  const outside = findings.filter(({ verdict }) => verdict === 'outside');
  const borderline = findings.filter(({ verdict }) => verdict === 'borderline');
  return {
    verdict: outside.length > 0 ? 'outside' : borderline.length > 0 ? 'borderline' : 'in-domain',
    reasons: [...outside, ...borderline].map(({ code, message }) => ({ code, message })),
  };
}
