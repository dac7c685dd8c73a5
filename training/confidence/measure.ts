import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { analysePrepared } from '../../src/domain/analysis';
import { assessApplicability } from '../../src/domain/confidence/applicability';
import type { ConfidenceEvaluation } from '../../src/domain/confidence/evaluation';
import { applyMap } from '../../src/domain/confidence/isotonic';
import { foreignProbability, type OxideChecks } from '../../src/domain/confidence/oxide-check';
import { nearestNeighbours } from '../../src/domain/confidence/neighbours';
import type { SpectrumLibrary } from '../../src/domain/confidence/library';
import type { Applicability } from '../../src/domain/confidence/types';
import { K_EDGES } from '../../src/domain/elements';
import { XanopyError } from '../../src/domain/errors';
import type { ElementModel } from '../../src/domain/forest/model';
import type { PreparedSpectrum } from '../../src/domain/spectrum/prepare';
import type { Spectrum } from '../../src/domain/spectrum/types';
import { interpret, readSource } from '../../src/readers';
import { prepareOrRefuse } from '../../src/domain/growing/augment';
import { Random } from '../../src/domain/random';
import { SHARED } from '../data/shared';
import { allVoteSamples, compareRules } from './calibrate';
import { domainSamples, fitDomain, libraryOf } from './domain';
import { crossFit, partOf } from './folds';
import { foreignOfUnseenElements, learntChecks } from './learnt-checks';
import {
  checkSamples,
  LIKE_OXIDES,
  JUDGED_COPIES,
  type HeldOutWindow,
  type LearntCheck,
  type Shown,
} from './oxide-check';
import { calibrationError, reliability, type Stated } from './metrics';
import { fitVotes, type VoteSample } from './votes';

type Verdict = Applicability['verdict'];
type VerdictRow = ConfidenceEvaluation['domain'][number];
type ElementRow = ConfidenceEvaluation['elements'][number];

/** A held-out sample with what a calibration that never saw its material says about it. */
interface Judged {
  readonly sample: VoteSample;
  readonly jaccard: number;
  readonly firstEntry: number;
  readonly promised: number;
  readonly covered: boolean;
  readonly setSize: number;
}

function judgeVotes(samples: readonly VoteSample[], models: ReadonlyMap<string, ElementModel>): Judged[] {
  const elements = [...models.keys()];
  return crossFit(
    samples,
    (others) => new Map(elements.map((element) => [element, fitVotes(others, element)])),
    (fits, sample) => {
      const { jaccard, firstEntry, conformal } =
        fits.get(sample.element) ?? fitVotes([sample], sample.element);
      const { votes, truthShare } = sample;
      const isTop = votes.cn[0].label.join() === sample.truth.map(({ cn }) => cn).join();
      const kept = votes.cn.filter(({ share }, i) => i === 0 || share >= conformal.limit).length;
      const classes = models.get(sample.element)?.cn.classes.length ?? kept;
      return {
        sample,
        jaccard: applyMap(jaccard, sample.expected),
        firstEntry: applyMap(firstEntry, sample.firstShare),
        promised: conformal.coverage,
        covered: isTop || (truthShare !== null && truthShare >= conformal.limit),
        setSize: conformal.limit > 0 ? kept : classes,
      };
    },
  );
}

function weightedMean(items: readonly Judged[], of: (item: Judged) => number): number {
  let [sum, weights] = [0, 0];
  for (const item of items) {
    sum += item.sample.weight * of(item);
    weights += item.sample.weight;
  }
  return sum / weights;
}

function calibrationOf(
  items: readonly Judged[],
  before: (item: Judged) => number,
  after: (item: Judged) => number,
  actual: (item: Judged) => number,
): ElementRow['jaccard'] {
  const curve = (stated: (item: Judged) => number): ReturnType<typeof reliability> =>
    reliability(
      items.map((item): Stated => ({
        stated: stated(item),
        actual: actual(item),
        weight: item.sample.weight,
      })),
    );
  const [first, second] = [curve(before), curve(after)];
  return {
    errorBefore: calibrationError(first),
    errorAfter: calibrationError(second),
    before: first,
    after: second,
  };
}

