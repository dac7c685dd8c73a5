import type { Examination, FileOutcome, Preview } from './api';

/**
 * Which buffers may leave with a message instead of being copied: those that nothing on this side looks at again.
 * A view of a part of a buffer is copied, since others may look at the rest.
 */
function whole(arrays: Iterable<Float64Array | Uint8Array>): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer, byteLength } of arrays) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffers.add(buffer);
  }
  return [...buffers];
}

export const buffersOfBytes = (bytes: Uint8Array): ArrayBuffer[] => whole([bytes]);

export function buffersOfFile(outcome: FileOutcome): ArrayBuffer[] {
  if (outcome.kind === 'models') return whole([outcome.source.bytes]);
  if (outcome.kind !== 'scans') return [];
  return whole(outcome.scans.flatMap(({ channels }) => channels.map(({ values }) => values)));
}

/** Neighbours stay: their curves are the model's own. */
export function buffersOfExamination(examination: Examination): ArrayBuffer[] {
  if (examination.kind === 'question' || !examination.reading) return [];
  const { energy, mu } = examination.reading.spectrum;
  if (examination.kind === 'failed') return whole([energy, mu]);
  const { raw, normalisation, window } = examination.analysis.prepared;
  return whole([
    energy,
    mu,
    raw.energy,
    raw.mu,
    normalisation.mu,
    normalisation.preEdge,
    normalisation.postEdge,
    window.energy,
    window.mu,
  ]);
}

export function buffersOfPreviews(previews: readonly Preview[]): ArrayBuffer[] {
  return whole(previews.flatMap((preview) => (preview.kind === 'curve' ? [preview.energy, preview.mu] : [])));
}
