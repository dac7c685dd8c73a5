/**
 * The science of Xanopy as pure functions, for Node and browsers: E0, normalisation and window of a spectrum, forests and
 * their votes, rankings and their confidence. No files, no network, no models of its own.
 * @module xanopy/domain
 */
export { analysePrepared, identifyElement, type Analysis } from '../src/domain/analysis';
export { decodeLibrary } from '../src/domain/confidence/library';
export { elementOf } from '../src/domain/elements';
export { describeError, XanopyError, type Message } from '../src/domain/errors';
export { featuresOf } from '../src/domain/features';
export { decodeElementModel } from '../src/domain/forest/model';
export { prepareSpectrum, type PreparedSpectrum, type PrepareOptions } from '../src/domain/spectrum/prepare';
export type { Signal, Spectrum } from '../src/domain/spectrum/types';