function summary(items: readonly Judged[]): Omit<ElementRow, 'element'> {
  return {
    materials: Math.round(items.reduce((sum, { sample }) => sum + sample.weight, 0)),
    jaccard: calibrationOf(
      items,
      ({ sample }) => sample.expected,
      ({ jaccard }) => jaccard,
      ({ sample }) => sample.jaccard,
    ),
    firstEntry: calibrationOf(
      items,
      ({ sample }) => sample.firstShare,
      ({ firstEntry }) => firstEntry,
      ({ sample }) => sample.firstRight,
    ),
    conformal: {
      promised: weightedMean(items, ({ promised }) => promised),
      measured: weightedMean(items, ({ covered }) => Number(covered)),
      size: weightedMean(items, ({ setSize }) => setSize),
    },
  };
}

function rowOf(name: string, expected: VerdictRow['expected'], verdicts: readonly Verdict[]): VerdictRow {
  const count = (verdict: Verdict): number => verdicts.filter((one) => one === verdict).length;
  return {
    name,
    expected,
    spectra: verdicts.length,
    inDomain: count('in-domain'),
    borderline: count('borderline'),
    outside: count('outside'),
  };
}

/** Spectra without any edge: constants, ramps up and down, noise; raw and as if normalised. */
function nonsense(element: string, random: Random): Spectrum[] {
  const energy = Float64Array.from({ length: 400 }, (_, i) => K_EDGES[element] - 100 + 0.75 * i);
  const shapes: ((at: number) => number)[] = [
    () => 1,
    (at) => at / 300,
    (at) => 2 - at / 300,
    () => 0.5 + 0.5 * random.normal(),
    (at) => 1 - at / 400 + 0.05 * random.normal(),
  ];
  return shapes.flatMap((shape) => {
    const mu = energy.map((at) => shape(at - energy[0]));
    return [true, false].map(
      (isNormalised) => ({ energy, mu, signal: 'absorption', isNormalised, element }) as const,
    );
  });
}

/** Groups of what is no oxide, by class; fluorides, nitrides and carbides are not learnt from. */
const FOREIGN_GROUPS: readonly (readonly [name: string, has: (kind: string) => boolean])[] = [
  ['computed metals and intermetallics', (kind) => kind === 'metal'],
  ['computed sulfides, selenides, tellurides', (kind) => /sulfide|selenide|telluride/.test(kind)],
  ['computed chlorides, bromides, iodides', (kind) => /chloride|bromide|iodide/.test(kind)],
  [
    'other computed compounds',
    (kind) =>
      /phosphide|arsenide|antimonide|silicide|germanide|stannide|semiconductor|boride|cyanide|hydride/.test(
        kind,
      ),
  ],
  ['computed fluorides, nitrides, carbides', (kind) => LIKE_OXIDES.includes(kind)],
];

/** How spectra are shown, and which check sees them then. */
interface Showing {
  readonly name: string;
  readonly shown: Shown;
  readonly check: keyof OxideChecks;
}

const AS_COMPUTED: Showing = { name: 'as computed', shown: 'plain', check: 'transmission' };
const AS_SCANS: readonly Showing[] = [
  { name: 'as scans in transmission', shown: 'scan', check: 'transmission' },
  { name: 'as scans in fluorescence', shown: 'scan', check: 'any' },
  { name: 'as scans are passed on', shown: 'form', check: 'any' },
];

/**
 * Verdicts on computed and made-up spectra by limits and checks that never saw their material. What asks forests is left out
 * (stability, neighbours against answer, sets): all of them know the material, and they can only make a verdict borderline.
 */
