import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf, votesAt, votesOf } from '../../src/domain/environment/answer';
import { jaccard, pairsOf, sameFirstEntry } from '../../src/domain/environment/jaccard';
import type { Environment } from '../../src/domain/environment/labels';
import { LARGEST_MOTIF_CN } from '../../src/domain/environment/motifs';
import { XanopyError } from '../../src/domain/errors';
import type { Evaluation } from '../../src/domain/forest/evaluation';
import type { ElementModel } from '../../src/domain/forest/model';
import { interpolate } from '../../src/domain/spectrum/curve';
import { prepareSpectrum } from '../../src/domain/spectrum/prepare';
import type { Spectrum } from '../../src/domain/spectrum/types';
import { interpret, readSource } from '../../src/readers';
import { readMaterials } from '../data/dataset';
import { paperSpectra, type PaperSpectrum } from '../data/paper-spectra';
import { publishedModel } from '../data/published';
import { SHARED } from '../data/shared';
import { curveOf } from '../../src/domain/growing/prepared';
import { samplesOf } from '../../src/domain/growing/samples';

/*
 * Tests on measured spectra. Nothing here is used to train or to choose anything.
 */

type Experiments = NonNullable<Evaluation['experiments']>;
type Score = Experiments['shifts'][number]['ours'];

/** An environment in words; empty where there is no answer. */
export const inWords = (environment: Environment): string =>
  environment.map(({ cn, motifs }) => `${cn}${motifs.length > 0 ? ` ${motifs.join(' > ')}` : ''}`).join('; ');

interface Labelled extends PaperSpectrum {
  readonly ranking: NonNullable<PaperSpectrum['ranking']>;
}

export function labelledSpectra(): Labelled[] {
  return paperSpectra().flatMap((spectrum) =>
    spectrum.ranking ? [{ ...spectrum, ranking: spectrum.ranking }] : [],
  );
}

function asSpectrum({ energy, mu, element }: PaperSpectrum): Spectrum {
  return {
    energy: Float64Array.from(energy),
    mu: Float64Array.from(mu),
    signal: 'absorption',
    isNormalised: false,
    element,
  };
}

/** What our forests say with E0 moved by `shift` eV; empty where the spectrum is refused or has no model. */
export function ourAnswer(spectrum: PaperSpectrum, model: ElementModel | null, shift: number): Environment {
  if (!model) return [];
  try {
    const automatic = prepareSpectrum(asSpectrum(spectrum));
    const prepared =
      shift === 0 ? automatic : prepareSpectrum(asSpectrum(spectrum), { e0: automatic.e0 + shift });
    return answerOf(votesAt(model, curveOf(prepared), prepared.e0)).environment;
  } catch (error) {
    if (error instanceof XanopyError) return [];
    throw error;
  }
}

/** Materials by motif ranking, most frequent first, of the computed oxides of an element with this CN. */
function usualMotifs(element: string, cn: number): readonly string[] | undefined {
  const seen = new Map<string, { motifs: readonly string[]; materials: Set<string> }>();
  for (const { material, truth } of readMaterials(element).flatMap(samplesOf)) {
    const motifs = truth.find((ranked) => ranked.cn === cn)?.motifs ?? [];
    if (motifs.length === 0) continue;
    const key = motifs.join('|');
    const entry = seen.get(key) ?? { motifs, materials: new Set<string>() };
    entry.materials.add(material);
    seen.set(key, entry);
  }
  return [...seen.values()].sort((a, b) => b.materials.size - a.materials.size)[0]?.motifs;
}

const filled = new Map<string, ElementModel>();

/**
 * The published set has no forest where its training knew one motif ranking of a CN only. That ranking is not stated, so
 * the most frequent one of our computed oxides stands in.
 */
function filledIn(model: ElementModel | null): ElementModel | null {
  if (!model) return null;
  const known = filled.get(model.element);
  if (known) return known;
  const numbers = [...new Set(model.cn.classes.flat())].filter(
    (cn) => cn <= LARGEST_MOTIF_CN && !model.motifs.has(cn),
  );
  const single = numbers.flatMap((cn) => {
    const motifs = usualMotifs(model.element, cn);
    return motifs ? [[cn, { classes: [motifs], prior: [1], forests: [] }] as const] : [];
  });
  const result = { ...model, motifs: new Map([...model.motifs, ...single]) };
  filled.set(model.element, result);
  return result;
}

/** What the published forests say on the authors' own window, moved by `shift` eV (end values held). */
export function publishedAnswer(spectrum: PaperSpectrum, shift: number): Environment {
  const model = filledIn(publishedModel(spectrum.element));
  if (!model) return [];
  const { energy, mu } = asSpectrum(spectrum);
  const n = energy.length;
  const moved = Float32Array.from({ length: n }, (_, i) => {
    const at = energy[0] + shift + ((energy[n - 1] - energy[0]) * i) / (n - 1);
    return shift === 0 ? mu[i] : interpolate({ energy, mu }, at);
  });
  const highest = Math.max(...moved);
  return answerOf(votesOf(model, [moved.map((value) => value / highest)])).environment;
}

