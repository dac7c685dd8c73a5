import type { FailureResult, SpectrumResult } from './result';

/** What wrote an export, and when. */
export interface Provenance {
  readonly appVersion: string;
  readonly created: Date;
}

export type Result = SpectrumResult | FailureResult;

/** `public/schemas/result-1.json` describes it; `schema.ts` is where that comes from. */
export interface ResultDocument {
  readonly format: 'xanopy-result';
  readonly formatVersion: 1;
  readonly app: { readonly name: 'Xanopy'; readonly version: string };
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly results: readonly Result[];
}

export const hasFailed = (result: Result): result is FailureResult => 'error' in result;

/** Results as the text of a JSON file. */
export function jsonOf(results: readonly Result[], { appVersion, created }: Provenance): string {
  const document: ResultDocument = {
    format: 'xanopy-result',
    formatVersion: 1,
    app: { name: 'Xanopy', version: appVersion },
    created: created.toISOString(),
    results,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
