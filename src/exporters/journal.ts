import type { IntensityScale } from '../domain/features';
import { isUncalibrated, packName } from '../domain/pack-answer';
import type { Measured, PreEdgePeak } from '../domain/pre-edge/peak';
import type { Environment } from '../domain/environment/labels';
import type { PackMark } from '../domain/forest/pack-mark';
import type { Calibration, FoilEdge } from '../domain/spectrum/calibration';
import type { PointEdits } from '../domain/spectrum/points';
import type { FitRange, NormalisationFit, NormalisationOptions } from '../domain/spectrum/normalise';
import { describeSummary } from './combination';
import { describeCnShares, describeMixture } from './mixture';
import { oneLine } from './one-line';
import type { PackAnswerResult, SpectrumResult } from './result';
import { describeHeldOut, percent, rankingText } from './words';

/** How the method is cited in exports. */
export const METHOD_CITATION =
  'Zheng, Chen, Chen, Ong, Patterns 1 (2020) 100013, https://doi.org/10.1016/j.patter.2020.100013';

/** What the numbers of an answer mean, a sentence each, by the name of their column. */
export const EXPLANATIONS = {
  verdict: 'Whether the models can judge the spectrum at all; outside gives no answer.',
  cn_shares: 'Share of each CN among all that the trees name; those below 1 % are left out.',
  motif_orders_known:
    'How many motif rankings training knew for the CN; where it is one, nothing was chosen.',
  jaccard_confidence:
    'Mean overlap (Jaccard index of the CN and motif pairs) with the truth that such answers had on held-out materials.',
  first_entry_probability:
    'How often the first CN with its whole motif ranking was right for such votes on held-out materials.',
  leading_cn_probability: 'How often the first CN was right for such votes on held-out materials.',
  held_out_leading_cn:
    'How often the first CN was right on all held-out materials of the element (held_out_materials), disturbed as scans and counted as that CN is frequent in oxides.',
  conformal_set: 'Rankings of CNs of which one is the truth with the stated probability.',
  agreement_1ev:
    'Least overlap (Jaccard index) of the answer with the answers when E0 is 1 eV lower or higher.',
  nearest:
    'The computed oxide whose spectrum is nearest after the best shift (root-mean-square difference in edge steps).',
  evidence: 'Share of the trees’ questions that concern each region of the window.',
  e0_aligned_ev: 'E0 at which the models looked at the spectrum, corrected from the shape of the whole edge.',
  slope_taken_out_per_ev: 'Relative change of mu per eV above e0_aligned_ev that was divided out before.',
} as const;

/** The same for the answers of a pack whose numbers nobody has compared with the truth. */
const UNCALIBRATED = {
  jaccard_confidence:
    'Mean overlap (Jaccard index) of the answer with all that the trees of the pack voted for; how often such answers are right is not known.',
  first_entry_probability:
    'Share of the votes of the pack for the first CN with its whole motif ranking; how often such votes are right is not known.',
  leading_cn_probability:
    'Share of the votes of the pack for the first CN; how often such votes are right is not known.',
  conformal_set: 'Every ranking that the pack knows: without a calibration none is excluded.',
} as const;

/** What the numbers of one result mean. */
export const meaningsOf = ({
  applicability,
}: Pick<SpectrumResult, 'applicability'>): Readonly<Record<keyof typeof UNCALIBRATED, string>> =>
  isUncalibrated(applicability) ? UNCALIBRATED : EXPLANATIONS;

/** What intensities are divided by, in words. */
export const SCALE_WORDS: Readonly<Record<IntensityScale, string>> = {
  maximum: 'divided by its maximum',
  'post-edge': 'in edge steps',
  'post-peak': 'divided by its mean above the main peak',
  area: 'divided by its mean',
};

/** A share as people write it, e.g. `0.87`. */
const rounded = (value: number, digits = 3): string => String(Number(value.toFixed(digits)));

/** A probability, with "at most" where it is a bound. */
const stated = (probability: number, { isUpperBound }: SpectrumResult): string =>
  `${isUpperBound ? 'at most ' : ''}${rounded(probability)}`;

/** An environment in words, e.g. `CN 6: octahedral > pentagonal pyramidal; CN 4: tetrahedral`. */
export function describeEnvironment(environment: Environment): string {
  return environment
    .map(({ cn, motifs }) => (motifs.length > 0 ? `CN ${cn}: ${motifs.join(' > ')}` : `CN ${cn}`))
    .join('; ');
}

