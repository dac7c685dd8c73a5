import { XanopyError, type Message } from '../domain/errors';
import { findEnergy, findUnit } from './axis';
import { edgesInside, extentOf, isRelativeAxis, toElectronvolts } from './energy';
import type { Scan } from './types';

/** Least range (eV) of a scan over an edge; what is shorter adjusts the monochromator. */
const LEAST_RANGE = 12;
/** How far (eV) an edge may lie outside a scan of an energy: it was aborted, or is not calibrated. */
const MISSED = 100;
const MOST_NAMED = 5;

/**
 * What a scan runs over: a column that is called energy and passes an edge; one that only its numbers make an energy;
 * an axis about which the user is asked; energies without an edge; or anything else.
 */
type Kind = 'named' | 'guessed' | 'open' | 'no-edge' | 'none';

function kindOf(scan: Scan): Kind {
  const index = findEnergy(scan);
  if (index === null) return scan.channels.some(({ role }) => role === 'energy') ? 'open' : 'none';
  const axis = scan.channels[index];
  const unit = findUnit(scan, index);
  const isAngle = unit === 'degree' && scan.dSpacing === undefined;
  if (unit === null || unit === 'step' || isAngle) return 'open';
  const energy = toElectronvolts(axis.values, unit, scan.dSpacing);
  const range = extentOf(energy);
  if (axis.role === undefined) return 'guessed';
  const around = { least: range.least - MISSED, greatest: range.greatest + MISSED };
  const passes = isRelativeAxis(energy) || edgesInside(around).length > 0;
  return passes && range.greatest - range.least >= LEAST_RANGE ? 'named' : 'no-edge';
}

const nameOf = ({ title, id }: Scan): string => (title === '' ? id : title).slice(0, 60);

/** Scans in words, in the order of the file. */
export function namesOfScans(scans: readonly Scan[]): string {
  const more = scans.length - MOST_NAMED;
  return scans.slice(0, MOST_NAMED).map(nameOf).join('; ') + (more > 0 ? ` and ${more} more` : '');
}

/** The scans with a remark about the file, which the first of them carries. */
export function withRemark(scans: readonly Scan[], remark: Message): Scan[] {
  return scans.map((scan, index) => (index === 0 ? { ...scan, warnings: [...scan.warnings, remark] } : scan));
}

/**
 * The scans of a session that run over an absorption edge, with one remark about those of motors and for alignment,
 * which are left out. Of the rest the surest kind stays: beside scans of an energy, what only might be one is a motor.
 * @throws XanopyError `no-energy` where none of several scans can be one of an energy
 */
export function energyScans(scans: readonly Scan[]): Scan[] {
  if (scans.length < 2) return [...scans];
  const kinds = scans.map(kindOf);
  if (kinds.every((kind) => kind === 'none')) {
    throw new XanopyError(
      'no-energy',
      `None of the ${scans.length} scans in the file runs over an absorption edge (${namesOfScans(scans)}). Check that it holds an absorption scan, with an energy or angle column.`,
    );
  }
  const best = (['named', 'guessed', 'open', 'no-edge'] as const).find((kind) => kinds.includes(kind));
  const kept = scans.filter((_, index) => kinds[index] === best);
  const left = scans.filter((_, index) => kinds[index] !== best);
  if (left.length === 0) return kept;
  const what = left.length === 1 ? '1 scan that covers' : `${left.length} scans that cover`;
  return withRemark(kept, {
    code: 'scans-left-out',
    message: `${what} no absorption edge (motors, alignment) ${left.length === 1 ? 'was' : 'were'} left out: ${namesOfScans(left)}.`,
  });
}
