/** Modules whose default export answers jobs in threads; `scripts/package.ts` makes a file of its own of each. */
export const THREAD_SCRIPTS = {
  'reading-thread': './reading-thread.ts',
  'pipe-thread': './pipe/thread.ts',
  'map-thread': './map-thread.ts',
} as const;
export type ThreadName = keyof typeof THREAD_SCRIPTS;

/** What a pool starts, and the script that it is told with every job where that is only a loader. */
export interface ThreadEntry {
  readonly filename: string;
  readonly script: string | null;
}

/** In the checkout a loader of TypeScript comes first. */
export const threadEntry = (name: ThreadName): ThreadEntry => ({
  filename: new URL('./thread.js', import.meta.url).href,
  script: new URL(THREAD_SCRIPTS[name], import.meta.url).href,
});
