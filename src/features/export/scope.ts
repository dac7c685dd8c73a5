import type { SessionState } from '../../stores/session';

/** Which spectra an export takes. */
export type Scope = 'current' | 'ticked' | 'filtered' | 'all';

/** The spectra of every scope that means something now; the current spectrum counts as ticked where any is. */
export function scopesOf(
  { order, current, ticked }: Pick<SessionState, 'order' | 'current' | 'ticked'>,
  filtered: readonly string[] | null,
): readonly { readonly scope: Scope; readonly ids: readonly string[] }[] {
  return [
    ...(current === null ? [] : [{ scope: 'current' as const, ids: [current] }]),
    ...(ticked.size === 0
      ? []
      : [{ scope: 'ticked' as const, ids: order.filter((id) => ticked.has(id) || id === current) }]),
    ...(filtered === null ? [] : [{ scope: 'filtered' as const, ids: filtered }]),
    { scope: 'all' as const, ids: order },
  ];
}
