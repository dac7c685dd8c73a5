/** Address (below the scope) that the web manifest names as share target. */
export const SHARE_TARGET = 'share-target';
/** Field of the shared form that holds the files. */
export const SHARE_FIELD = 'spectra';