/** The answer of a result; undefined where the models cannot judge the spectrum. */
export function answerText({ ranking, applicability }: SpectrumResult): string | undefined {
  if (applicability.verdict === 'outside') return undefined;
  return describeEnvironment(
    ranking.map(({ cn, motifs }) => ({ cn, motifs: motifs.map(({ name }) => name) })),
  );
}

/** A conformal set in words, e.g. `CN 6, or CN 6 with 5, at 90 %`; its first `most` rankings. */
export function describeConformalSet(
  { coverage, rankings }: SpectrumResult['conformalSet'],
  most = Number.POSITIVE_INFINITY,
): string {
  const share = percent(coverage);
  if (rankings.length === 0) return `no ranking reaches ${share}`;
  const others = rankings.length > most ? [`${rankings.length - most} more`] : [];
  return `${[...rankings.slice(0, most).map(rankingText), ...others].join(', or ')}, at ${share}`;
}

/** A computed spectrum that resembles the measured one, in words. */
export function describeNeighbour({
  formula,
  material,
  environment,
  distance,
  shift,
}: SpectrumResult['neighbours'][number]): string {
  return `${formula} (${material}), ${describeEnvironment(environment)}, differs by ${rounded(distance)}, moved ${rounded(shift)} eV`;
}

/** Which regions of the window the trees asked about, in words. */
export function describeEvidence({ evidence }: SpectrumResult): string {
  return evidence.map(({ region, share }) => `${region} ${rounded(share, 2)}`).join(', ');
}

/** How the answer takes disturbances, in words; empty where nothing was asked. */
function describeStability(stability: SpectrumResult['stability']): string {
  return stability
    .filter(({ kind, amount }) => kind !== 'e0-shift' || amount !== 0)
    .map(({ kind, amount, agreement }) => {
      const sign = amount > 0 ? '+' : '';
      const what = {
        'e0-shift': `E0 ${sign}${amount} eV`,
        noise: `noise ${100 * amount} %`,
        broadening: `broadened ${amount} eV`,
        'edge-step': `edge step ${sign}${100 * amount} %`,
      }[kind];
      return `${what}: ${rounded(agreement, 2)}`;
    })
    .join(', ');
}

/** Computed spectra that a journal names. */
const NEIGHBOURS_TOLD = 3;

/** A range of energies from E0, e.g. `-150 to -30 eV`. */
const rangeText = ({ from, to }: FitRange): string => `${rounded(from, 1)} to ${rounded(to, 1)} eV`;

/** What was fitted for the normalisation, in words. */
export function describeNormalisation({
  preEdge,
  preEdgeDegree,
  postEdge,
  postEdgeDegree,
  legendreDegree,
  isFlattened,
}: NormalisationFit): string {
  if (legendreDegree !== undefined) {
    return `MBACK of order ${legendreDegree}, pre-edge ${rangeText(preEdge)}, post-edge ${rangeText(postEdge)}; ${isFlattened ? 'flattened' : 'not flattened'}`;
  }
  return `pre-edge ${rangeText(preEdge)}, order ${preEdgeDegree}; post-edge ${rangeText(postEdge)}, order ${postEdgeDegree}; ${isFlattened ? 'flattened' : 'not flattened'}`;
}

/** What was fixed of the normalisation, in words. */
export function describeNormalisationOptions({
  preEdge,
  preEdgeDegree,
  postEdge,
  postEdgeDegree,
  legendreDegree,
  edgeStep,
  isFlattened,
}: NormalisationOptions): string {
  return [
    ...(legendreDegree === undefined ? [] : [`MBACK of order ${legendreDegree}`]),
    ...(preEdge ? [`pre-edge ${rangeText(preEdge)}`] : []),
    ...(preEdgeDegree === undefined ? [] : [`pre-edge order ${preEdgeDegree}`]),
    ...(postEdge ? [`post-edge ${rangeText(postEdge)}`] : []),
    ...(postEdgeDegree === undefined ? [] : [`post-edge order ${postEdgeDegree}`]),
    ...(edgeStep === undefined ? [] : [`edge step ${edgeStep}`]),
    ...(isFlattened === undefined ? [] : [isFlattened ? 'flattened' : 'not flattened']),
  ].join(', ');
}

const signed = (value: number, digits?: number): string => `${value > 0 ? '+' : ''}${rounded(value, digits)}`;
const signedEv = (value: number): string => `${signed(value)} eV`;

