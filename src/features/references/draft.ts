import type { OwnReference } from '../../domain/references/library';
import { isTakenFrom, type ScanSource } from '../../domain/references/neighbours';
import type { Item } from '../../stores/session';

/** An answered spectrum as a reference without a label; null while it has no answer. */
export function draftOf(
  { name, file, hash, scan, status, analysis }: Item,
  known: readonly OwnReference[],
): OwnReference | null {
  if (status !== 'done' || !analysis || !scan) return null;
  const { element, prepared } = analysis;
  const source = { file, sha256: hash, scan: scan.title };
  const last = known.at(-1);
  return {
    id: crypto.randomUUID(),
    name,
    material: name.replace(/\.[a-z0-9]{1,5}$/i, ''),
    element,
    environment: [],
    label: { kind: 'chosen' },
    e0: prepared.e0,
    energy: prepared.raw.energy,
    mu: prepared.normalisation.mu,
    source,
    // Spectra of one campaign come one after the other.
    provenance: last?.provenance ?? '',
    licence: last?.licence ?? '',
  };
}

export const scanOf = ({ hash, scan }: Pick<Item, 'hash' | 'scan'>): ScanSource => ({
  sha256: hash,
  scan: scan?.title ?? '',
});

/** The reference that was taken from the same scan. */
export const takenFrom = (item: Item, known: readonly OwnReference[]): OwnReference | undefined =>
  known.find((reference) => isTakenFrom(reference, scanOf(item)));