function judgeDomain(
  models: ReadonlyMap<string, ElementModel>,
  libraries: ReadonlyMap<string, SpectrumLibrary>,
  checks: Readonly<Record<keyof OxideChecks, LearntCheck>>,
  unseen: Readonly<Record<keyof OxideChecks, readonly HeldOutWindow[]>>,
): VerdictRow[] {
  const elements = [...models.keys()];
  const domain = elements.flatMap((element) =>
    domainSamples(element, libraries.get(element) ?? { element, spectra: [] }),
  );
  const samples = {
    transmission: checkSamples('transmission', JUDGED_COPIES),
    any: checkSamples('any', JUDGED_COPIES),
  };
  const domainLimits = checks.any.parts.map((_, part) =>
    fitDomain(domain.filter((one) => partOf(one.material) !== part)),
  );
  const assess = (
    prepared: PreparedSpectrum,
    element: string,
    material: string,
    kind: keyof OxideChecks,
  ): Verdict => {
    const part = partOf(material);
    const model = models.get(element);
    const library = libraries.get(element);
    const check = checks[kind].parts[part];
    const learnt = domainLimits[part].get(element);
    if (!model?.calibration || !library || !learnt) return 'outside';
    const probability = foreignProbability(check, prepared.window.mu, element);
    const { heldOut, ...calibration } = model.calibration;
    return assessApplicability({
      prepared,
      model: {
        ...model,
        kind: 'forest',
        calibration: { ...calibration, ...learnt, heldOut: { ...heldOut, leadingCn: 1 } },
      },
      answer: [],
      leadingCnProbability: 1,
      stability: [],
      neighbours: nearestNeighbours(prepared.window, library, 1, material),
      conformalSet: { coverage: 0.9, rankings: [] },
      foreign: probability === null ? null : { probability, limits: check.limits },
    }).verdict;
  };
  const verdicts = (has: (kind: string) => boolean, { shown, check }: Showing): Verdict[] =>
    samples[check]
      .filter((sample) => has(sample.class) && models.has(sample.element))
      .flatMap((sample) =>
        sample.windows
          .filter((window) => window.shown === shown)
          .map(({ prepared }) => assess(prepared, sample.element, sample.material, check)),
      );
  const isOxide = (kind: string): boolean => kind === 'oxide';
  const wrong = domain.map(({ plain, element, material }) =>
    assess(plain, elements[(elements.indexOf(element) + 1) % elements.length], material, 'transmission'),
  );
  const random = new Random('nonsense');
  const nonsenseVerdicts = elements.flatMap((element) =>
    nonsense(element, random).map((spectrum): Verdict => {
      const model = models.get(element);
      const prepared = prepareOrRefuse(spectrum);
      return prepared && model
        ? analysePrepared(prepared, model, [], libraries.get(element) ?? null).confidence.applicability
            .verdict
        : 'outside';
    }),
  );
  const byCheckAlone = ({ shown, check }: Showing): Verdict[] => {
    const { borderline, outside } = checks[check].whole.limits;
    return unseen[check]
      .filter((window) => window.shown === shown)
      .map(({ probability }) =>
        probability >= outside ? 'outside' : probability >= borderline ? 'borderline' : 'in-domain',
      );
  };
  return [
    ...[AS_COMPUTED, ...AS_SCANS].map((showing) =>
      rowOf(`computed oxides, held out, ${showing.name}`, 'accepted', verdicts(isOxide, showing)),
    ),
    ...FOREIGN_GROUPS.flatMap(([name, has]) =>
      AS_SCANS.map((showing) => rowOf(`${name}, ${showing.name}`, 'refused', verdicts(has, showing))),
    ),
    ...AS_SCANS.map((showing) =>
      rowOf(
        `computed others of elements that the check never saw, by the check alone, ${showing.name}`,
        'refused',
        byCheckAlone(showing),
      ),
    ),
    rowOf('computed oxides in the model of another element', 'refused', wrong),
    rowOf('noise, flat lines and ramps', 'refused', nonsenseVerdicts),
  ];
}

/** The measured scans, where the shared data are at hand. */
export const SCANS = join(SHARED, 'experiment', 'xas-data-library');

/** What a file of the data library shows, by its name. */
function groupOfScan(name: string): 'metals' | 'sulfides' | 'oxides' {
  if (/foil|metal/i.test(name)) return 'metals';
  return /^(cr2s3|nis_|cus_|cu2s|cds_)/i.test(name) ? 'sulfides' : 'oxides';
}