/** What was done to a spectrum before the models looked at it, in words. */
export function describeAlignment({ e0, shift, slope, isLimited }: SpectrumResult['alignment']): string {
  const moved =
    shift === 0
      ? 'E0 as it is'
      : `${rounded(e0)} eV, moved by ${signedEv(shift)}${isLimited ? ' (as far as the scan reaches)' : ''}`;
  const perCent = signed(100 * slope, 2);
  return Number(perCent) === 0 ? moved : `${moved}; slope of ${perCent} %/eV above it taken out`;
}

const foilText = ({ element, e0, tabulated }: FoilEdge): string =>
  `${element} foil at ${rounded(e0)} eV, tabulated ${rounded(tabulated)} eV`;

/** How the energies were moved, in words. */
export function describeCalibration({ shift, foil, alignedTo }: Calibration): string {
  const why = foil
    ? ` (${foilText(foil)})`
    : alignedTo === undefined
      ? ' (by hand)'
      : ` (aligned to ${alignedTo})`;
  return `energies ${signedEv(shift)}${why}`;
}

/** What was left out or averaged by hand, in words; energies as the file has them. */
export function describePoints({ removed = [], from, to, rebin }: PointEdits): string {
  return [
    ...(from === undefined ? [] : [`points from ${rounded(from)} eV`]),
    ...(to === undefined ? [] : [`points to ${rounded(to)} eV`]),
    ...(removed.length === 0 ? [] : [`without those at ${removed.map((at) => rounded(at)).join(', ')} eV`]),
    ...(rebin
      ? [`averaged in bins of ${rebin.preEdge} eV, ${rebin.edge} eV at the edge, ${rebin.exafs} 1/A above`]
      : []),
  ].join(', ');
}

/** `0.376 +- 0.003`: a number with its error, digits as the error allows. */
function withError({ value, error }: Measured): string {
  const digits = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(error || 1e-6))));
  return `${value.toFixed(digits)} +- ${error.toFixed(digits)}`;
}

/** The pre-edge peak in words. */
export function describePreEdge({
  area,
  centroid,
  height,
  position,
  gaussians,
  from,
  to,
}: PreEdgePeak): string {
  return (
    `area ${withError(area)} eV, centroid ${withError(centroid)} eV, height ${withError(height)} edge steps at ${position.toFixed(2)} eV ` +
    `(${gaussians} ${gaussians === 1 ? 'Gaussian' : 'Gaussians'} above an arctangent edge on a line, fitted from ${rounded(from)} to ${rounded(to)} eV)`
  );
}

function requestedText({ requested }: SpectrumResult): string {
  const fixed = [
    ...(requested?.element === undefined ? [] : [`element ${requested.element}`]),
    ...(requested?.e0 === undefined ? [] : [`E0 ${requested.e0} eV`]),
    ...(requested?.e0Method === undefined ? [] : [`E0 by ${requested.e0Method}`]),
    ...(requested?.normalisation ? [describeNormalisationOptions(requested.normalisation)] : []),
    ...(requested?.calibration ? [describeCalibration(requested.calibration)] : []),
    ...(requested?.points ? [describePoints(requested.points)] : []),
  ];
  return fixed.length > 0 ? fixed.join(', ') : 'nothing, all automatic';
}

/** How probable the leading CN is by the votes, and how often that of the element is right at all. */
function leadingCnText(result: SpectrumResult): string {
  const { leadingCnProbability, heldOut } = result;
  const score = heldOut ? `; ${describeHeldOut(heldOut)}` : '';
  return `${stated(leadingCnProbability, result)}${score}`;
}

function e0Text({ e0, e0Method, automaticE0 }: SpectrumResult): string {
  const automatic =
    e0Method === 'half-step'
      ? ''
      : `, half step ${automaticE0 === null ? 'not found' : `at ${rounded(automaticE0)} eV`}`;
  return `${rounded(e0)} eV, ${e0Method}${automatic}`;
}

/** Where models look and what they divide by, in words. */
function lookText({ window, scales }: Pick<SpectrumResult, 'window' | 'scales'>): string {
  const { from, to, points, placedBy } = window;
  const place = placedBy === 'edge' ? ' placed by the tabulated edge, not by E0' : '';
  const how = scales.map((scale) => SCALE_WORDS[scale]).join(' or ');
  return `${rounded(from)} to ${rounded(to)} eV${place}, ${points} points${how === '' ? '' : `, ${how}`}`;
}

/** Which models answered, for tables. */
export function describeModels(
  pack: PackMark | null | undefined,
  beside: PackMark | null | undefined,
): string {
  if (pack) return `pack ${packName(pack)}`;
  return beside ? `shipped, and pack ${packName(beside)}` : 'shipped';
}

