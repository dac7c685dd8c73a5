import { XanopyError, type Message } from '../domain/errors';
import { elementOf, K_EDGES } from '../domain/elements';
import type { Spectrum } from '../domain/spectrum/types';
import { askCrystal, askElement, askEnergy, askUnit, findEnergy, findUnit, isMotor, namesOf } from './axis';
import { extentOf, isRelativeAxis, toElectronvolts } from './energy';
import {
  columnsOf,
  computeMu,
  describeMu,
  edgeContrast,
  isCorrected,
  muCandidates,
  sampleOf,
  signalOf,
  stoppedElements,
} from './mu';
import { LEAST_OF_RANGE, rangeOf, rankRules } from './offers';
import { stepOf } from './step';
import type {
  Attribution,
  Channel,
  Choices,
  EnergyUnit,
  Interpretation,
  MuRule,
  Question,
  ReadOption,
  Scan,
} from './types';

/** Times that fluorescence must show the edge more clearly than transmission to be taken first. */
const CLEARER = 1.5;
const MOST_OPTIONS = 12;
/** Standard errors below which a step may be noise, and contrast below which a curve may: white noise reaches 4 and 3. */
const FAINT = 6;
/** Unnamed columns that are tried as divisors; more would take long and help nobody. */
const MOST_DETECTORS = 16;
/** Columns that are divided, and looked at by themselves, for the same reason. */
const MOST_DIVIDED = 60;
const MOST_COLUMNS = 400;

/**
 * A scan as a spectrum, or the first question that it leaves open. Choices win over the file; a question's
 * options hold complete choices for the next call.
 * @param format of the reader that made the scan, kept in the attribution
 * @throws XanopyError `no-energy`, `no-mu`, `unit-steps`, `unknown-element`, `choices-misfit`
 */
export function interpret(scan: Scan, format: string, choices: Choices = {}): Interpretation {
  checkChoices(scan, choices);
  const energyIndex = choices.energy ?? findEnergy(scan);
  if (energyIndex === null) return { kind: 'question', question: askEnergy(scan, choices) };
  const axis = scan.channels[energyIndex];

  const unit = choices.unit ?? findUnit(scan, energyIndex);
  if (unit === null) return { kind: 'question', question: askUnit(choices, energyIndex, axis) };
  if (unit === 'step') {
    throw new XanopyError(
      'unit-steps',
      `The axis "${axis.label}" counts motor steps, which have no fixed energy. Save the scan with an energy column, or choose the unit.`,
    );
  }
  const dSpacing = choices.dSpacing ?? scan.dSpacing;
  if (unit === 'degree' && dSpacing === undefined) {
    return { kind: 'question', question: askCrystal(scan, choices, energyIndex) };
  }
  const shift = scan.energyShift ?? 0;
  const onAxis = toElectronvolts(axis.values, unit, dSpacing);
  const isRelative = shift === 0 && unit === 'eV' && isRelativeAxis(onAxis);
  const named = choices.element ?? scan.element;
  const origin = isRelative ? K_EDGES[named ?? ''] : 0;
  if (origin === undefined) return { kind: 'question', question: askElement(scan, choices, energyIndex) };
  const moved = shift + origin;
  const energy = moved === 0 ? onAxis : onAxis.map((value) => value + moved);
  const { rule, alternatives, warnings } = choices.mu
    ? { rule: choices.mu, alternatives: [], warnings: [] }
    : findMu(scan, energyIndex, energy);
  if (rule === null) return { kind: 'question', question: askMu(scan, choices, energyIndex, energy) };

  const spectrum: Spectrum = {
    energy,
    mu: computeMu(scan.channels, rule),
    signal: signalOf(scan, rule),
    isNormalised: rule.kind === 'column' && rule.isNormalised,
    ...absorberOf(scan, choices),
  };
  const complete: Choices = {
    energy: energyIndex,
    unit,
    ...(unit === 'degree' && dSpacing !== undefined ? { dSpacing } : {}),
    mu: rule,
    ...(choices.element === undefined ? {} : { element: choices.element }),
  };
  const attribution: Attribution = {
    format,
    energyColumn: describeAxis(axis.label, unit, dSpacing, moved),
    unit,
    muExpression: describeMu(scan.channels, rule),
    choices: complete,
  };
  return {
    kind: 'spectrum',
    spectrum,
    attribution,
    alternatives: alternatives.map((other) => ({
      label: labelOf(scan, other),
      choices: { ...complete, mu: other },
    })),
    warnings: [
      ...scan.warnings,
      ...warnings,
      ...(isRelative ? [relativeWarning(named ?? '')] : []),
      ...edgeWarnings(scan),
      ...elementWarnings(scan, rule),
      ...lossWarnings(spectrum.mu, rule),
    ],
  };
}

