/** What the user is told: a stable code for programs, a sentence with a next step for people. */
export interface Message {
  readonly code: string;
  readonly message: string;
}

/** An expected failure: bad input or a question that the data cannot answer. */
export class XanopyError extends Error {
  readonly code: string;
  /** 1-based line of the file, where there is one. */
  readonly line: number | undefined;
  /** 1-based column of the line, where there is one. */
  readonly column: number | undefined;

  constructor(
    code: string,
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