/** The model and where it comes from, in words. */
function modelText({ modelVersion, modelKind, pack }: SpectrumResult): string {
  const from = pack ? `, from the pack ${describePack(pack)}: not a model shipped with Xanopy` : '';
  return `${modelVersion} (${modelKind})${from}`;
}

/** A pack in words: its name, its maker's version and the first digits of its hash. */
export const describePack = ({ name, version, origin, sha256 }: PackMark): string =>
  `${name}, version ${version} (${origin}, ${sha256.slice(0, 8)})`;

/** What a pack answers beside the shipped models, in words. */
export function describePackAnswer(answer: PackAnswerResult): string {
  const { pack, ranking, applicability, jaccard, sameLeadingCn, sameFirstEntry } = answer;
  const found =
    applicability.verdict === 'outside'
      ? 'none'
      : describeEnvironment(
          ranking.map(({ cn, motifs }) => ({ cn, motifs: motifs.map(({ name }) => name) })),
        );
  const first = sameFirstEntry
    ? 'the same first entry'
    : sameLeadingCn
      ? 'the same first number with other motifs'
      : 'another first number';
  return `${describePack(pack)}: ${found}; ${first}, Jaccard index of both ${rounded(jaccard, 2)}; window ${lookText(answer)}`;
}

/** Everything that says how a result was made, as (key, text) pairs in reading order. */
export function journalOf(result: SpectrumResult): (readonly [key: string, text: string])[] {
  const { source, conformalSet, applicability, pack, packAnswer } = result;
  const entries: [string, string | undefined][] = [
    ['file', result.file],
    ['scan', source?.scan],
    ['sha256', source?.sha256],
    ['computed as', source?.derivation],
    ['format', source?.format],
    ['energy', source?.energyColumn],
    ['mu', source && `${source.muExpression} (${source.signal})`],
    ['columns', source && JSON.stringify(source.choices)],
    ['element', `${result.element} ${result.edge}`],
    ['requested', requestedText(result)],
    ['reference foil', result.foil && foilText(result.foil)],
    ['E0', e0Text(result)],
    ['E0 aligned for the models', describeAlignment(result.alignment)],
    [
      'edge step',
      result.edgeStep === null ? 'normalised by the source' : String(Number(result.edgeStep.toPrecision(6))),
    ],
    ['normalisation', result.normalisation ? describeNormalisation(result.normalisation) : undefined],
    ['window', lookText(result)],
    ['answer', answerText(result) ?? "none: outside the models' domain"],
    ...(applicability.verdict === 'outside'
      ? []
      : ([
          ['CN shares', describeCnShares(result.cnShares)],
          ['Jaccard confidence', stated(result.jaccardConfidence, result)],
          ['first entry probability', stated(result.firstEntryProbability, result)],
          ['leading CN probability', leadingCnText(result)],
          ['conformal set', describeConformalSet(conformalSet)],
          ['agreement when disturbed', describeStability(result.stability)],
          ['evidence', describeEvidence(result)],
          ...result.neighbours
            .slice(0, NEIGHBOURS_TOLD)
            .map((neighbour): [string, string] => ['near computed spectrum', describeNeighbour(neighbour)]),
        ] satisfies [string, string | undefined][])),
    ['pre-edge peak', result.preEdge && describePreEdge(result.preEdge)],
    ...(result.references ?? [])
      .slice(0, NEIGHBOURS_TOLD)
      .map(({ name, ...reference }): [string, string] => [
        'near own reference',
        describeNeighbour({ ...reference, formula: name }),
      ]),
    ['may be a mixture', result.mixture && describeMixture(result.mixture)],
    ['linear combination', result.combination && describeSummary(result.combination)],
    ['applicability', [applicability.verdict, ...applicability.reasons.map((r) => r.message)].join('; ')],
    ['model', modelText(result)],
    ['pack to cite', pack && `${pack.name}: ${pack.citation}`],
    ['answer of the pack', packAnswer && describePackAnswer(packAnswer)],
    ['pack to cite', packAnswer && `${packAnswer.pack.name}: ${packAnswer.pack.citation}`],
    ...result.warnings.map(({ code, message }): [string, string] => ['warning', `${code}: ${message}`]),
  ];
  return entries.flatMap(([key, text]) =>
    text === undefined || text === '' ? [] : [[key, oneLine(text)] as const],
  );
}