/** An `Applicability` of which only the codes are looked at; `refused` where no edge could be prepared. */
interface ScanVerdict {
  readonly verdict: Applicability['verdict'];
  readonly reasons: readonly { readonly code: string }[];
}

/** Verdicts on the spectra of one measured file of the data library, taken as of the model's element. */
export async function judgeScan(
  path: string,
  model: ElementModel,
  library: SpectrumLibrary | null,
  check: OxideChecks | null,
): Promise<ScanVerdict[]> {
  const source = { name: basename(path), path: '', bytes: new Uint8Array(readFileSync(join(SCANS, path))) };
  return (await readSource(source)).flatMap((outcome): ScanVerdict[] => {
    if (outcome.kind !== 'scans') return [];
    const interpretation = interpret(outcome.scans[0], outcome.format);
    if (interpretation.kind !== 'spectrum') return [];
    const prepared = prepareOrRefuse(interpretation.spectrum, { element: model.element });
    if (!prepared) return [{ verdict: 'outside', reasons: [{ code: 'refused' }] }];
    return [analysePrepared(prepared, model, [], library, check).confidence.applicability];
  });
}

/** Verdicts on the measured scans of elements with a model. Test only: nothing was chosen by them. */
async function judgeExperiments(
  models: ReadonlyMap<string, ElementModel>,
  libraries: ReadonlyMap<string, SpectrumLibrary>,
  check: OxideChecks | null,
): Promise<ConfidenceEvaluation['experiments']> {
  if (!existsSync(SCANS)) return null;
  const scans: NonNullable<ConfidenceEvaluation['experiments']>['scans'] = [];
  for (const element of readdirSync(SCANS)) {
    const model = models.get(element);
    if (!model) continue;
    for (const name of readdirSync(join(SCANS, element))) {
      const file = `${element}/${name}`;
      for (const { verdict, reasons } of await judgeScan(
        file,
        model,
        libraries.get(element) ?? null,
        check,
      )) {
        scans.push({ file, group: groupOfScan(name), verdict, reasons: reasons.map(({ code }) => code) });
      }
    }
  }
  const groups = (['oxides', 'metals', 'sulfides'] as const).map((group) =>
    rowOf(
      group,
      group === 'oxides' ? 'accepted' : 'refused',
      scans.filter((scan) => scan.group === group).map(({ verdict }) => verdict),
    ),
  );
  return { groups, scans };
}

/**
 * Measures confidence on held-out materials: maps and limits are fitted again without the materials that they
 * are judged by. `models` are the shipped, calibrated ones.
 * @throws XanopyError `oof-missing` without out-of-fold votes
 */
export async function measureConfidence(
  models: readonly ElementModel[],
  check: OxideChecks | null,
): Promise<ConfidenceEvaluation> {
  const byElement = new Map(models.map((model) => [model.element, model]));
  const samples = allVoteSamples(models);
  if (samples['most-voted'].length === 0) {
    throw new XanopyError('oof-missing', 'There are no out-of-fold votes. Run npm run train -- --fresh.');
  }
  const { jaccard, gain, error, chosen } = compareRules(samples);
  const judged = judgeVotes(samples[chosen], byElement);
  const libraries = new Map(models.map(({ element }) => [element, libraryOf(element)]));
  const checks = await learntChecks();
  const unseen = await foreignOfUnseenElements();
  return {
    decision: {
      mostVoted: jaccard['most-voted'],
      highestExpectedJaccard: jaccard['highest-expected-jaccard'],
      gain,
      error,
      chosen,
    },
    pooled: summary(judged),
    elements: models.flatMap(({ element }) => {
      const items = judged.filter(({ sample }) => sample.element === element);
      return items.length === 0 ? [] : [{ element, ...summary(items) }];
    }),
    domain: judgeDomain(byElement, libraries, checks, unseen),
    experiments: await judgeExperiments(byElement, libraries, check),
  };
}
