import type { CurveOrigin } from '../../../exporters/combination';
import { computedMembers, memberOf, sharesOfLabel } from '../../../domain/mixture/member';
import type { OwnReference } from '../../../domain/references/library';
import type { Participant } from '../../../stores/combination';
import { formulaText } from '../../widgets/format';
import type { Item } from '../../../stores/session';
import { neighbourKey } from '../useNeighbours';

/** A participant's name as it is shown. */
export const nameOf = ({ name, material }: CurveOrigin): string =>
  material === undefined ? name : `${formulaText(name)} (computed)`;

/** The user's own references of the element of `target`. */
export const ownReferences = (
  { analysis }: Participant,
  references: readonly OwnReference[],
): Participant[] =>
  references.map((reference) => {
    const { id, name, element, energy, mu, environment, source, material, licence, provenance } = reference;
    return {
      key: `own ${id}`,
      origin: {
        name: `${name} (own reference)`,
        sha256: source.sha256 === '' ? null : source.sha256,
        reference: { material, environment, licence, provenance },
      },
      member: {
        curve: { name: `${name} (own reference)`, element, curve: { energy, mu } },
        cnShares: sharesOfLabel(environment),
      },
      analysis,
    };
  });

/** An answered spectrum of the session as a participant; null while it has no answer. */
export function participantOf({ id, name, hash, status, analysis }: Item): Participant | null {
  if (status !== 'done' || !analysis) return null;
  return { key: id, origin: { name, sha256: hash }, member: memberOf(name, analysis), analysis };
}

/** The other spectra of the session that show the element of `target`, in their order. */
export function sessionReferences(
  target: Participant,
  items: Readonly<Record<string, Item>>,
  order: readonly string[],
): Participant[] {
  return order.flatMap((id) => {
    const item = items[id];
    if (!item || id === target.key || item.analysis?.element !== target.analysis.element) return [];
    return participantOf(item) ?? [];
  });
}

/** The computed spectra nearest to `target`. */
export function computedReferences({ analysis }: Participant): Participant[] {
  return computedMembers(analysis).map(({ member, neighbour }) => ({
    key: `computed ${neighbourKey(neighbour)}`,
    origin: { name: neighbour.formula, sha256: null, material: neighbour.material },
    member,
    analysis,
  }));
}

/**
 * The scans of a series: the ticked spectra (all without ticks) that show `element`, without one the element of the
 * first, in their order.
 */
export function seriesOfSession(
  items: Readonly<Record<string, Item>>,
  order: readonly string[],
  ticked: ReadonlySet<string>,
  element: string | undefined,
): Participant[] {
  const chosen = ticked.size > 1 ? order.filter((id) => ticked.has(id)) : order;
  const answered = chosen.flatMap((id) => {
    const item = items[id];
    return (item && participantOf(item)) ?? [];
  });
  const wanted =
    answered.find(({ analysis }) => analysis.element === element)?.analysis.element ??
    answered[0]?.analysis.element;
  return answered.filter(({ analysis }) => analysis.element === wanted);
}
