import { XanopyError } from '../domain/errors';
import { K_EDGES, MODEL_ELEMENTS } from '../domain/elements';
import {
  canBeEnergy,
  CRYSTALS,
  edgesInside,
  extentOf,
  guessUnit,
  isRelativeAxis,
  isWavelength,
  parseEnergyUnit,
  toElectronvolts,
} from './energy';
import { edgeContrast, riseOf, sampleOf } from './mu';
import type { Channel, Choices, EnergyUnit, Question, ReadOption, Scan } from './types';

/** Channels at whose rise an axis is tried. */
const MOST_TRIED = 16;

/** Index of the energy channel by role, else of the only column that can be one; null when that is open. */
export function findEnergy({ channels }: Scan): number | null {
  for (const role of ['energy', 'angle'] as const) {
    const index = channels.findIndex((channel) => channel.role === role);
    if (index < 0) continue;
    // A motor that stands still is not what was scanned.
    const { least, greatest } = extentOf(channels[index].values);
    if (least < greatest || !channels.some(canBeEnergy)) return index;
  }
  const candidates = channels.flatMap((channel, index) =>
    channel.role === undefined && canBeEnergy(channel) ? [index] : [],
  );
  if (
    candidates.length === 0 &&
    channels[0].role === undefined &&
    isRelativeAxis(channels[0].values) &&
    isMotor(channels[0].values)
  )
    return 0;
  return candidates.length === 1 ? candidates[0] : null;
}

export function askEnergy(scan: Scan, choices: Choices): Question {
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

/** Whether some channel rises at a tabulated K edge where the axis is in this unit. */
function risesAtEdge(scan: Scan, axis: number, unit: EnergyUnit, dSpacing?: number): boolean {
  const energy = toElectronvolts(scan.channels[axis].values, unit, dSpacing);
  const sample = sampleOf(scan.channels, energy);
  const sorted = energy.filter(Number.isFinite).sort();
  return sample.slice(0, MOST_TRIED).some(({ values }, index) => {
    if (index === axis || edgeContrast(values) === 0) return false;
    const at = sorted[Math.round((riseOf(values) * (sorted.length - 1)) / Math.max(1, values.length - 1))];
    return Object.values(K_EDGES).some((edge) => at > edge - 10 && at < edge + 25);
  });
}

/** Largest energy that is read as keV. */
const HIGHEST_KEV = 300;

/** Whether energies make sense in keV and not in eV: below 120 only Li and Be have edges in eV, many elements in keV. */
function isInKilo(values: Float64Array): boolean {
  const range = extentOf(values);
  const inKilo = { least: range.least * 1000, greatest: range.greatest * 1000 };
  return (
    range.least > 0 &&
    range.greatest < 120 &&
    edgesInside(range).length === 0 &&
    edgesInside(inKilo).length > 0
  );
}

export function findUnit(scan: Scan, energyIndex: number): EnergyUnit | null {
  const axis = scan.channels[energyIndex];
  const stated = parseEnergyUnit(axis.unit);
  // Copied labels: no scan of an edge has energies of MeV, and below 120 eV there are next to no edges.
  if (stated === 'keV' && extentOf(axis.values).least > HIGHEST_KEV) return 'eV';
  if (stated !== undefined)
    return stated === 'eV' && scan.energyShift === undefined && isInKilo(axis.values) ? null : stated;
  if (axis.role === 'angle') return 'degree';
  if (isWavelength(axis.label)) {
    // `Wavelength (A)`: what is amperes elsewhere is angstrom here.
    if (axis.unit?.trim().toLowerCase() === 'a') return 'angstrom';
    const fitting = (['angstrom', 'nm'] as const).filter((unit) => risesAtEdge(scan, energyIndex, unit));
    return fitting.length === 1 ? fitting[0] : null;
  }
  const guess = guessUnit(axis.values);
  if (guess === 'degree') {
    // Dispersive beamlines write keV from high to low, which looks like an angle.
    if (axis.role === 'energy') return 'keV';
    const isAngle = CRYSTALS.some(({ dSpacing }) => risesAtEdge(scan, energyIndex, 'degree', dSpacing));
    if (risesAtEdge(scan, energyIndex, 'keV')) return isAngle ? null : 'keV';
  }
  if (guess !== 'eV') return guess;
  return isInKilo(axis.values) ? null : 'eV';
}

export function askUnit(choices: Choices, energy: number, { label }: Channel): Question {
  const units = isWavelength(label) ? (['angstrom', 'nm'] as const) : (['keV', 'eV', 'degree'] as const);
  return {
    about: 'unit',
    text: isWavelength(label) ? 'In which unit is the wavelength?' : 'In which unit is the energy?',
    options: units.map((unit) => ({
      label: unit,
      choices: { ...choices, energy, unit },
    })),
  };
}

/** What most K-edge scans are of: the first row of transition metals. */
const MOST_MEASURED = ['Fe', 'Cu', 'Mn', 'Co', 'Ni', 'Zn', 'Ti', 'V', 'Cr'];

/** Which element's edge relative energies count from; one that the header or a label names comes first. */
export function askElement(scan: Scan, choices: Choices, energy: number): Question {
  const words = [...scan.metadata.flat(), scan.title, ...scan.channels.map(({ label }) => label)].join(' ');
  // Single letters are words and units too: they count before a number or as `V K`.
  const stated = scan.metadata.flatMap(([key, value]) => (/e_?0|edge/i.test(key) ? [parseFloat(value)] : []));
  const hinted = MODEL_ELEMENTS.filter(
    (symbol) =>
      stated.some((energy) => Math.abs(energy - K_EDGES[symbol]) < 0.003 * energy) ||
      new RegExp(
        `(^|[^A-Za-z])${symbol}(\\d|[ _-]?K\\b${symbol.length > 1 ? '|[A-Z]|[^A-Za-z]|$' : ''})`,
      ).test(words),
  );
  return {
    about: 'element',
    text: 'The energies count from the edge: of which element is it?',
    options: [...new Set([...hinted, ...MOST_MEASURED, ...MODEL_ELEMENTS])].map((element) => ({
      label: `${element} K (${K_EDGES[element]} eV)`,
      choices: { ...choices, energy, unit: 'eV', element },
    })),
  };
}

export function askCrystal(scan: Scan, choices: Choices, energy: number): Question {
  const { least, greatest } = extentOf(scan.channels[energy].values);
  const ends = Float64Array.of(least, greatest);
  const covers = (dSpacing: number): number => {
    if (edgesInside(extentOf(toElectronvolts(ends, 'degree', dSpacing))).length === 0) return 0;
    return risesAtEdge(scan, energy, 'degree', dSpacing) ? 2 : 1;
  };
  return {
    about: 'unit',
    text: 'The axis is an angle and the file names no lattice spacing: which monochromator crystal was used?',
    options: CRYSTALS.toSorted((a, b) => covers(b.dSpacing) - covers(a.dSpacing)).map(
      ({ name, dSpacing }): ReadOption => ({
        label: `${name}, d = ${dSpacing} A`,
        choices: { ...choices, energy, unit: 'degree', dSpacing },
      }),
    ),
  };
}

/** The labels of a scan for a message. */
export const namesOf = ({ channels }: Scan): string =>
  channels
    .map(({ label }) => label)
    .join(', ')
    .slice(0, 200);

/** Values in the order of energy that are constant or only ever go one way, as motors and clocks do. */
export function isMotor(values: Float64Array): boolean {
  let rising = 0;
  let falling = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[i - 1]) rising += 1;
    if (values[i] < values[i - 1]) falling += 1;
  }
  return Math.min(rising, falling) <= 0.002 * values.length;
}
