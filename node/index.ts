/**
 * Xanopy as a library for Node: `analyse` for whole files, `readSource` and `interpret` for reading alone. What needs
 * neither files nor models is in `xanopy/domain`.
 * @module xanopy
 */
export { analyse, type AnalyseOptions } from './analyse';
export type { FileContent } from '../scripts/analyse';
export type { Result } from '../scripts/results';
export { servePage, type ServeOptions, type Served } from './server';
export { interpret, readProgressively, readSource } from '../src/readers';
export type * from '../src/readers/types';
export type { FailureResult, SpectrumResult } from '../src/exporters/result';