/**
 * The reference that was measured behind the sample, on its energies: the foil by which energies are calibrated. Null
 * without a channel for it.
 * @param energy of the spectrum of the scan, eV
 */
export function referenceOf(scan: Scan, energy: Float64Array): Spectrum | null {
  const [rule] = muCandidates(scan, extentOf(energy)).references;
  if (!rule) return null;
  return { energy, mu: computeMu(scan.channels, rule), signal: 'reference', isNormalised: false };
}

/** The absorber as the user or the file names it; where the file names another edge than K, that edge. */
function absorberOf({ element, edge }: Scan, choices: Choices): Pick<Spectrum, 'element' | 'otherEdge'> {
  if (choices.element !== undefined) return { element: choices.element };
  if (element === undefined) return {};
  return edge === undefined || edge.toUpperCase() === 'K' ? { element } : { otherEdge: `${element} ${edge}` };
}

function checkChoices(scan: Scan, { energy, mu, element }: Choices): void {
  const used = [...(energy === undefined ? [] : [energy]), ...(mu ? columnsOf(mu) : [])];
  const isEmptySum = mu?.kind === 'fluorescence' && mu.channels.length === 0;
  if (isEmptySum || used.some((index) => !Number.isInteger(index) || scan.channels[index] === undefined)) {
    throw new XanopyError(
      'choices-misfit',
      `The remembered columns do not fit this file, which has ${scan.channels.length} columns. Choose the columns again.`,
    );
  }
  if (element !== undefined && elementOf(element) === undefined) {
    throw new XanopyError('unknown-element', `"${element}" is not an element. Choose one from the list.`);
  }
}

const describeAxis = (
  label: string,
  unit: EnergyUnit,
  dSpacing: number | undefined,
  shift: number,
): string => {
  const crystal = unit === 'degree' && dSpacing !== undefined ? `, d = ${dSpacing} A` : '';
  const shifted = shift === 0 ? '' : ` ${shift > 0 ? '+' : '-'} ${Math.abs(shift)} eV`;
  const name = label.replace(/\s*[([](eV|keV)[)\]]\s*$/i, '');
  return `${name} (${unit}${crystal})${shifted}`;
};

const labelOf = (scan: Scan, rule: MuRule): string =>
  `${describeMu(scan.channels, rule)}, ${signalOf(scan, rule)}`;

interface MuVerdict {
  readonly rule: MuRule | null;
  readonly alternatives: readonly MuRule[];
  readonly warnings: readonly Message[];
}

