/** Cache Storage of the parts of the app that are stored on first use. */
export const PART_CACHE = 'xanopy-parts';
