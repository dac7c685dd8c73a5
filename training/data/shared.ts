import { join } from 'node:path';

/** Third-party data that is read where it lies and never committed; `XANOPY_SHARED` points elsewhere. */
export const SHARED = process.env.XANOPY_SHARED ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