/** The rule that the roles leave no doubt about; null when the user must say. */
function findMu(scan: Scan, energyIndex: number, energy: Float64Array): MuVerdict {
  const { columns, transmission, fluorescence, references } = muCandidates(scan, extentOf(energy));
  const sample = sampleOf(scan.channels, energy);
  const axis = sampleOf([{ label: '', values: energy }], energy)[0].values;
  const known = new Map<MuRule, number>();
  const contrast = (rule: MuRule): number => {
    const found = known.get(rule) ?? edgeContrast(computeMu(sample, rule));
    known.set(rule, found);
    return found;
  };
  const usable = (rules: readonly MuRule[]): MuRule[] => rules.filter((rule) => contrast(rule) > 0);
  const offered = usable(references);
  const hasEdge = (rule: MuRule): boolean => showsEdge(sample, axis, rule, contrast(rule));
  const measured = [...transmission, ...fluorescence];
  if (columns.length > 0 && !columns.some(hasEdge) && measured.some(hasEdge)) {
    return findMu({ ...scan, channels: scan.channels.map(withoutMu) }, energyIndex, energy);
  }
  // The stated signal is flat and another channel has the edge: the user must say which it is.
  const stated = [...columns, ...measured];
  if (stated.length > 0 && !stated.some(hasEdge)) {
    const least = CLEARER * Math.max(...stated.map(contrast));
    const offers = offersOf(scan, energyIndex, energy);
    const isStated = offers.length > 0 && describesOneOf(scan, offers[0], stated);
    const isElsewhere = !isStated && offers.some((rule) => contrast(rule) > Math.max(PLAIN, least));
    if (isElsewhere) return { rule: null, alternatives: [], warnings: [] };
  }
  if (columns.length > 0) {
    // mu by transmission without an edge beside mu by fluorescence with one.
    const first = columns.find(hasEdge) ?? columns[0];
    const [rule, ...others] = [first, ...columns.filter((other) => other !== first)];
    return {
      rule,
      alternatives: [...others, ...usable(transmission), ...usable(fluorescence), ...offered],
      warnings: [],
    };
  }
  const direct = usable(transmission);
  const emitted = usable(fluorescence).sort((a, b) => Number(hasEdge(b)) - Number(hasEdge(a)));
  const isOpen = direct.length > 1 || new Set(fluorescence.map((rule) => columnsOf(rule).at(-1))).size > 1;
  if (!isOpen && direct.length + emitted.length > 0) {
    // Who corrects fluorescence for dead time has measured fluorescence; a transmitted beam is recorded beside it.
    const preferEmitted =
      emitted.length > 0 &&
      (isCorrected(scan.channels, emitted[0]) ||
        direct.length === 0 ||
        contrast(emitted[0]) > CLEARER * contrast(direct[0]));
    const [rule, ...alternatives] = preferEmitted ? [...emitted, ...direct] : [...direct, ...emitted];
    const warnings: Message[] =
      direct.length > 0 && emitted.length > 0
        ? [
            {
              code: 'two-signals',
              message: `The file holds transmission and fluorescence; ${preferEmitted ? 'fluorescence' : 'transmission'} is shown.`,
            },
          ]
        : [];
    return { rule, alternatives: [...alternatives, ...offered], warnings };
  }
  const { length } = scan.channels;
  if (length === 2 && !isOpen) {
    const column = energyIndex === 0 ? 1 : 0;
    if (scan.channels[column].role === undefined) {
      return {
        rule: { kind: 'column', column, isNormalised: scan.isNormalised ?? false },
        alternatives: [],
        warnings: [],
      };
    }
  }
  return { rule: null, alternatives: [], warnings: [] };
}

/** The channel, without its role where that says mu. */
const withoutMu = ({ role, ...channel }: Channel): Channel =>
  role === undefined || role === 'mu' || role === 'normalised' || role === 'flattened'
    ? channel
    : { ...channel, role };

/** Counters and motors that are no detectors, by name. */
const NO_DETECTOR =
  /time|sec|dwell|epoch|current|gap|event|background|clock|temp|dead|dtfactor|enc\d|twotheta|slit|^(h|k|l|icr|ocr|tc)[_.\d]*$/i;

const describesOneOf = ({ channels }: Scan, rule: MuRule, rules: readonly MuRule[]): boolean =>
  rules.some((other) => describeMu(channels, other) === describeMu(channels, rule));

/** Contrast above which no other sign of an edge is needed. */
const PLAIN = 20;

/** Whether a curve has an edge, and not only a bent background; the channels in the order of `axis` (eV). */
function showsEdge(sample: readonly Channel[], axis: Float64Array, rule: MuRule, contrast: number): boolean {
  if (contrast >= PLAIN) return true;
  const mu = computeMu(sample, rule);
  const { size, significance } = stepOf(axis, mu);
  return size > LEAST_OF_RANGE * rangeOf(mu) && significance > FAINT;
}

