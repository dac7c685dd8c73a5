import { K_EDGES } from '../elements';
import type { Message } from '../errors';
import type { ElementModel } from '../forest/model';
import { noiseOf } from '../quality/noise';
import type { PreparedSpectrum } from '../spectrum/prepare';
import type { Curve } from '../spectrum/types';
import { describeShape, foreignness, standardise } from './descriptors';
import { firstShellPeak, LEAST_PHASE_SHIFT } from './first-shell';
import { agreementUnderShift } from './stability';
import type { Applicability, StabilityProbe } from './types';

type Verdict = Applicability['verdict'];
type Finding = Message & { readonly verdict: Exclude<Verdict, 'in-domain'> };

/** What the verdict is made of. */
export interface Judged {
  readonly prepared: PreparedSpectrum;
  readonly model: ElementModel;
  readonly stability: readonly StabilityProbe[];
  /** Distance to the nearest library spectrum; null when none is at hand. */
  readonly nearest: number | null;
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
function notAnEdge({ normalisation, raw, e0, window }: PreparedSpectrum): Finding[] {
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

/** Share of the borderline distance below which a computed oxide reproduces the spectrum. */
const REPRODUCED = 0.25;

/** Two numbers with as many digits as tell them apart, at least two. */
function apart(a: number, b: number): readonly [string, string] {
  const digits = [2, 3, 4].find((n) => a.toFixed(n) !== b.toFixed(n)) ?? 2;
  return [a.toFixed(digits), b.toFixed(digits)];
}

/** Standardised peak height below which a fluorescence scan is likely to be over-absorbed. */
const LOW_PEAK = -1.5;

function unlikeOxides({ prepared, model, nearest }: Judged): Finding[] {
  const { calibration, element } = model;
  if (!calibration) return [];
  const findings: Finding[] = [];
  const { shape, distance } = calibration;
  const descriptors = describeShape(prepared.window.mu, nearest);
  const strangeness = foreignness(descriptors, shape);
  const [logHeight] = descriptors;
  const [peakZ] = standardise(descriptors, shape);
  const height = Math.exp(logHeight).toFixed(2);
  const typical = Math.exp(shape.mean[0]).toFixed(2);
  // What a computed oxide reproduces this well is no stranger than that oxide.
  const isReproduced = distance !== null && nearest !== null && nearest < REPRODUCED * distance.borderline;
  if (strangeness > shape.borderline && !isReproduced) {
    // Calculations overstate the structure of real scans, so its strength alone excludes nothing: the nearest
    // computed oxide must be far as well.
    const isFar = !distance || nearest === null || nearest > distance.borderline;
    const outside = strangeness > shape.outside && isFar;
    findings.push({
      verdict: outside ? 'outside' : 'borderline',
      code: 'not-an-oxide',
      message:
        `The structure above the edge is ${outside ? 'unlike' : `${peakZ < 0 ? 'weaker' : 'stronger'} or placed otherwise than in most`} oxides of ${element} ` +
        `(main peak ${height}, typically ${typical} edge steps): metals, sulfides and other non-oxides look like this, and so do over-absorbed or badly normalised oxides.`,
    });
  }
  if (prepared.signal === 'fluorescence' && peakZ < LOW_PEAK) {
    findings.push({
      verdict: 'borderline',
      code: 'over-absorption',
      message: `The main peak (${height} edge steps) is low for an oxide of ${element} (typically ${typical}), as in fluorescence of thick or concentrated samples. Dilute the sample, or measure transmission or electron yield.`,
    });
  }
  if (distance && nearest !== null && nearest > distance.borderline) {
    const [found, usual] = apart(nearest, distance.borderline);
    findings.push({
      verdict: nearest > distance.outside ? 'outside' : 'borderline',
      code: 'far-from-training',
      message: `No computed oxide of ${element} resembles this spectrum: the nearest differs by ${found} edge steps (root mean square), held-out oxides rarely by more than ${usual}.`,
    });
  }
  return findings;
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

/** Agreement of the answers at E0 errors of 1 eV below which an answer hangs on the energy alignment. */
const LEAST_AGREEMENT = 0.5;

function doubtfulAnswer({ model, stability }: Judged): Finding[] {
  const findings: Finding[] = [];
  if (agreementUnderShift(stability, 1) < LEAST_AGREEMENT) {
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
    ...unlikeOxides(judged),
    ...neighboursNotOxygen(judged),
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