export function score(answers: readonly Environment[], spectra: readonly Labelled[]): Score {
  return {
    right: answers.filter((answer, i) => sameFirstEntry(answer, spectra[i].ranking)).length,
    total: spectra.length,
    jaccard:
      answers.reduce((sum, answer, i) => sum + jaccard(pairsOf(answer), pairsOf(spectra[i].ranking)), 0) /
      spectra.length,
  };
}

/** Raw scans of compounds whose coordination is known: chromia and rock salts octahedral, chromates tetrahedral, and so on. */
const SCANS: readonly { readonly file: string; readonly element: string; readonly cn: number }[] = [
  { file: 'V/V2O5.xdi', element: 'V', cn: 5 },
  { file: 'V/V2O3.xdi', element: 'V', cn: 6 },
  { file: 'V/VO.xdi', element: 'V', cn: 6 },
  { file: 'V/VO2.xdi', element: 'V', cn: 6 },
  { file: 'Cr/cr2o3_rt_001.xdi', element: 'Cr', cn: 6 },
  { file: 'Cr/cro2_rt_001.xdi', element: 'Cr', cn: 6 },
  { file: 'Cr/k2cro4_rt_001.xdi', element: 'Cr', cn: 4 },
  { file: 'Cr/k2cr2o7_rt_001.xdi', element: 'Cr', cn: 4 },
  { file: 'Cr/na2cro4_rt_001.xdi', element: 'Cr', cn: 4 },
  { file: 'Mn/MnO_rt_01.xdi', element: 'Mn', cn: 6 },
  { file: 'Mn/MnO2_rt_01.xdi', element: 'Mn', cn: 6 },
  { file: 'Mn/Mn2O3_rt_01.xdi', element: 'Mn', cn: 6 },
  { file: 'Ni/Ni2O3_rt_01.xdi', element: 'Ni', cn: 6 },
  { file: 'Ni/NiOH2_rt_01.xdi', element: 'Ni', cn: 6 },
  { file: 'Cu/CuO_tenorite_13K_01.xdi', element: 'Cu', cn: 4 },
  { file: 'Cd/CdO_10K_01.xdi', element: 'Cd', cn: 6 },
];

async function scanAnswer(file: string, model: ElementModel | null): Promise<Environment | string> {
  const path = join(SHARED, 'experiment', 'xas-data-library', file);
  const [outcome] = await readSource({ name: file, path: '', bytes: new Uint8Array(readFileSync(path)) });
  if (outcome.kind === 'failed') return outcome.error.message;
  const interpretation = interpret(outcome.scans[0], outcome.format);
  if (interpretation.kind === 'question') return interpretation.question.text;
  if (!model) return 'no model';
  try {
    const prepared = prepareSpectrum(interpretation.spectrum);
    return answerOf(votesAt(model, curveOf(prepared), prepared.e0)).environment;
  } catch (error) {
    if (error instanceof XanopyError) return error.message;
    throw error;
  }
}

/**
 * All experiments with the shipped models; null where the spectra are not at hand. `variants` are models trained
 * otherwise, for the paper's table 1.
 */
export async function runExperiments(
  modelOf: (element: string) => ElementModel | null,
  variants: readonly {
    readonly training: 'site-and-average' | 'site';
    readonly augmented: boolean;
    readonly modelOf: (element: string) => ElementModel | null;
  }[],
): Promise<Experiments | null> {
  const spectra = labelledSpectra();
  if (spectra.length === 0) return null;
  const answers = (shift: number): { ours: Environment[]; published: Environment[] } => ({
    ours: spectra.map((spectrum) => ourAnswer(spectrum, modelOf(spectrum.element), shift)),
    published: spectra.map((spectrum) => publishedAnswer(spectrum, shift)),
  });
  const plain = answers(0);
  const scans = SCANS.filter(({ file }) => existsSync(join(SHARED, 'experiment', 'xas-data-library', file)));
  return {
    spectra: spectra.map(({ element, formula, ranking }, i) => ({
      element,
      formula,
      truth: inWords(ranking),
      ours: inWords(plain.ours[i]),
      published: inWords(plain.published[i]),
      oursRight: sameFirstEntry(plain.ours[i], ranking),
      publishedRight: sameFirstEntry(plain.published[i], ranking),
      oursJaccard: jaccard(pairsOf(plain.ours[i]), pairsOf(ranking)),
      publishedJaccard: jaccard(pairsOf(plain.published[i]), pairsOf(ranking)),
    })),
    shifts: [-3, -2, -1, 0, 1, 2, 3].map((shift) => {
      const { ours, published } = shift === 0 ? plain : answers(shift);
      return { shift, ours: score(ours, spectra), published: score(published, spectra) };
    }),
    table1: variants.map(({ training, augmented, modelOf: variantOf }) => ({
      training,
      augmented,
      ours: score(
        spectra.map((spectrum) => ourAnswer(spectrum, variantOf(spectrum.element), 0)),
        spectra,
      ),
    })),
    scans: await Promise.all(
      scans.map(async ({ file, element, cn }) => {
        const answer = await scanAnswer(file, modelOf(element));
        return {
          file,
          element,
          expected: `${cn}`,
          answer: typeof answer === 'string' ? answer : inWords(answer),
          right: typeof answer !== 'string' && answer[0].cn === cn,
        };
      }),
    ),
  };
}