/** What could give the absorption: what the roles allow, and every other column and quotient of two with an edge. */
function offersOf(scan: Scan, energyIndex: number, energy: Float64Array): MuRule[] {
  const { channels } = scan;
  const sample = sampleOf(channels, energy);
  const { transmission, fluorescence, references } = muCandidates(scan, extentOf(energy));
  const detectors = channels.flatMap(({ label, role }, index) =>
    index === energyIndex ||
    role === 'energy' ||
    role === 'angle' ||
    NO_DETECTOR.test(label) ||
    isMotor(sample[index].values)
      ? []
      : [index],
  );
  const i0s = detectors.filter((index) => channels[index].role === 'i0');
  const divisors = (i0s.length > 0 ? i0s : detectors).slice(0, MOST_DETECTORS);
  const guesses: MuRule[] = divisors.flatMap((i0) =>
    detectors.slice(0, MOST_DIVIDED).flatMap((other): MuRule[] =>
      other === i0
        ? []
        : [
            { kind: 'transmission', i0, it: other },
            { kind: 'fluorescence', i0, channels: [other] },
          ],
    ),
  );
  for (const column of detectors.slice(0, MOST_COLUMNS))
    guesses.push({ kind: 'column', column, isNormalised: false });
  return rankRules(channels, energy, [...transmission, ...fluorescence, ...references], guesses);
}

function askMu(scan: Scan, choices: Choices, energyIndex: number, energy: Float64Array): Question {
  const options = new Map<string, ReadOption>();
  for (const rule of offersOf(scan, energyIndex, energy)) {
    const label = labelOf(scan, rule);
    if (options.size === MOST_OPTIONS) break;
    if (!options.has(label))
      options.set(label, { label, choices: { ...choices, energy: energyIndex, mu: rule } });
  }
  if (options.size === 0) {
    throw new XanopyError(
      'no-mu',
      `No column and no quotient of two columns rises at an edge (${namesOf(scan)}). Check that the file holds an absorption scan.`,
    );
  }
  const { columns, transmission, fluorescence } = muCandidates(scan, extentOf(energy));
  const stated = [...columns, ...transmission, ...fluorescence];
  const sample = sampleOf(scan.channels, energy);
  const axis = sampleOf([{ label: '', values: energy }], energy)[0].values;
  const isElsewhere =
    stated.length > 0 &&
    !stated.some((rule) => showsEdge(sample, axis, rule, edgeContrast(computeMu(sample, rule))));
  return {
    about: 'mu',
    text: isElsewhere
      ? 'The columns of the sample show no edge, others do: which give the absorption?'
      : 'Which columns give the absorption?',
    options: [...options.values()],
  };
}

function edgeWarnings({ edge, element }: Scan): Message[] {
  // With the element, the analysis says what becomes of it.
  if (edge === undefined || element !== undefined || edge.toUpperCase() === 'K') return [];
  return [
    {
      code: 'not-a-k-edge',
      message: `The file says that this is the ${edge} edge. The models know K edges only.`,
    },
  ];
}

const relativeWarning = (element: string): Message => ({
  code: 'relative-energy',
  message: `The energies count from the edge; that of ${element} K, ${K_EDGES[element]} eV, was added to them.`,
});

function elementWarnings({ channels }: Scan, rule: MuRule): Message[] {
  const stopped = stoppedElements(channels, rule).map(({ label }) => label);
  if (stopped.length === 0) return [];
  return [
    {
      code: 'channel-left-out',
      message: `Left out of the sum, because they stop during the scan or count nothing: ${stopped.slice(0, 5).join(', ')}${stopped.length > 5 ? ` and ${stopped.length - 5} more` : ''}.`,
    },
  ];
}

function lossWarnings(mu: Float64Array, rule: MuRule): Message[] {
  let lost = 0;
  for (const value of mu) if (!Number.isFinite(value)) lost += 1;
  if (lost === 0) return [];
  const reason =
    rule.kind === 'transmission'
      ? 'an intensity is zero or the signs differ'
      : 'the value is missing or not a number';
  return [
    { code: 'mu-undefined', message: `At ${lost} of ${mu.length} points there is no absorption: ${reason}.` },
  ];
}

/**
 * Equal for scans whose columns mean the same, so that one answer serves all files of a beamline. The number
 * and labels of the channels and the format decide; numbers in labels do count, values do not.
 */
export function layoutKey(scan: Scan, format: string): string {
  const parts = scan.channels.map(({ label, unit, role }) => [label, unit ?? '', role ?? ''].join('|'));
  return [format, ...parts].join('\n');
}
