/** Every code, in alphabetical order; docs/messages.md says when each is given. */
export const CODES = [
  'archive-damaged',
  'archive-empty',
  'archive-nested',
  'archive-too-large',
  'athena-empty',
  'athena-json',
  'athena-lengths',
  'athena-number',
  'athena-shift',
  'athena-syntax',
  'bad-number',
  'binned',
  'broken-rows',
  'choices-misfit',
  'computing-stopped',
  'dataset-invalid',
  'duplicate-energies',
  'e0-outside-scan',
  'edge-ambiguous',
  'element-conflict',
  'element-unknown',
  'empty-file',
  'emsa-axis',
  'emsa-columns',
  'emsa-pairs',
  'emsa-type',
  'endless-computation',
  'endless-file',
  'evaluation-invalid',
  'evaluation-unavailable',
  'far-from-training',
  'fdmnes-edge',
  'feff-columns',
  'file-unreadable',
  'hdf5-damaged',
  'hdf5-no-columns',
  'hdf5-unread',
  'internal',
  'is-archive',
  'is-binary',
  'is-eels',
  'is-html',
  'is-image',
  'is-office',
  'is-pdf',
  'is-xml',
  'kek-modes',
  'labels-miscounted',
  'library-invalid',
  'manifest-invalid',
  'model-invalid',
  'model-unavailable',
  'mp-headings',
  'mu-undefined',
  'neighbours-not-oxygen',
  'no-clear-edge',
  'no-edge',
  'no-energy',
  'no-forest',
  'no-model',
  'no-mu',
  'no-table',
  'not-a-k-edge',
  'not-an-oxide',
  'not-analysed',
  'not-finite',
  'not-numbers',
  'one-column',
  'oof-invalid',
  'oof-missing',
  'open-question-element',
  'open-question-energy',
  'open-question-mu',
  'open-question-unit',
  'other-lengths',
  'over-absorption',
  'pre-edge-not-covered',
  'published-invalid',
  'ragged-rows',
  'reading-stopped',
  'refused',
  'session-invalid',
  'short-post-edge',
  'short-pre-edge',
  'spec-empty',
  'spec-empty-scans',
  'strong-noise',
  'structure-cell',
  'structure-cif',
  'structure-clash',
  'structure-disorder',
  'structure-duplicate',
  'structure-element',
  'structure-empty',
  'structure-json',
  'structure-mixed',
  'structure-no-operations',
  'structure-none',
  'structure-number',
  'structure-open',
  'structure-poscar',
  'structure-sites',
  'structure-size',
  'structure-symmetry',
  'structure-volume',
  'too-few-points',
  'two-signals',
  'unequal-lengths',
  'unit-steps',
  'unknown',
  'unknown-element',
  'unknown-format',
  'unstable',
  'usage',
  'window-incomplete',
  'window-not-covered',
  'worker-crashed',
  'wrong-element',
  'xdi-bad-d-spacing',
  'xdi-bad-date',
  'xdi-bad-edge',
  'xdi-bad-element',
  'xdi-bad-facility-current',
  'xdi-bad-facility-energy',
  'xdi-bad-number',
  'xdi-bad-temperature',
  'xdi-comment-character',
  'xdi-family-digit',
  'xdi-few-labels',
  'xdi-field-colon',
  'xdi-field-colons',
  'xdi-field-dot',
  'xdi-field-dots',
  'xdi-field-value',
  'xdi-label-gap',
  'xdi-many-labels',
  'xdi-nan',
  'xdi-no-d-spacing',
  'xdi-no-dashes',
  'xdi-no-edge',
  'xdi-no-element',
  'xdi-no-labels',
  'xdi-no-version',
  'xdi-note-application',
  'xdi-note-comment',
  'xdi-note-key-digit',
  'xdi-note-recommended',
  'xdi-ragged-table',
  'xdi-two-dimensional',
] as const;
export type Code = (typeof CODES)[number];

/** What the user is told: a stable code for programs, a sentence with a next step for people. */
export interface Message {
  readonly code: Code;
  readonly message: string;
}

/** An expected failure: bad input or a question that the data cannot answer. */
export class XanopyError extends Error {
  readonly code: Code;
  /** 1-based line of the file, where there is one. */
  readonly line: number | undefined;
  /** 1-based column of the line, where there is one. */
  readonly column: number | undefined;

  constructor(
    code: Code,
    message: string,
    at: { line?: number | undefined; column?: number | undefined } = {},
  ) {
    super(message);
    this.name = 'XanopyError';
    this.code = code;
    this.line = at.line;
    this.column = at.column;
  }
}

/** Narrows an unknown failure to what can be shown; anything unexpected becomes `internal`. */
export function describeError(error: unknown): Message & { line?: number; column?: number } {
  if (error instanceof XanopyError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.line === undefined ? {} : { line: error.line }),
      ...(error.column === undefined ? {} : { column: error.column }),
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: `Something went wrong inside Xanopy (${reason}). Please report it.` };
}
