import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DECISION_RULES, type Calibration, type DecisionRule } from '../../src/domain/confidence/calibration';
import { encodeLibrary, type SpectrumLibrary } from '../../src/domain/confidence/library';
import { XanopyError } from '../../src/domain/errors';
import type { Manifest, ManifestEntry, ModelEntry } from '../../src/domain/forest/manifest';
import { encodeElementModel, type ElementModel } from '../../src/domain/forest/model';
import { meanWithError } from '../../src/domain/growing/measures';
import { domainSamples, fitDomain, libraryOf } from './domain';
import { encodeOxideChecks, type OxideCheck } from '../../src/domain/confidence/oxide-check';
import { learntChecks } from './learnt-checks';
import type { LearntCheck } from './oxide-check';
import { longestOxygenDistances } from './oxygen-distance';
import { fitVotes, voteSamples, type VoteSample } from './votes';

/** A model file as parsed, without a calibration: an old one may have another form and is replaced anyhow. */
export function withoutCalibration(json: unknown): unknown {
  return typeof json === 'object' && json !== null ? { ...json, calibration: null } : json;
}

/** How the two decisions compare on held-out materials. */
export interface RuleComparison {
  readonly jaccard: Readonly<Record<DecisionRule, number>>;
  /** Mean gain in Jaccard index of the highest expectation over the most voted, and its standard error. */
  readonly gain: number;
  readonly error: number;
  /** The most voted list is simpler to explain; the other one ships where its gain is certain. */
  readonly chosen: DecisionRule;
}

/** Compares the decisions on samples that are the same spectra in the same order under either rule. */
export function compareRules(samples: Readonly<Record<DecisionRule, readonly VoteSample[]>>): RuleComparison {
  const materials = new Map<string, number>();
  let weights = 0;
  const sums = { 'most-voted': 0, 'highest-expected-jaccard': 0 };
  samples['most-voted'].forEach((sample, i) => {
    const other = samples['highest-expected-jaccard'][i];
    weights += sample.weight;
    sums['most-voted'] += sample.weight * sample.jaccard;
    sums['highest-expected-jaccard'] += sample.weight * other.jaccard;
    const key = `${sample.element} ${sample.material}`;
    materials.set(key, (materials.get(key) ?? 0) + sample.weight * (other.jaccard - sample.jaccard));
  });
  const { mean: gain, error } = meanWithError([...materials.values()]);
  return {
    jaccard: {
      'most-voted': sums['most-voted'] / weights,
      'highest-expected-jaccard': sums['highest-expected-jaccard'] / weights,
    },
    gain,
    error,
    chosen: gain > 2 * error ? 'highest-expected-jaccard' : 'most-voted',
  };
}

/** Held-out samples of all models under either decision. */
export function allVoteSamples(models: readonly ElementModel[]): Record<DecisionRule, readonly VoteSample[]> {
  const of = (rule: DecisionRule): VoteSample[] => models.flatMap((model) => voteSamples(model, rule));
  return { 'most-voted': of(DECISION_RULES[0]), 'highest-expected-jaccard': of(DECISION_RULES[1]) };
}

const significant = (value: number): number => Number(value.toPrecision(5));

/** Five digits say all there is to know and keep the files small. */
function rounded(calibration: Calibration): Calibration {
  const { jaccard, firstEntry, leadingCn, heldOut, conformal, peak, distance, oxygenDistance } = calibration;
  const map = ({ x, y }: Calibration['jaccard']): Calibration['jaccard'] => ({
    x: x.map(significant),
    y: y.map(significant),
  });
  return {
    ...calibration,
    jaccard: map(jaccard),
    firstEntry: map(firstEntry),
    leadingCn: map(leadingCn),
    heldOut: { ...heldOut, leadingCn: significant(heldOut.leadingCn) },
    // Votes are fractions of the trees: a limit must not be rounded up past them.
    conformal: { ...conformal, limit: Math.floor(conformal.limit * 1e5) / 1e5 },
    peak: { mean: significant(peak.mean), deviation: significant(peak.deviation) },
    distance: distance && {
      borderline: significant(distance.borderline),
      outside: significant(distance.outside),
    },
    oxygenDistance: oxygenDistance && Math.round(oxygenDistance * 100) / 100,
  };
}

/** What one element ships: its manifest entry and the texts of its two files. */
export interface CalibratedElement {
  readonly entry: ManifestEntry;
  readonly file: string;
  readonly libraryFile: string;
}

/** What the manifest says about the bytes of a file. */
export function fileFacts(text: string): Pick<ModelEntry, 'sha256' | 'bytes' | 'gzippedBytes'> {
  const bytes = Buffer.from(text);
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    gzippedBytes: gzipSync(bytes, { level: 9 }).length,
  };
}

function withFiles(entry: ModelEntry, model: ElementModel, library: SpectrumLibrary): CalibratedElement {
  const file = `${JSON.stringify(encodeElementModel(model))}\n`;
  const libraryFile = `${JSON.stringify(encodeLibrary(library))}\n`;
  return {
    file,
    libraryFile,
    entry: {
      ...entry,
      ...fileFacts(file),
      library: {
        file: `${entry.element}.library.json`,
        ...fileFacts(libraryFile),
        spectra: library.spectra.length,
      },
    },
  };
}

/**
 * Calibrates the models of all elements together, since the maps and limits of one lean on the others', from
 * the out-of-fold votes and from the computed spectra. `entries` are the manifest entries of the models.
 * @throws XanopyError `oof-missing` without any out-of-fold votes
 */
export function calibrate(
  models: readonly ElementModel[],
  entries: ReadonlyMap<string, ModelEntry>,
): Map<string, CalibratedElement> {
  const samples = allVoteSamples(models);
  if (samples['most-voted'].length === 0) {
    throw new XanopyError('oof-missing', 'There are no out-of-fold votes. Run npm run train -- --fresh.');
  }
  const { chosen } = compareRules(samples);
  const libraries = new Map(models.map(({ element }) => [element, libraryOf(element)]));
  const limits = fitDomain(
    models.flatMap(({ element }) =>
      domainSamples(element, libraries.get(element) ?? { element, spectra: [] }),
    ),
  );
  const distances = longestOxygenDistances();
  return new Map(
    models.flatMap((model) => {
      const { element } = model;
      const entry = entries.get(element);
      const domain = limits.get(element);
      const library = libraries.get(element);
      if (!entry || !domain || !library) return [];
      const calibration = rounded({
        decision: chosen,
        ...fitVotes(samples[chosen], element),
        ...domain,
        oxygenDistance: distances.get(element) ?? null,
      });
      return [[element, withFiles(entry, { ...model, calibration }, library)]];
    }),
  );
}

/** The text of `oxide-check.json` and what the manifest says about it. */
export async function oxideCheckFile(): Promise<{
  readonly text: string;
  readonly entry: NonNullable<Manifest['oxideCheck']>;
}> {
  const { transmission, any } = await learntChecks();
  const rounded = ({ whole: { limits, ...check } }: LearntCheck): OxideCheck => ({
    ...check,
    limits: { borderline: significant(limits.borderline), outside: significant(limits.outside) },
  });
  const json = encodeOxideChecks({ transmission: rounded(transmission), any: rounded(any) });
  const text = `${JSON.stringify(json)}\n`;
  return { text, entry: { file: 'oxide-check.json', ...fileFacts(text) } };
}
