import { XanopyError, type Message } from '../domain/errors';
import { elementOf } from '../domain/elements';
import type { Spectrum } from '../domain/spectrum/types';
import {
  canBeEnergy,
  CRYSTALS,
  edgesInside,
  extentOf,
  guessUnit,
  parseEnergyUnit,
  toElectronvolts,
} from './energy';
import {
  columnsOf,
  computeMu,
  describeMu,
  edgeContrast,
  isCorrected,
  muCandidates,
  sampleOf,
  signalOf,
} from './mu';
import type {
  Attribution,
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
/** Unnamed columns that are tried as divisors; more would take long and help nobody. */
const MOST_DETECTORS = 16;

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
  if (unit === null) return { kind: 'question', question: askUnit(choices, energyIndex) };
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
  const converted = toElectronvolts(axis.values, unit, dSpacing);
  const energy = shift === 0 ? converted : converted.map((value) => value + shift);
  const { rule, alternatives, warnings } = choices.mu
    ? { rule: choices.mu, alternatives: [], warnings: [] }
    : findMu(scan, energyIndex, energy);
  if (rule === null) return { kind: 'question', question: askMu(scan, choices, energyIndex, energy) };

  const element = choices.element ?? scan.element;
  const spectrum: Spectrum = {
    energy,
    mu: computeMu(scan.channels, rule),
    signal: signalOf(scan, rule),
    isNormalised: rule.kind === 'column' && rule.isNormalised,
    ...(element === undefined ? {} : { element }),
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
    energyColumn: describeAxis(axis.label, unit, dSpacing, shift),
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
    warnings: [...scan.warnings, ...warnings, ...edgeWarnings(scan), ...lossWarnings(spectrum.mu, rule)],
  };
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

/** Index of the energy channel by role, else of the only column that can be one; null when that is open. */
function findEnergy({ channels }: Scan): number | null {
  for (const role of ['energy', 'angle'] as const) {
    const index = channels.findIndex((channel) => channel.role === role);
    if (index >= 0) return index;
  }
  const candidates = channels.flatMap((channel, index) =>
    channel.role === undefined && canBeEnergy(channel) ? [index] : [],
  );
  return candidates.length === 1 ? candidates[0] : null;
}

function askEnergy(scan: Scan, choices: Choices): Question {
  const usable = scan.channels.flatMap((channel, index) => (canBeEnergy(channel) ? [index] : []));
  if (usable.length === 0) {
    throw new XanopyError(
      'no-energy',
      `None of the columns (${namesOf(scan)}) runs over an absorption edge. ` +
        'Check that this is an absorption scan, with an energy or angle column.',
    );
  }
  return {
    about: 'energy',
    text: 'Which column is the energy?',
    options: usable.map((energy) => ({
      label: scan.channels[energy].label,
      choices: { ...choices, energy },
    })),
  };
}

function findUnit(scan: Scan, energyIndex: number): EnergyUnit | null {
  const axis = scan.channels[energyIndex];
  const stated = parseEnergyUnit(axis.unit);
  if (stated !== undefined) return stated;
  if (axis.role === 'angle') return 'degree';
  const guess = guessUnit(axis.values);
  if (guess !== 'eV') return guess;
  const range = extentOf(axis.values);
  // Below 120 only Li and Be have edges in eV; many elements have one in keV.
  const inKilo = { least: range.least * 1000, greatest: range.greatest * 1000 };
  const isOpen = range.greatest < 120 && edgesInside(range).length === 0 && edgesInside(inKilo).length > 0;
  return isOpen ? null : 'eV';
}

function askUnit(choices: Choices, energy: number): Question {
  return {
    about: 'unit',
    text: 'In which unit is the energy?',
    options: (['keV', 'eV', 'degree'] as const).map((unit) => ({
      label: unit,
      choices: { ...choices, energy, unit },
    })),
  };
}

function askCrystal(scan: Scan, choices: Choices, energy: number): Question {
  const { least, greatest } = extentOf(scan.channels[energy].values);
  const ends = Float64Array.of(least, greatest);
  const covers = (dSpacing: number): boolean =>
    edgesInside(extentOf(toElectronvolts(ends, 'degree', dSpacing))).length > 0;
  return {
    about: 'unit',
    text: 'The axis is an angle and the file names no lattice spacing: which monochromator crystal was used?',
    options: CRYSTALS.toSorted((a, b) => Number(covers(b.dSpacing)) - Number(covers(a.dSpacing))).map(
      ({ name, dSpacing }): ReadOption => ({
        label: `${name}, d = ${dSpacing} A`,
        choices: { ...choices, energy, unit: 'degree', dSpacing },
      }),
    ),
  };
}

interface MuVerdict {
  readonly rule: MuRule | null;
  readonly alternatives: readonly MuRule[];
  readonly warnings: readonly Message[];
}

/** The rule that the roles leave no doubt about; null when the user must say. */
function findMu(scan: Scan, energyIndex: number, energy: Float64Array): MuVerdict {
  const { columns, transmission, fluorescence, references } = muCandidates(scan, extentOf(energy));
  const sample = sampleOf(scan.channels, energy);
  const contrast = (rule: MuRule): number => edgeContrast(computeMu(sample, rule));
  const usable = (rules: readonly MuRule[]): MuRule[] => rules.filter((rule) => contrast(rule) > 0);
  const offered = usable(references);
  if (columns.length > 0) {
    const [rule, ...others] = columns;
    return {
      rule,
      alternatives: [...others, ...usable(transmission), ...usable(fluorescence), ...offered],
      warnings: [],
    };
  }
  const direct = usable(transmission);
  const emitted = usable(fluorescence);
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

/** Counters and motors that are no detectors, by name. */
const NO_DETECTOR =
  /time|sec|dwell|epoch|current|gap|event|background|clock|temp|dead|dtfactor|enc\d|twotheta|slit|^(h|k|l|icr|ocr|tc)[_.\d]*$/i;

/**
 * What could give the absorption: first what the roles allow, then every other column and quotient of two that
 * shows an edge, the clearest first.
 */
function askMu(scan: Scan, choices: Choices, energyIndex: number, energy: Float64Array): Question {
  const { channels } = scan;
  const sample = sampleOf(channels, energy);
  const { transmission, fluorescence } = muCandidates(scan, extentOf(energy));
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
  const divisors = i0s.length > 0 ? i0s : detectors.slice(0, MOST_DETECTORS);
  const guesses: MuRule[] = divisors.flatMap((i0) =>
    detectors.flatMap((other): MuRule[] =>
      other === i0
        ? []
        : [
            { kind: 'transmission', i0, it: other },
            { kind: 'fluorescence', i0, channels: [other] },
          ],
    ),
  );
  for (const column of detectors) guesses.push({ kind: 'column', column, isNormalised: false });
  const ranked = (rules: readonly MuRule[]): MuRule[] =>
    rules
      .map((rule) => ({ rule, contrast: edgeContrast(computeMu(sample, rule)) }))
      .filter(({ contrast }) => contrast > 0)
      .sort((a, b) => b.contrast - a.contrast)
      .map(({ rule }) => rule);
  const options = new Map<string, ReadOption>();
  for (const rule of [...ranked([...transmission, ...fluorescence]), ...ranked(guesses)]) {
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
  return { about: 'mu', text: 'Which columns give the absorption?', options: [...options.values()] };
}

const namesOf = ({ channels }: Scan): string =>
  channels
    .map(({ label }) => label)
    .join(', ')
    .slice(0, 200);

/** Values in the order of energy that are constant or only ever go one way, as motors and clocks do. */
function isMotor(values: Float64Array): boolean {
  let rising = 0;
  let falling = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[i - 1]) rising += 1;
    if (values[i] < values[i - 1]) falling += 1;
  }
  return Math.min(rising, falling) <= 0.002 * values.length;
}

function edgeWarnings({ edge, element }: Scan): Message[] {
  if (edge === undefined || edge.toUpperCase() === 'K') return [];
  return [
    {
      code: 'not-a-k-edge',
      message:
        `The file says that this is the ${element ?? ''} ${edge} edge. The models know K edges only.`.replace(
          '  ',
          ' ',
        ),
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
