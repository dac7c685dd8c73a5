import type { Analysis } from '../analysis';
import type { Neighbour } from '../confidence/types';
import type { Environment } from '../environment/labels';
import type { MixtureCurve } from './samples';

/** Share of a coordination number, 0 to 1. */
export interface CnShare {
  readonly cn: number;
  readonly share: number;
}

/** A spectrum that may be part of a mixture, with what it says of coordination. */
export interface Member {
  readonly curve: MixtureCurve;
  /** Largest first. */
  readonly cnShares: readonly CnShare[];
}

/** An answered spectrum as a part of mixtures. */
export function memberOf(name: string, { element, prepared, answer }: Analysis): Member {
  const { raw, normalisation } = prepared;
  return {
    curve: { name, element, curve: { energy: raw.energy, mu: normalisation.mu } },
    cnShares: answer.cnShares,
  };
}

/** Shares of a label without weights of its own: what it names counts equally. */
export const sharesOfLabel = (environment: Environment): CnShare[] =>
  environment.map(({ cn }) => ({ cn, share: 1 / environment.length }));

/** The computed spectra nearest to an answered one as parts of mixtures, moved and scaled to it. */
export function computedMembers({
  element,
  prepared: { e0 },
  confidence,
}: Analysis): { readonly member: Member; readonly neighbour: Neighbour }[] {
  return confidence.neighbours.map((neighbour) => {
    const { formula, energy, mu, environment } = neighbour;
    return {
      neighbour,
      member: {
        curve: { name: `${formula} (computed)`, element, curve: { energy: energy.map((at) => at + e0), mu } },
        cnShares: sharesOfLabel(environment),
      },
    };
  });
}

/** The coordination numbers of a mixture: those of its parts, weighted with their shares; they sum to 1. */
export function mixedCnShares(
  parts: readonly { readonly share: number; readonly cnShares: readonly CnShare[] }[],
): CnShare[] {
  const sums = new Map<number, number>();
  for (const { share, cnShares } of parts) {
    const named = cnShares.reduce((total, one) => total + one.share, 0);
    for (const one of cnShares) sums.set(one.cn, (sums.get(one.cn) ?? 0) + (share * one.share) / named);
  }
  const total = [...sums.values()].reduce((sum, share) => sum + share, 0);
  return [...sums].map(([cn, share]) => ({ cn, share: share / total })).sort((a, b) => b.share - a.share);
}
