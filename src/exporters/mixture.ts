import type { CnShare } from '../domain/mixture/member';
import { shareText, type CurveOrigin } from './combination';
import { percent } from './words';

/** Two spectra of the session that explain another better than any single computed spectrum, as results carry it. */
export interface MixtureSummary {
  /** Larger share first. */
  readonly parts: readonly (CurveOrigin & { readonly share: number; readonly error: number })[];
  readonly rms: number;
  readonly nearestRms: number;
  /** Largest first; empty where the models cannot judge a part. */
  readonly cnShares: readonly CnShare[];
}

/** Coordination numbers with their shares in words, e.g. `CN 6 52 %, CN 4 48 %`; those below 1 % are left out. */
export const describeCnShares = (shares: readonly CnShare[]): string =>
  shares
    .filter(({ share }) => share >= 0.01)
    .map(({ cn, share }) => `CN ${cn} ${percent(share)}`)
    .join(', ');

/** The parts of a mixture in words, e.g. `0.52 ± 0.03 Cr2O3.xdi + 0.48 ± 0.03 K2CrO4.xdi`. */
export const describeMixtureParts = ({ parts }: Pick<MixtureSummary, 'parts'>): string =>
  parts.map(({ name, share, error }) => `${shareText(share, error)} ${name}`).join(' + ');

/** A mixture that a spectrum may be, in words. */
export function describeMixture(mixture: MixtureSummary): string {
  const numbers = describeCnShares(mixture.cnShares);
  return [
    `${describeMixtureParts(mixture)} (rms ${mixture.rms.toFixed(4)}, nearest single computed spectrum ${mixture.nearestRms.toFixed(4)})`,
    ...(numbers === '' ? [] : [`coordination numbers in these shares: ${numbers}`]),
  ].join('; ');
}
