import type { threadEntry as inCheckout } from '../scripts/thread-entry';

/** The threads of the npm package lie beside its code and need no loader. */
export const threadEntry: typeof inCheckout = (name) => ({
  filename: new URL(`./${name}.js`, import.meta.url).href,
  script: null,
});
