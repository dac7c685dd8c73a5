import type { SourceFile } from '../../../stores/session';
import catalogue from './examples.json';

/** A computed spectrum of our own that shows what an answer looks like. */
export interface Example {
  /** Below `examples/` of the site. */
  readonly file: string;
  readonly element: string;
  readonly formula: string;
  /** What it shows, in a few words. */
  readonly about: string;
  /** Whether the models at hand were trained without its crystal. */
  readonly isUnseen: boolean;
}

export const EXAMPLES: readonly Example[] = catalogue;

/** The example as a file, fetched when it is read. */
export function exampleFile({ file }: Pick<Example, 'file'>): SourceFile {
  return {
    name: file,
    path: '',
    bytes: async () => {
      const response = await fetch(new URL(`examples/${file}`, document.baseURI));
      if (!response.ok) throw new Error(`the example could not be loaded, status ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
