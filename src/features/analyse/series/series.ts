import type { Item } from '../../../stores/session';
import type { Analysis } from '../../../domain/analysis';
import { changePoints } from '../../../domain/mixture/change-points';
import type { Curve } from '../../../domain/spectrum/types';
import { endsOf, interpolate } from '../../../domain/spectrum/curve';
import { WINDOW_LENGTH, WINDOW_START } from '../../../domain/spectrum/window';
import { verdictOf } from '../../widgets/format';
import type { EnergyAxis } from '../plot/curves';

/** One scan of a series: its place and its answer. */
export interface SeriesScan {
  readonly id: string;
  readonly name: string;
  readonly analysis: Analysis;
  /** What the file says about the scan. */
  readonly metadata: readonly (readonly [string, string])[];
}

/**
 * The answered scans of one element of `items`, in their order: of `preferred` if it has a series, else of the most
 * frequent one.
 */
export function seriesOf(
  items: readonly Item[],
  preferred?: string,
): { readonly element: string; readonly scans: SeriesScan[] } {
  const answered = items.flatMap(({ id, name, status, analysis, scan }) =>
    status === 'done' && analysis ? [{ id, name, analysis, metadata: scan?.metadata ?? [] }] : [],
  );
  const counts = new Map<string, number>();
  for (const { analysis } of answered) counts.set(analysis.element, (counts.get(analysis.element) ?? 0) + 1);
  const [frequent = ''] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const element = preferred !== undefined && (counts.get(preferred) ?? 0) > 1 ? preferred : frequent;
  return { element, scans: answered.filter(({ analysis }) => analysis.element === element) };
}

/**
 * Share of the votes for each CN, a row a CN that any scan mentions, ascending; null where the models cannot judge
 * the scan.
 */
export function cnShareRows(
  scans: readonly SeriesScan[],
): readonly { readonly cn: number; readonly shares: readonly (number | null)[] }[] {
  const judged = scans.map(({ analysis }) =>
    verdictOf(analysis) === 'outside' ? null : analysis.answer.cnShares,
  );
  const numbers = new Set(judged.flatMap((shares) => shares?.map(({ cn }) => cn) ?? []));
  return [...numbers]
    .sort((a, b) => a - b)
    .map((cn) => ({
      cn,
      shares: judged.map(
        (shares) => shares && Math.min(1, shares.find((entry) => entry.cn === cn)?.share ?? 0),
      ),
    }));
}

/** eV shown around the window on both sides. */
const MARGIN = 10;
const ENERGIES = 220;

/**
 * Normalised mu of all scans on common energies around the window, `mu[energy][scan]`; null where a scan has
 * no data. Absolute energies are around the median E0, so that a moving edge is seen to move.
 */
export function heatMap(
  scans: readonly SeriesScan[],
  axis: EnergyAxis,
): { readonly energy: readonly number[]; readonly mu: readonly (readonly (number | null)[])[] } {
  const e0s = scans.map(({ analysis }) => analysis.prepared.e0).sort((a, b) => a - b);
  const centre = axis === 'relative' ? 0 : (e0s[Math.floor(e0s.length / 2)] ?? 0);
  const start = centre + WINDOW_START - MARGIN;
  const step = (WINDOW_LENGTH + 2 * MARGIN) / (ENERGIES - 1);
  const energy = Array.from({ length: ENERGIES }, (_, i) => start + i * step);
  const curves = scans.map(({ analysis: { prepared } }) => ({
    shift: axis === 'relative' ? prepared.e0 : 0,
    curve: { energy: prepared.raw.energy, mu: prepared.normalisation.mu },
  }));
  const rows = energy.map((at) => ({
    at,
    mu: curves.map(({ shift, curve }) => {
      const x = at + shift;
      const [first, last] = endsOf(curve.energy);
      return x < first || x > last ? null : interpolate(curve, x);
    }),
  }));
  // Energies that no scan has would only be empty space.
  const measured = rows.filter(({ mu }) => mu.some((value) => value !== null));
  return { energy: measured.map(({ at }) => at), mu: measured.map(({ mu }) => mu) };
}

/** The heat map as differences to its first scan; null where either has no data. */
export function differencesOf({ energy, mu }: ReturnType<typeof heatMap>): ReturnType<typeof heatMap> {
  return {
    energy,
    mu: mu.map((row) => {
      const first = row[0] ?? null;
      return row.map((value) => (value === null || first === null ? null : value - first));
    }),
  };
}

/** Energies of the spectra, evenly spread over the window, by which changes are found. */
const CHANGE_ENERGIES = 24;

/** Places of the first scans behind each change of the spectra. */
export function changesOf(scans: readonly SeriesScan[]): number[] {
  const { mu } = heatMap(scans, 'relative');
  const whole = mu.filter((row): row is number[] => row.every((value) => value !== null));
  const stride = Math.max(1, Math.floor(whole.length / CHANGE_ENERGIES));
  return changePoints(whole.filter((_, place) => place % stride === 0));
}

/** The mean of normalised scans on the energies of the first, as far as all of them reach. */
export function meanCurve(scans: readonly SeriesScan[]): Curve | null {
  const curves = scans.map(({ analysis: { prepared } }) => ({
    energy: prepared.raw.energy,
    mu: prepared.normalisation.mu,
  }));
  const [first] = curves;
  if (!first) return null;
  const ends = curves.map(({ energy }) => endsOf(energy));
  const from = Math.max(...ends.map(([low]) => low));
  const to = Math.min(...ends.map(([, high]) => high));
  const energy = first.energy.filter((at) => at >= from && at <= to);
  return {
    energy,
    mu: energy.map((at) => curves.reduce((sum, curve) => sum + interpolate(curve, at), 0) / curves.length),
  };
}
