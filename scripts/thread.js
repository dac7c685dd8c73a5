/** Entry of a worker thread, which does not inherit the TypeScript loader of the main thread on Node 20. */
import { register } from 'tsx/esm/api';

register();

/** @param {{ script: string, job: unknown }} task answered by the default export of the module `script` */
export default async ({ script, job }) => (await import(script)).default(job);
